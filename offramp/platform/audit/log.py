"""Write down what was done and what was read. In the same transaction as the act."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db.models import Model

from offramp.platform.audit import body
from offramp.platform.audit.waiting import write_down
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission

# The lists that one page shows, while they are being gathered.
_page: ContextVar[list[tuple[Permission, list[str]]] | None] = ContextVar(
    "page", default=None
)


def record(action: Permission, subject: Model, *, by: Actor, **details: object) -> None:
    """One act on one row. `details` are ids, counts and codes, as JSON can hold them."""
    write_down(
        body.written(action, subject._meta.label_lower, subject.pk, details, by=by)
    )


def read(action: Permission, subject: Model, *, by: Actor, **details: object) -> None:
    """Somebody opened a record about a person."""
    record(action, subject, by=by, **details)


def listed(
    action: Permission, kind: type[Model], ids: Iterable[UUID], *, by: Actor
) -> None:
    """Somebody saw a list of records about people: one entry that names them all."""
    shown = [str(id) for id in ids]
    seen = _page.get()
    if shown and seen is not None:
        seen.append((action, shown))
    elif shown:
        details: dict[str, object] = {"listed": shown}
        write_down(body.written(action, kind._meta.label_lower, by.id, details, by=by))


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
        details: dict[str, object] = {
            "listed": [id for _, ids in seen for id in ids],
            "each": [[asked, len(ids)] for asked, ids in seen],
        }
        write_down(body.written(action, "page", by.id, details, by=by))


def refused(action: Permission, address: str, subject: UUID, *, by: Actor) -> None:
    """Policy said no. Whether there is such a record makes no difference here."""
    told: dict[str, object] = {"address": address}
    write_down(
        body.written(action, "address", subject, told, by=by, outcome=body.REFUSED)
    )


def about_itself(action: Permission, *, by: Actor, **details: object) -> None:
    """Something happened to the record: it was read, dumped, went on after a restore."""
    write_down(body.written(action, "audit.entry", by.id, details, by=by))
