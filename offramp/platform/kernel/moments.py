"""Moments of many tables in one shape, so that one query can put them in order."""

from typing import Any, TypeAlias

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast

Moments: TypeAlias = QuerySet[Any, Any]
COLUMNS = ("m_at", "m_kind", "m_ref", "m_word", "m_by")


def moments(
    rows: QuerySet[Any], kind: str, *, at: str, by: str, word: str = "", ref: str = "pk"
) -> Moments:
    """The rows whose `at` has come, in the shape of COLUMNS. Made for `union`."""
    text: CharField[str, str] = CharField(max_length=60)
    said = Cast(word, text) if word else Value("", text)
    kept = rows.filter(**{f"{at}__isnull": False}).order_by()
    shaped: Moments = kept.annotate(
        m_at=F(at), m_kind=Value(kind, text), m_ref=F(ref), m_word=said, m_by=F(by)
    ).values_list(*COLUMNS)
    return shaped
