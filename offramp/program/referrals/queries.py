"""What pages show of referrals."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate, localtime

from offramp.platform.accounts import actors
from offramp.platform.audit import log
from offramp.platform.kernel.ids import (
    CaseId,
    PersonId,
    ReferralId,
    ServiceId,
    short_code,
)
from offramp.platform.kernel.moments import Moments, moments
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import may
from offramp.platform.policy.table import Permission
from offramp.program.cases import access as cases_access
from offramp.program.cases.lifecycle import State as CaseState
from offramp.program.directory import queries as directory
from offramp.program.directory.rules import needs
from offramp.program.directory.rules.hours import say
from offramp.program.directory.rules.page import day
from offramp.program.people.access import Reached
from offramp.program.referrals import access
from offramp.program.referrals.lifecycle import LIFECYCLE, OPEN, Event, State
from offramp.program.referrals.models import Referral, Step
from offramp.program.referrals.rules import (
    LABELS,
    STEPS,
    TONES,
    Dates,
    needs_a_call,
    since,
)
from offramp.program.referrals.rules.page import (
    Act,
    Brief,
    Item,
    Letter,
    OpenRow,
    ReferralPage,
    Sender,
    acts,
)
from offramp.program.sites import queries as sites

PAGE_SIZE = 25
Facts = tuple[tuple[str, str], ...]


def of_cases(case_ids: Iterable[CaseId]) -> dict[CaseId, tuple[Brief, ...]]:
    """The referrals of these cases, the newest first. For packages that asked policy
    about the cases already."""
    return read(rows(case_ids))


def rows(case_ids: Iterable[CaseId]) -> QuerySet[Referral]:
    """What `read` reads, for a page that fetches it together with other rows."""
    mine = Referral.objects.filter(case_id__in=list(case_ids))
    wanted = mine.only("case", "need", "state", "sent_at", "changed_at")
    return wanted.annotate(service_name=F("service__name"))


def read(referrals: Iterable[Referral]) -> dict[CaseId, tuple[Brief, ...]]:
    """These referrals by case, the newest first."""
    found: dict[CaseId, list[Brief]] = defaultdict(list)
    for row in sorted(referrals, key=lambda row: (-row.sent_at.timestamp(), row.id)):
        found[CaseId(row.case_id)].append(_brief(row))
    return {case_id: tuple(briefs) for case_id, briefs in found.items()}


def _brief(referral: Referral) -> Brief:
    state = State(referral.state)
    return Brief(
        id=referral.id,
        service_name=referral.service_name,  # type: ignore[attr-defined] # annotated
        need=needs.label(referral.need),
        state=state,
        state_label=LABELS[state],
        tone=TONES[state],
        sent_at=referral.sent_at,
        updated_at=referral.changed_at,
        connected_at=referral.changed_at if state == State.CONNECTED else None,
    )


def whole_rows(found: Reached) -> QuerySet[Referral]:
    """What `whole` reads, for a page that fetches it together with other rows."""
    mine = access.about(found, Permission.REFERRAL_READ)
    return mine.annotate(service_name=F("service__name"))


def whole(rows: Iterable[Referral]) -> tuple[tuple[Brief, Facts], ...]:
    """All of these with their facts, the newest first: for the person's own copy."""
    newest = sorted(rows, key=lambda row: (-row.sent_at.timestamp(), row.id))
    return tuple((_brief(row), _facts(row)) for row in newest)


def happened(found: Reached) -> list[Moments]:
    """What happened in the referrals of this person, for their timeline."""
    mine = access.about(found, Permission.REFERRAL_READ)
    arrived = mine.filter(state=State.CONNECTED.value)
    ended = mine.filter(state=State.NOT_CONNECTED.value)
    when = {"at": "changed_at", "by": "changed_by_id"}
    return [
        moments(mine, "referral.sent", at="sent_at", by="sent_by_id"),
        moments(arrived, "referral.connected", **when),
        moments(ended, "referral.not_connected", **when, word="reason"),
    ]


def open_for(number: int, *, by: Actor) -> Page[OpenRow]:
    """Open referrals of the people whom the actor looks after; the longest silent
    first, for that is who to call."""
    open_ones = access.reachable(by, Permission.REFERRAL_LIST).filter(state__in=OPEN)
    rows = open_ones.select_related("person", "service").order_by("changed_at", "pk")
    paginator: Paginator[Any] = Paginator(rows, PAGE_SIZE)
    shown = paginator.get_page(number)
    found: list[Referral] = list(shown.object_list)
    ids = [referral.id for referral in found]
    log.listed(Permission.REFERRAL_READ, Referral, ids, by=by)
    today = localdate()
    shown.object_list = [_open_row(referral, today) for referral in found]
    return shown


