"""What every table has: an id from whoever has the pen, and the moment we stored it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from django.db import models
from django.db.models import Q

from offramp.platform.kernel.ids import new_id
from offramp.platform.kernel.segments import Segment as Segment

if TYPE_CHECKING:
    Id = TypeVar("Id")
    IdField: TypeAlias = models.UUIDField[Id, Id]


def id_field() -> Any:
    """A primary key. Annotate it `IdField[...]` with the record's own id type."""
    return models.UUIDField(primary_key=True, default=new_id, editable=False)


def moment(name: str) -> Any:
    """The constraint that `<name>_at` and `<name>_by_id` are both set or both empty."""
    at, by = f"{name}_at", f"{name}_by_id"
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{name}_at_and_by",
        condition=Q(**{at: None, by: None})
        | Q(**{f"{at}__isnull": False, f"{by}__isnull": False}),
    )


def known(field: str, words: type[StrEnum]) -> Any:
    """The constraint that a column holds only the words of its list."""
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{field}_known",
        condition=Q(**{f"{field}__in": [word.value for word in words]}),
    )


class Record(models.Model):
    """What every table has besides its id: the moment we stored it."""

    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
