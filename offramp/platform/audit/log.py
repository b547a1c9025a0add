"""Write down what was done and what was read. In the same transaction as the act."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db.models import Model

from offramp.platform.audit.models import Entry
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission

# The lists that one page shows, while they are being gathered.
_page: ContextVar[list[tuple[Permission, list[str]]] | None] = ContextVar(
    "page", default=None
)


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
    seen = _page.get()
    if shown and seen is not None:
        seen.append((action, shown))
    elif shown:
        _write(action, kind._meta.label_lower, by.id, by, {"listed": shown})


@contextmanager
def one_page(action: Permission, *, by: Actor) -> Iterator[None]:
    """Lists about people that are seen on one page: one entry that names them all, in
    order, and says how many belong to each permission."""
    seen: list[tuple[Permission, list[str]]] = []
    token = _page.set(seen)
    try:
        yield
    finally:
        _page.reset(token)
    if seen:
        listed = [id for _, ids in seen for id in ids]
        each = [[asked, len(ids)] for asked, ids in seen]
        _write(action, "page", by.id, by, {"listed": listed, "each": each})


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
