from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from offramp.platform.accounts import rules
from offramp.platform.accounts.actors import (
    duties_of,
    is_in_force,
    lacks_date,
    lacks_paper,
    names,
)
from offramp.platform.accounts.models import (
    Agency,
    Agreement,
    Clearance,
    Duty,
    Grant,
    GrantState,
    Need,
    Reset,
    User,
)
from offramp.platform.kernel.ids import ActorId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission


@dataclass(frozen=True)
class Waiting:
    """Something that one person asked for and another has to decide."""

    id: UUID
    title: str
    facts: Sequence[tuple[str, object]]
    asked_by: str
    is_mine: bool


@dataclass(frozen=True)
class Colleague:
    """One line of the list of staff."""

    id: UUID
    name: str
    email: str
    is_active: bool
    duties: str


@dataclass(frozen=True)
class Ending:
    """Something that ends soon, has ended, or was not looked at for a quarter."""

    what: str
    who: str
    on: date
    person_id: UUID | None
    has_passed: bool


@dataclass(frozen=True)
class StaffPage:
    """Who works here, what waits for a decision, and what ends soon."""

    grants: Sequence[Waiting]
    resets: Sequence[Waiting]
    ending: Sequence[Ending]
    people: Sequence[Colleague]


@dataclass(frozen=True)
class DutyRow:
    """One duty on the page of a colleague."""

    id: UUID
    title: str
    from_on: date
    until_on: date | None
    runs: bool
    confirmed_on: date | None
    lacks: str


@dataclass(frozen=True)
class ColleaguePage:
    """Everything a lead needs to know about one login."""

    id: UUID
    name: str
    email: str
    is_active: bool
    is_me: bool
    has_password: bool
    factors: int
    duties: Sequence[DutyRow]
    clearances: Sequence[tuple[str, date, date]]


@dataclass(frozen=True)
class AgreementRow:
    """One paper, and whether it is in force."""

    kind: str
    from_on: date
    until_on: date
    lies: str
    permits: str
    is_in_force: bool


@dataclass(frozen=True)
class AgencyRow:
    """One agency with its papers, and those it needs and lacks."""

    name: str
    lacks: Sequence[str]
    papers: Sequence[AgreementRow]


def staff_page(*, by: Actor) -> StaffPage:
    """Who works here, what waits, what ends soon."""
    require(by, Permission.STAFF_READ)
    today = localdate()
    duties = list(
        Duty.objects.select_related("user", "agency").order_by("user__name", "pk")
    )
    return StaffPage(
        grants=_grants(by),
        resets=_resets(by),
        ending=sorted(_ending(duties, today), key=lambda row: row.on),
        people=_people(duties, today),
    )


def _grants(by: Actor) -> list[Waiting]:
    rows = list(
        Grant.objects.filter(state=GrantState.ASKED)
        .select_related("agency", "unit")
        .order_by("asked_at")
    )
    asked = names({row.asked_by_id for row in rows})
    return [
        Waiting(
            id=row.id,
            title=f"{row.name}: {spoken(row.role)}",
            facts=(
                ("Agency", f"{row.agency}{f', {row.unit}' if row.unit else ''}"),
                ("Work e-mail", row.email),
                (
                    "From, until",
                    f"{row.from_on:%b %-d, %Y} to {row.until_on:%b %-d, %Y}",
                ),
                ("What for", row.why),
            ),
            asked_by=asked.get(row.asked_by_id, ""),
            is_mine=row.asked_by_id == by.id,
        )
        for row in rows
    ]


def _resets(by: Actor) -> list[Waiting]:
    rows = list(
        Reset.objects.filter(state=GrantState.ASKED)
        .select_related("user")
        .order_by("asked_at")
    )
    asked = names({row.asked_by_id for row in rows})
    return [
        Waiting(
            id=row.id,
            title=f"{row.user.name}: a new second factor",
            facts=(("How they were recognized", row.proof),),
            asked_by=asked.get(row.asked_by_id, ""),
            is_mine=by.id in {row.asked_by_id, row.user_id},
        )
        for row in rows
    ]


