"""The record of acts to look through: who, when, what kind. Never what was written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone

from offramp.platform.accounts.actors import names
from offramp.platform.audit import log
from offramp.platform.audit.body import REFUSED
from offramp.platform.audit.models import Entry, Listed
from offramp.platform.kernel.ids import short_code
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission

SHOWN = 50
_LOOKED_THROUGH = 20_000  # for a short code, which no index knows


@dataclass(frozen=True)
class Wanted:
    """What is looked for; what is empty narrows nothing."""

    staff_id: UUID | None = None
    subject: str = ""
    day: date | None = None
    action: str = ""
    before: int | None = None


@dataclass(frozen=True)
class Row:
    """One entry without its contents."""

    position: int
    at: datetime
    who: str
    roles: str
    action: str
    kind: str
    code: str
    refused: bool


@dataclass(frozen=True)
class Found:
    """A page of entries, newest first; `older` is where the next page begins."""

    rows: tuple[Row, ...]
    older: int | None


def record(wanted: Wanted, *, by: Actor) -> Found:
    """The entries that fit, at most fifty. That they were looked at is an entry too."""
    require(by, Permission.AUDIT_READ)
    entries = _narrowed(wanted)
    if wanted.subject and _id(wanted.subject) is None:
        entries = _by_code(entries, wanted.subject)
    page = list(entries.order_by("-position")[: SHOWN + 1])
    shown = page[:SHOWN]
    used = [n for n in ("staff_id", "subject", "day", "action") if getattr(wanted, n)]
    log.about_itself(Permission.AUDIT_READ, by=by, by_what=used, shown=len(shown))
    older = shown[-1].position if len(page) > SHOWN else None
    return Found(rows(shown), older)


def rows(entries: Iterable[Entry]) -> tuple[Row, ...]:
    """Entries as they are shown."""
    whole = list(entries)
    called = names({entry.actor_id for entry in whole})
    return tuple(
        Row(
            position=entry.position,
            at=entry.stored_at,
            who=called.get(entry.actor_id, short_code(entry.actor_id)),
            roles=entry.roles.replace("_", " "),
            action=entry.action,
            kind=entry.subject_kind.split(".")[-1],
            code=short_code(entry.subject_id),
            refused=entry.outcome == REFUSED,
        )
        for entry in whole
    )


def _narrowed(wanted: Wanted) -> QuerySet[Entry]:
    found = Entry.objects.all()
    if wanted.before is not None:
        found = found.filter(position__lt=wanted.before)
    if wanted.staff_id is not None:
        found = found.filter(actor_id=wanted.staff_id)
    if wanted.action:
        found = found.filter(action=wanted.action)
    if wanted.day is not None:
        zone = get_current_timezone()
        begins = datetime.combine(wanted.day, time(), zone)
        ends = datetime.combine(wanted.day + timedelta(days=1), time(), zone)
        found = found.filter(stored_at__gte=begins, stored_at__lt=ends)
    if (subject := _id(wanted.subject)) is not None:
        named = Listed.objects.filter(subject_id=subject).values("position")
        found = found.filter(subject_id=subject) | found.filter(position__in=named)
    return found


def _by_code(entries: QuerySet[Entry], code: str) -> QuerySet[Entry]:
    newest = entries.order_by("-position").values_list("position", "subject_id")
    wanted = code.strip().upper()
    fits = [at for at, id in newest[:_LOOKED_THROUGH] if short_code(id) == wanted]
    return entries.filter(position__in=fits[: SHOWN + 1])


def _id(text: str) -> UUID | None:
    try:
        return UUID(text.strip())
    except ValueError:
        return None
