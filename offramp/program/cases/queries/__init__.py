"""What pages need to know of cases. Names come with them; treatment does not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from offramp.platform.accounts.actors import name_of
from offramp.platform.audit import log
from offramp.platform.kernel.ids import CaseId, DiversionId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.cases import access
from offramp.program.cases.lifecycle import State
from offramp.program.cases.models import Case, Intake
from offramp.program.cases.queries.arrivals import Where as Where
from offramp.program.cases.queries.arrivals import arrival_rows as arrival_rows
from offramp.program.cases.queries.arrivals import arrivals as arrivals
from offramp.program.cases.queries.arrivals import arrived as arrived
from offramp.program.cases.queries.arrivals import diversions_of as diversions_of
from offramp.program.cases.queries.arrivals import due_rows as due_rows
from offramp.program.cases.queries.arrivals import dues as dues
from offramp.program.cases.queries.arrivals import led_to as led_to
from offramp.program.cases.rules import ANSWERS, NOTICE_HOW
from offramp.program.diversions import queries as diversions
from offramp.program.people import access as people_access
from offramp.program.people import queries as people
from offramp.program.people.access import Reached
from offramp.program.sites import queries as sites
from offramp.program.touchpoints.queries import last_reached


@dataclass(frozen=True)
class Row:
    """One case as lists show it."""

    id: CaseId
    person_id: PersonId
    known_as: str
    state: State
    opened_at: datetime
    case_manager_id: UUID | None
    intake_at: datetime | None
    paused_at: datetime | None
    closed_at: datetime | None
    reason: str


@dataclass(frozen=True)
class Listed(Row):
    """One case with what the database knows of it beside: for lists of people."""

    last_reached_at: datetime | None
    case_manager: str


@dataclass(frozen=True)
class Who:
    """A handover whose person is still to be named, and who it may be."""

    diversion_id: DiversionId
    code: str
    said: tuple[tuple[str, str], ...]
    known: Mapping[str, Any]
    found: people.Found | None
    where: Where | None


@dataclass(frozen=True)
class IntakeView:
    """What the intake settled, in words."""

    recorded_at: datetime
    recorded_by_id: UUID
    needs: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    wish: str


def _told(cases: QuerySet[Case]) -> QuerySet[Case]:
    told = cases.annotate(
        reached_at=last_reached("person"), manager_name=name_of("case_manager_id")
    )
    return told.select_related("person", "intake").order_by("-opened_at", "id")


def _listed(case: Any) -> Listed:
    return Listed(
        **vars(_row(case)),
        last_reached_at=case.reached_at,
        case_manager=case.manager_name or "",
    )


def _row(case: Case) -> Row:
    site = sites.current()
    intake = getattr(case, "intake", None)
    if case.state == State.CLOSED:
        reason = site.label("closing_reason", case.closing_reason)
    elif case.state == State.PAUSED:
        reason = site.label("pause_reason", case.pause_reason)
    else:
        reason = ""
    return Row(
        id=case.id,
        person_id=PersonId(case.person_id),
        known_as=case.person.known_as,
        state=State(case.state),
        opened_at=case.opened_at,
        case_manager_id=case.case_manager_id,
        intake_at=intake.recorded_at if intake else None,
        paused_at=case.paused_at if case.state == State.PAUSED else None,
        closed_at=case.closed_at,
        reason=reason,
    )


def waiting(actor: Actor, most: int = 50) -> list[Row]:
    """Open cases that no case manager has taken yet, oldest first."""
    cases = access.reachable(actor, Permission.CASE_TAKE)
    nobodys = cases.filter(state=State.OPEN.value, case_manager_id=None)
    oldest = nobodys.select_related("person", "intake").order_by("opened_at", "-id")
    found = [_row(case) for case in oldest[:most]]
    log.listed(Permission.CASE_READ, Case, [row.id for row in found], by=actor)
    return found


def counts(actor: Actor) -> dict[str, int]:
    """How many stays are going on, and what they wait for. No person is seen."""
    living = access.reachable(actor, Permission.CASE_LIST).filter(closed_at=None)
    found: dict[str, int] = living.aggregate(
        open=Count("pk", filter=Q(state=State.OPEN.value)),
        paused=Count("pk", filter=Q(state=State.PAUSED.value)),
        unmanaged=Count("pk", filter=Q(case_manager_id=None)),
        unmet=Count("pk", filter=Q(intake=None)),
    )
    return found


def living(actor: Actor) -> QuerySet[Case]:
    """The open and paused cases that the actor may read, to be cut into pages."""
    cases = access.reachable(actor, Permission.CASE_LIST)
    return _told(cases.filter(closed_at=None))


def shown(cases: Iterable[Case], *, by: Actor) -> list[Listed]:
    """These cases as rows; that they were seen is on record."""
    found = [_listed(case) for case in cases]
    log.listed(Permission.CASE_READ, Case, [row.id for row in found], by=by)
    return found


def of_person(found: Reached) -> list[Listed]:
    """Every stay of this person, the newest first."""
    stays = _told(access.about(found, Permission.CASE_READ))
    return [_listed(case) for case in stays]


def one(case_id: CaseId, *, by: Actor) -> Row:
    """One case; 404 outside the actor's reach."""
    case = access.get(case_id, Permission.CASE_READ, by=by)
    log.read(Permission.CASE_READ, case, by=by)
    return _row(case)


