"""Write down what was done and what was read. In the same transaction as the act."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Model

from offramp.platform.audit.models import Entry
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission


def record(action: Permission, subject: Model, *, by: Actor, **details: object) -> None:
    """One act on one row. `details` are ids, counts and codes, as JSON can hold them."""
    _write(action, subject._meta.label_lower, subject.pk, by, details)


def read(action: Permission, subject: Model, *, by: Actor, **details: object) -> None:
    """Somebody opened a record about a person."""
    _write(action, subject._meta.label_lower, subject.pk, by, details)


def listed(
    action: Permission, kind: type[Model], ids: Iterable[UUID], *, by: Actor
) -> None:
    """Somebody saw a list of records about people: one entry that names them all."""
    shown = [str(id) for id in ids]
    if shown:
        _write(action, kind._meta.label_lower, by.id, by, {"listed": shown})


def _write(
    action: Permission, kind: str, id: UUID, by: Actor, details: dict[str, object]
) -> None:
    Entry.objects.create(
        action=action,
        actor_id=by.id,
        agency_id=by.agency_id,
        roles=" ".join(sorted(by.roles)),
        subject_kind=kind,
        subject_id=id,
        details=details,
    )
