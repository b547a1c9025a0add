"""Moments of many tables in one shape, so that one query can put them in order."""

from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast

COLUMNS = ("at", "kind", "ref", "word", "by")


def moments(
    rows: QuerySet[Any], kind: str, *, at: str, by: str, word: str = "", ref: str = "pk"
) -> QuerySet[Any, Any]:
    """The rows whose `at` has come, as (at, kind, ref, word, by). Made for `union`."""
    said = Cast(word, CharField(max_length=60)) if word else Value("")
    kept = rows.filter(**{f"{at}__isnull": False}).order_by()
    return kept.values_list(F(at), Value(kind, CharField()), F(ref), said, F(by))