def for_intake(case_id: CaseId, *, by: Actor) -> Row:
    """The case whose intake is to be done, for those who may do it."""
    case = access.get(case_id, Permission.INTAKE_RECORD, by=by)
    log.read(Permission.INTAKE_READ, case, by=by)
    return _row(case)


def who(
    diversion_id: DiversionId, asked: Mapping[str, Any] | None, *, by: Actor
) -> Who:
    """The people who may be meant by a handover: by what was asked, or as was said."""
    require(by, Permission.CASE_OPEN)
    brief = diversions.brief([diversion_id], by).get(diversion_id)
    if brief is None:
        raise Http404
    known = {
        "known_as": brief.said_name or brief.said_alias,
        "birth_on": brief.birth_on,
        "phone": brief.phone,
    }
    ask = asked or {**known, "text": known["known_as"]}
    where, found = led_to([diversion_id], by=by).get(diversion_id), None
    if where is None and any(ask.get(name) for name in ("text", "birth_on", "phone")):
        text, phone = ask.get("text") or "", ask.get("phone") or None
        found = people.find(text, ask.get("birth_on"), phone, by=by)
    said = (
        ("Name", brief.said_name or "Not known"),
        ("Also called", brief.said_alias),
        ("Age", brief.age),
        ("Phone", brief.phone),
        ("Where", brief.place),
    )
    return Who(
        diversion_id=diversion_id,
        code=brief.code,
        said=tuple((label, value) for label, value in said if value),
        known=known,
        found=found,
        where=where,
    )


def intake_rows(found: Reached) -> QuerySet[Intake]:
    """The intakes of this person, for those who may read them."""
    mine = people_access.rows_of(found, Permission.INTAKE_READ, via="case__")
    return Intake.objects.filter(mine)


def intake(intake: Intake) -> IntakeView:
    """What an intake settled, in words."""
    site = sites.current()
    asked = {
        "overdosed": ("Has overdosed before", intake.overdosed),
        "last_overdose": ("Last overdose", intake.last_overdose),
        "uses_alone": ("Uses alone", intake.uses_alone),
        "medicine": ("Wants to talk about medicine", intake.wants_medicine_talk),
    }
    notice = dict(NOTICE_HOW).get(intake.notice_how, "")
    if notice:
        asked["notice"] = (
            "Notice of privacy practice",
            f"{notice} ({intake.notice_version})",
        )
    return IntakeView(
        recorded_at=intake.recorded_at,
        recorded_by_id=intake.recorded_by_id,
        needs=tuple(
            (site.label("immediate_need", need), site.label("need_outcome", outcome))
            for need, outcome in intake.needs.items()
        ),
        facts=tuple(
            (title, ANSWERS.get(answer, answer))
            for title, answer in asked.values()
            if answer
        ),
        wish=intake.wish,
    )
