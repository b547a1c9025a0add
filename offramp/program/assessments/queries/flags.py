"""Flags: what the answers showed that somebody qualified must see to."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Case, QuerySet, When

from offramp.platform.accounts.actors import name_of, names
from offramp.platform.audit import log
from offramp.platform.kernel.ids import AssessmentId, CaseId, FlagId, PersonId
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.table import Permission
from offramp.program.assessments import access
from offramp.program.assessments.models import Flag
from offramp.program.assessments.queries.shapes import FlagRow
from offramp.program.assessments.rules import cards, safety, sections
from offramp.program.assessments.rules.safety import Urgency
from offramp.program.people.access import Reached


def open_flags(*, by: Actor, most: int | None = None) -> list[FlagRow]:
    """The open flags that the actor may see, what cannot wait first."""
    urgency = Case(
        *(When(urgency=word.value, then=place) for word, place in safety.ORDER.items())
    )
    reachable = access.flags(by, Permission.FLAG_LIST).filter(closed_at=None)
    flags = reachable.select_related("person").order_by(urgency, "raised_at", "pk")
    found = [
        _row(flag, flag.raised_by or "", flag.person.known_as, by)
        for flag in flags.annotate(raised_by=name_of("raised_by_id"))[:most]
    ]
    log.listed(Permission.FLAG_READ, Flag, [flag.id for flag in found], by=by)
    return found


def open_rows(found: Reached) -> QuerySet[Flag]:
    """What `open_about` reads, for a page that fetches it together with other rows."""
    return access.flags_about(found, Permission.FLAG_READ).filter(closed_at=None)


def open_about(
    found: Reached, flags: Iterable[Flag], named: Mapping[UUID, str]
) -> tuple[FlagRow, ...]:
    """The open flags about this person, the newest first. `named`: names of staff."""
    newest = sorted(flags, key=lambda flag: flag.raised_at, reverse=True)
    return tuple(
        _row(flag, named.get(flag.raised_by_id, ""), found.person.known_as, found.by)
        for flag in newest
    )


def flag(flag_id: FlagId, *, by: Actor) -> FlagRow:
    """One flag, for whoever may close it."""
    found = access.get_flag(flag_id, Permission.FLAG_CLOSE, by=by)
    log.read(Permission.FLAG_READ, found, by=by)
    return rows([found], by)[0]


def rows(flags: Iterable[Flag], by: Actor) -> list[FlagRow]:
    """Flags as lists show them, in the order given."""
    found = list(flags)
    staff = names({one.raised_by_id for one in found}) if found else {}
    return [
        _row(one, staff.get(one.raised_by_id, ""), one.person.known_as, by)
        for one in found
    ]


def _row(flag: Flag, raised_by: str, known_as: str, by: Actor) -> FlagRow:
    sees_clinical = sections.reads_scores(by.roles)
    rule, urgency = safety.rule(flag.rule), Urgency(flag.urgency)
    return FlagRow(
        id=flag.id,
        title=cards.title(rule, sees_clinical=sees_clinical),
        urgency=urgency,
        within=safety.WITHIN[urgency],
        tone=cards.TONES[urgency],
        raised_at=flag.raised_at,
        raised_by=raised_by,
        due_at=safety.due_at(urgency, flag.raised_at),
        person_id=PersonId(flag.person_id),
        known_as=known_as,
        case_id=CaseId(flag.case_id),
        assessment_id=AssessmentId(flag.assessment_id),
        do=rule.do,
        closed_at=flag.closed_at,
        what_done=flag.what_done,
        may_close=by.has(Role.SUPERVISOR),
    )