def _ending(duties: Sequence[Duty], today: date) -> Iterator[Ending]:
    soon = today + rules.ENDS_SOON
    for duty in duties:
        if not is_in_force(duty, today):
            continue
        who, title = duty.user.name, spoken(duty.role)
        if duty.until_on and duty.until_on <= soon:
            yield Ending(f"{title}: ends", who, duty.until_on, duty.user_id, False)
        looked = localdate(duty.confirmed_at) if duty.confirmed_at else duty.from_on
        if looked + rules.CONFIRM_AFTER <= today:
            due = looked + rules.CONFIRM_AFTER
            yield Ending(f"{title}: still needed?", who, due, duty.user_id, True)
    for paper in Agreement.objects.filter(until_on__lte=soon).select_related("agency"):
        title = f"{paper.kind.upper()}: ends"
        passed = paper.until_on < today
        yield Ending(title, paper.agency.name, paper.until_on, None, passed)
    for kept in Clearance.objects.filter(until_on__lte=soon).select_related("user"):
        title, passed = f"{spoken(kept.kind)}: ends", kept.until_on < today
        yield Ending(title, kept.user.name, kept.until_on, kept.user_id, passed)


def _people(duties: Iterable[Duty], today: date) -> list[Colleague]:
    running: dict[UUID, list[str]] = {}
    for duty in duties:
        if is_in_force(duty, today):
            title = f"{spoken(duty.role)}, {duty.agency.name}"
            running.setdefault(duty.user_id, []).append(title)
    users = User.objects.order_by("-is_active", "name", "pk")
    return [
        Colleague(u.id, u.name, u.email, u.is_active, "; ".join(running.get(u.id, [])))
        for u in users
    ]


def colleague(user_id: ActorId, *, by: Actor) -> ColleaguePage:
    """One login, for those who lead. Refused with 404 when there is none."""
    require(by, Permission.STAFF_READ)
    user = get_object_or_404(User, pk=user_id)
    today = localdate()
    return ColleaguePage(
        id=user.id,
        name=user.name,
        email=user.email,
        is_active=user.is_active,
        is_me=user.id == by.id,
        has_password=user.has_usable_password(),
        factors=user.factors.count(),
        duties=[_duty_row(duty, today) for duty in duties_of(user.id, today)],
        clearances=[
            (spoken(row.kind), row.done_on, row.until_on)
            for row in user.clearances.order_by("-until_on")
        ],
    )


def _duty_row(duty: Duty, today: date) -> DutyRow:
    lacks = "The agency's agreement is not in force." if lacks_paper(duty) else ""
    lacks = lacks or ("A date it needs is not on file." if lacks_date(duty) else "")
    return DutyRow(
        id=duty.id,
        title=f"{spoken(duty.role)}, {duty.agency.name}",
        from_on=duty.from_on,
        until_on=duty.until_on,
        runs=is_in_force(duty, today),
        confirmed_on=localdate(duty.confirmed_at) if duty.confirmed_at else None,
        lacks=lacks,
    )


def agreements(*, by: Actor) -> list[AgencyRow]:
    """Every agency with its papers, and what it lacks."""
    require(by, Permission.STAFF_READ)
    today = localdate()
    needs: dict[str, set[str]] = {}
    for need in Need.objects.all():
        needs.setdefault(need.of, set()).add(need.what)
    papers: dict[UUID, list[AgreementRow]] = {}
    for row in Agreement.objects.order_by("-until_on"):
        runs = row.from_on <= today <= row.until_on
        papers.setdefault(row.agency_id, []).append(
            AgreementRow(
                kind=row.kind.upper(),
                from_on=row.from_on,
                until_on=row.until_on,
                lies=row.lies,
                permits=row.permits,
                is_in_force=runs,
            )
        )
    return [
        AgencyRow(
            name=agency.name,
            lacks=_lacking(needs.get(agency.kind, set()), papers.get(agency.id, [])),
            papers=papers.get(agency.id, []),
        )
        for agency in Agency.objects.filter(is_active=True).order_by("name")
    ]


def _lacking(needs: set[str], papers: Iterable[AgreementRow]) -> list[str]:
    have = {paper.kind for paper in papers if paper.is_in_force}
    return sorted({need.upper() for need in needs} - have)


def agencies(*, by: Actor) -> list[tuple[UUID, str]]:
    """The agencies that take part, ready for a form."""
    require(by, Permission.STAFF_READ)
    rows = Agency.objects.filter(is_active=True).order_by("name")
    return list(rows.values_list("pk", "name"))


def spoken(word: str) -> str:
    """A stored word as people read it."""
    return word.replace("_", " ").capitalize()
