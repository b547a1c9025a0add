from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

from django.db import models

from offramp.platform.kernel.records import Segment

if TYPE_CHECKING:
    from django.db.models.manager import Manager


class _AppendOnly(models.QuerySet["Entry"]):
    """Entries are written once. Nothing in the product may change or remove one."""

    def update(self, **values: Any) -> NoReturn:
        raise TypeError("The record of acts is append-only.")

    def delete(self) -> NoReturn:
        raise TypeError("The record of acts is append-only.")


class Entry(models.Model):
    """One thing somebody did or read. Rows point at nothing, so nothing orphans them.

    `position` gives the order; `canonical` gives the bytes that a chain would sign.
    Details hold ids, counts and codes: never a name, never clinical text.
    """

    segment = Segment.AUDIT

    position = models.BigAutoField(primary_key=True)
    stored_at = models.DateTimeField(auto_now_add=True)
    action = models.CharField(max_length=60)
    actor_id = models.UUIDField()
    agency_id = models.UUIDField()
    roles = models.CharField(max_length=120)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    details = models.JSONField(default=dict)

    objects: Manager[Entry] = _AppendOnly.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"]),
            models.Index(fields=["actor_id", "-position"]),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write once; a second save is refused."""
        if self.position is not None:
            raise TypeError("The record of acts is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise TypeError("The record of acts is append-only.")

    def canonical(self) -> bytes:
        """The entry as the same bytes on every machine, for a hash chain to sign."""
        return json.dumps(
            {
                "position": self.position,
                "stored_at": self.stored_at.isoformat(),
                "action": self.action,
                "actor_id": str(self.actor_id),
                "agency_id": str(self.agency_id),
                "roles": self.roles,
                "subject_kind": self.subject_kind,
                "subject_id": str(self.subject_id),
                "details": self.details,
            },
            sort_keys=True,
            separators=(",", ":"),
        ).encode()
