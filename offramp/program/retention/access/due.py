"""What is due: one query for each class, however many records there are."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from offramp.program.retention.access.tables import rows
from offramp.program.retention.models import Hold
from offramp.program.retention.rules import DESTROYED, years_before
from offramp.program.sites import queries as sites
from offramp.program.sites.rules import Retention

Found: TypeAlias = QuerySet[Any]
_CLOSED, _HELD = "closed", "held"


@dataclass(frozen=True)
class _Clock:
    """The schedule of today, as moments: what lies before them is old enough."""

    at: datetime
    lines: Mapping[str, Retention]

    def before(self, record: str) -> datetime:
        return years_before(self.at, self.lines[record].years)

    def counts_entries(self, record: str) -> bool:
        return self.lines[record].after == "last_entry"


def due(record: str, at: datetime) -> Found:
    """People, or contacts, whose record is due and held by nothing."""
    clock = _Clock(at, sites.current().kept_on(localdate(at)))
    held = Hold.objects.filter(lifted_at=None, record__in=DESTROYED[record])
    found: Found = _FIND[record](clock).filter(~Exists(held))
    return found


def since(record: str, page: Collection[Any]) -> dict[UUID, datetime]:
    """From which moment their years are counted, for the records of one page."""
    if record in {"contact", "legal_matter"}:
        return {one.pk: one.made_at for one in page}
    ids = [one.pk for one in page]
    own = Q(person__in=ids) | Q(person__merged_into__in=ids)
    stays = _roots(rows("cases.case").filter(own)).annotate(last=Max("closed_at"))
    closed = dict(stays.order_by().values_list("root", "last"))
    return {one.pk: closed.get(one.pk) or one.recorded_at for one in page}


def count(at: datetime) -> dict[str, int]:
    """How many records are due, by class, in one query."""
    counted = [
        due(record, at).order_by().values(of=Value(record)).annotate(many=Count("pk"))
        for record in DESTROYED
    ]
    first, *others = (each.values_list("of", "many") for each in counted)
    return dict(first.union(*others, all=True))


def messages(at: datetime) -> Found:
    """Messages to staff that were sent long enough ago."""
    clock = _Clock(at, sites.current().kept_on(localdate(at)))
    held = Hold.objects.filter(lifted_at=None, record="message")
    sent = rows("outbox.message").filter(sent_at__lte=clock.before("message"))
    return sent.filter(~Exists(held))


def _participants(clock: _Clock) -> Found:
    old = clock.before("participant")
    closed = rows("cases.case").filter(
        state=_CLOSED, opened_at__lte=old, closed_at__lte=old
    )
    found = _in_use().filter(pk__in=_roots(closed))
    found = _without(found, _stays_since(old))
    if clock.counts_entries("participant"):
        found = _without_entries(found, old)
    matters = rows("cases.arrival").filter(_unsettled(clock, "diversion__"))
    found = _without(found, matters, "case__person")
    cleared = rows("charges.charge").filter(cleared_at__gt=clock.before("legal_matter"))
    found = _without(found, cleared, "cleared_release__consent__person")
    return _agreed_long_ago(found, clock)


def _inquiries(clock: _Clock) -> Found:
    old = clock.before("inquiry")
    found = _in_use().filter(recorded_at__lte=old)
    found = _without_entries(_without(found, rows("cases.case")), old)
    return _agreed_long_ago(found, clock)


def _counselled(clock: _Clock) -> Found:
    old, notes = clock.before("counselling"), rows("notes.counsellingnote")
    found = _in_use().filter(pk__in=_roots(notes.filter(written_at__lte=old)))
    found = _without(found, notes.filter(written_at__gt=old))
    found = _without(found, _stays_since(old))
    if clock.counts_entries("counselling"):
        found = _without_entries(found, old)
    return found


def _contacts(clock: _Clock) -> Found:
    old = clock.before("contact")
    return rows("diversions.contact").filter(diversion=None, made_at__lte=old)


def _matters(clock: _Clock) -> Found:
    """Handovers that brought nobody whose record is still here."""
    found = rows("diversions.contact").filter(
        diversion__isnull=False, diversion__arrival=None
    )
    return found.exclude(_unsettled(clock, "diversion__"))


_FIND: Mapping[str, Callable[[_Clock], Found]] = {
    "participant": _participants,
    "inquiry": _inquiries,
    "counselling": _counselled,
    "contact": _contacts,
    "legal_matter": _matters,
}


def _in_use() -> Found:
    """The records that are in use, unless somebody holds one of the same person."""
    held = Hold.objects.filter(lifted_at=None).exclude(person_id=None)
    ids = held.values("person_id")
    joined = rows("people.person").filter(merged_into=OuterRef("pk"), pk__in=ids)
    found = rows("people.person").filter(~Exists(joined), merged_into=None)
    return found.exclude(pk__in=ids)


def _roots(found: Found) -> Found:
    return found.values(root=Coalesce("person__merged_into_id", "person_id"))


def _without(people: Found, found: Found, path: str = "person") -> Found:
    """Those for whom there is no such row, under any record they ever had. Two questions,
    so that each has its index."""
    own = found.filter(**{path: OuterRef("pk")})
    joined = found.filter(**{f"{path}__merged_into": OuterRef("pk")})
    return people.filter(~Exists(own), ~Exists(joined))


def _stays_since(old: datetime) -> Found:
    return rows("cases.case").filter(~Q(state=_CLOSED) | Q(closed_at__gt=old))


def _without_entries(people: Found, old: datetime) -> Found:
    for found in _later(old):
        people = _without(people, found)
    return people


def _later(old: datetime) -> Iterator[Found]:
    yield rows("touchpoints.touchpoint").filter(at__gt=old)
    yield rows("appointments.appointment").filter(at__gt=old)
    yield rows("people.contactway").filter(from_at__gt=old)
    yield rows("people.selfdescription").filter(recorded_at__gt=old)


def _agreed_long_ago(people: Found, clock: _Clock) -> Found:
    """Consents ended, things were told and notes written long enough ago."""
    old = clock.before("consent")
    over = (
        Q(revoked_at__lte=old)
        | Q(ended_at__lte=old)
        | Q(expires_at__lte=old)
        | Q(lapses_at__lte=old, signed_at=None)
    )
    # A consent without a last day was in effect until the last stay was over.
    later = rows("cases.case").filter(person=OuterRef("person"), closed_at__gt=old)
    endless = Q(expires_at=None, given_at__lte=old) & ~Exists(later)
    people = _without(people, rows("consent.consent").exclude(over).exclude(endless))
    told = rows("consent.release").filter(made_at__gt=clock.before("release"))
    people = _without(people, told, "consent__person")
    for found in _asked_or_told(clock):
        people = _without(people, found)
    noted = clock.before("counselling")
    return _without(people, rows("notes.counsellingnote").filter(written_at__gt=noted))


def _asked_or_told(clock: _Clock) -> Iterator[Found]:
    """What counts as an account of them, or as their own request, and is not old enough."""
    told, asked = clock.before("release"), clock.before("consent")
    yield rows("rights.disclosure").filter(given_at__gt=told)
    yield rows("people.opening").filter(Q(reviewed_at=None) | Q(opened_at__gt=told))
    later = Q(answered_at__gt=asked) | Q(ended_at__gt=asked)
    yield rows("rights.request").filter(Q(state="asked") | later)
    yield rows("process.paper").filter(state="received")


def _unsettled(clock: _Clock, to: str) -> Q:
    """The handover, or the end of its charge, is not long enough ago."""
    old = clock.before("legal_matter")
    ended = ("cleared_at", "filed_at", "let_go_at")
    open_still = Q(**{f"{to}charge__state": _HELD}) | Q(**{f"{to}made_at__gt": old})
    for moment in ended:
        open_still |= Q(**{f"{to}charge__{moment}__gt": old})
    return open_still