def _dates(referral: Referral) -> Dates:
    day = referral.appointment
    return Dates(
        state=State(referral.state),
        changed_on=localdate(referral.changed_at),
        waits_until_on=referral.waits_until_on,
        appointment_on=localdate(day) if day else None,
    )


def _open_row(referral: Referral, today: date) -> OpenRow:
    dates = _dates(referral)
    return OpenRow(
        id=referral.id,
        person_id=PersonId(referral.person_id),
        known_as=referral.person.known_as,
        service_name=referral.service.name,
        need=needs.label(referral.need),
        state_label=LABELS[dates.state],
        tone=TONES[dates.state],
        since=since(dates, today),
        is_due=needs_a_call(dates, today),
        is_offered=referral.service.is_active,
    )


def one(referral_id: ReferralId, *, by: Actor) -> ReferralPage:
    """One referral with its timeline and what can be done now."""
    referral = access.get(referral_id, Permission.REFERRAL_READ, by=by)
    log.read(Permission.REFERRAL_READ, referral, by=by)
    dates, today = _dates(referral), localdate()
    service = directory.by_id([referral.service_id], by=by)[referral.service_id]
    return ReferralPage(
        id=referral.id,
        code=short_code(referral.id),
        person_id=PersonId(referral.person_id),
        known_as=referral.person.known_as,
        service=service,
        is_open=dates.state in OPEN,
        state_label=LABELS[dates.state],
        tone=TONES[dates.state],
        since=since(dates, today),
        is_due=needs_a_call(dates, today),
        is_offered=service.is_active,
        facts=_facts(referral),
        timeline=_timeline(referral),
        acts=_acts(referral, by),
    )


def _acts(referral: Referral, by: Actor) -> tuple[Act, ...]:
    if not may(by, Permission.REFERRAL_UPDATE):
        return ()

    def address(event: Event) -> str:
        return reverse(f"referrals:{event.value}", args=[referral.id])

    state = State(referral.state)
    open_to = LIFECYCLE.open_to(state) or {Event.REOPEN}
    return acts(open_to, state, address)


def _facts(referral: Referral) -> Facts:
    site = sites.current()
    ride = site.label("transport", referral.transport) if referral.transport else ""
    day = referral.appointment
    rows = (
        ("Help with", needs.label(referral.need)),
        ("Appointment", _moment(day) if day else ""),
        ("Getting there", ride),
        ("Somebody goes along", "Yes" if referral.is_warm else ""),
        ("To remember", referral.note),
    )
    return tuple((label, text) for label, text in rows if text)


def _timeline(referral: Referral) -> tuple[Item, ...]:
    steps = referral.steps.annotate(who=actors.name_of("learned_by_id"))
    newest = steps.order_by("-learned_at", "-stored_at")
    return tuple(_item(step, step.who or "") for step in newest)


def _item(step: Step, who: str) -> Item:
    event = Event(step.event)
    said = {
        Event.DECLINE: ("referral_declined_reason", step.reason),
        Event.NOT_CONNECT: ("not_connected_reason", step.reason),
    }.get(event)
    parts = [
        f"For {_moment(step.appointment)}" if step.appointment else "",
        f"Until about {day(step.waits_until_on)}" if step.waits_until_on else "",
        sites.current().label(*said) if said else "",
        who,
    ]
    return Item(
        when=_moment(step.learned_at),
        iso=step.learned_at.isoformat(),
        title=STEPS[event],
        text=" · ".join(part for part in parts if part),
        tone="success" if event == Event.CONNECT else "plain",
    )


def _moment(at: datetime) -> str:
    local = localtime(at)
    return f"{day(local)}, {say(local.time())}"


def letter(referral_id: ReferralId, *, by: Actor) -> Letter:
    """What the participant carries. They write their own name on it, if they want."""
    referral = access.get(referral_id, Permission.REFERRAL_READ, by=by)
    log.read(Permission.REFERRAL_READ, referral, by=by, letter=True)
    names = actors.names({referral.sent_by_id})
    day_of = referral.appointment
    return Letter(
        id=referral.id,
        code=short_code(referral.id).partition("-")[2],
        on=day(localtime(referral.sent_at)),
        service=directory.one(ServiceId(referral.service_id), by=by),
        need=needs.label(referral.need),
        appointment=_moment(day_of) if day_of else "",
        sender=names.get(referral.sent_by_id, ""),
    )


def sender(case_id: CaseId, *, by: Actor) -> Sender:
    """The case to refer from; 404 outside the actor's reach."""
    case = cases_access.get(case_id, Permission.REFERRAL_SEND, by=by)
    log.read(Permission.REFERRAL_SEND, case, by=by)
    return Sender(
        case_id=case.id,
        person_id=PersonId(case.person_id),
        known_as=case.person.known_as,
        is_open=case.state != CaseState.CLOSED,
    )
