from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from offramp.platform.audit.waiting import write_all_down
from offramp.platform.kernel.records import Segment

if TYPE_CHECKING:
    from django.db.models.manager import Manager


class _Record(models.Manager[Any]):
    """What this transaction did belongs to what is read of the record."""

    def get_queryset(self) -> models.QuerySet[Any]:
        write_all_down()
        return super().get_queryset()


class _AppendOnly(models.QuerySet["Entry"]):
    """Entries are written once. Nothing in the product may change or remove one."""

    def update(self, **values: Any) -> NoReturn:
        raise TypeError("The record of acts is append-only.")

    def delete(self) -> NoReturn:
        raise TypeError("The record of acts is append-only.")


def _said(key: str, field: models.Field[Any, Any]) -> Any:
    """A column that the database reads out of the body, so that it says the same."""
    body = Cast("body", models.JSONField())
    return models.GeneratedField(
        expression=Cast(KeyTextTransform(key, body), field),
        output_field=field,
        db_persist=True,
    )


class Entry(models.Model):
    """One thing somebody did or read. Rows point at nothing, so nothing orphans them.

    The body is the entry, as JSON in one spelling. Position, moment and the two hashes
    are the chain's and come from the database; the other columns are read out of the
    body by the database. The body holds ids, counts and codes: never a name, never
    clinical text.
    """

    segment = Segment.AUDIT

    position = models.BigAutoField(primary_key=True)
    stored_at = models.DateTimeField()
    body = models.TextField()
    prev = models.CharField(max_length=64, db_default="")
    hash = models.CharField(max_length=64, db_default="")
    action = _said("action", models.CharField(max_length=60))
    actor_id = _said("actor", models.UUIDField())
    agency_id = _said("agency", models.UUIDField())
    roles = _said("roles", models.CharField(max_length=120))
    subject_kind = _said("kind", models.CharField(max_length=60))
    subject_id = _said("subject", models.UUIDField())
    outcome = _said("outcome", models.CharField(max_length=10))

    objects: ClassVar[Manager[Entry]] = _Record.from_queryset(_AppendOnly)()

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "stored_at"]),
            models.Index(fields=["actor_id", "-position"]),
            models.Index(fields=["action", "-position"]),
            models.Index(fields=["stored_at"]),
        ]

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: entries are written by `log`, and never again."""
        raise TypeError("The record of acts is append-only. Write through `log`.")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise TypeError("The record of acts is append-only.")

    @property
    def said(self) -> dict[str, Any]:
        """The body, read."""
        read: dict[str, Any] = json.loads(self.body)
        return read

    @property
    def details(self) -> dict[str, Any]:
        """What the act said about itself."""
        found: dict[str, Any] = self.said["details"]
        return found


class Head(models.Model):
    """The last link of the chain, in one row: who adds an entry holds it."""

    segment = Segment.AUDIT

    id = models.PositiveSmallIntegerField(primary_key=True)
    position = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    objects: ClassVar[Manager[Head]] = _Record()


class Listed(models.Model):
    """Which records an entry about a list names. The database fills it from the body."""

    segment = Segment.AUDIT

    id = models.BigAutoField(primary_key=True)
    subject_id = models.UUIDField()
    position = models.BigIntegerField()

    objects: ClassVar[Manager[Listed]] = _Record()

    class Meta:
        indexes = [models.Index(fields=["subject_id", "position"])]
