"""What stands out in a week of the record. It accuses nobody: somebody is to ask."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from math import sqrt
from statistics import fmean, pstdev
from uuid import UUID

from offramp.platform.policy.table import Permission

# Our own figures, not sourced facts; the program may want others.
REFUSALS_AN_HOUR = 10
DEVIATIONS = 3
WEEKS_TO_COMPARE = 4
DAY_BEGINS, DAY_ENDS = 6, 22
BREAK_GLASS = Permission.RECORD_OPEN.value
KEPT = 50  # entries that an item points at


class Rule(StrEnum):
    """Why something is in the queue."""

    OFF_CASELOAD = "off_caseload"
    SAME_SURNAME = "same_surname"
    COLLEAGUE = "colleague"
    VOLUME = "volume"
    AFTER_HOURS = "after_hours"
    BREAK_GLASS = "break_glass"
    REFUSALS = "refusals"


@dataclass(frozen=True)
class Access:
    """One entry. The person is None when it is about no person; the time is local."""

    position: int
    at: datetime
    staff_id: UUID
    action: str
    refused: bool = False
    person_id: UUID | None = None
    works_at_night: bool = False


@dataclass(frozen=True)
class Facts:
    """What the program knows that an entry does not say. Names stay in here."""

    in_care: Collection[tuple[UUID, UUID]] = frozenset()  # staff, person
    surnames: Mapping[UUID, str] = field(default_factory=dict)  # of staff and people
    full_names: Mapping[UUID, str] = field(default_factory=dict)
    staff_names: Collection[str] = frozenset()
    earlier: Mapping[UUID, Sequence[int]] = field(default_factory=dict)  # by week


@dataclass(frozen=True)
class Finding:
    """One rule, one member of staff, one week."""

    rule: Rule
    staff_id: UUID
    positions: tuple[int, ...]
    count: int


def findings(accesses: Sequence[Access], facts: Facts) -> list[Finding]:
    """Everything that stands out, by rule and by member of staff."""
    by_staff: dict[UUID, list[Access]] = defaultdict(list)
    for access in sorted(accesses, key=lambda each: each.at):
        by_staff[access.staff_id].append(access)
    return [
        Finding(rule, staff, tuple(a.position for a in found[:KEPT]), len(found))
        for rule, look in _RULES.items()
        for staff, whole in by_staff.items()
        if (found := look(whole, facts))
    ]


def off_caseload(whole: Iterable[Access], facts: Facts) -> list[Access]:
    """A record was opened of somebody whom they did not look after that week."""
    return [a for a in _opened(whole) if (a.staff_id, a.person_id) not in facts.in_care]


def same_surname(whole: Iterable[Access], facts: Facts) -> list[Access]:
    """The person has the family name of whoever opened the record."""
    return [a for a in _opened(whole) if _shares_surname(a, facts)]


def _shares_surname(access: Access, facts: Facts) -> bool:
    own = facts.surnames.get(access.staff_id, "")
    theirs = facts.surnames.get(access.person_id or access.staff_id, "")
    return bool(own) and own.casefold() == theirs.casefold()


def colleague(whole: Iterable[Access], facts: Facts) -> list[Access]:
    """The person is called like somebody who works here, or like the reader."""
    staff = {name.casefold() for name in facts.staff_names}
    return [
        a
        for a in _opened(whole)
        if a.person_id and facts.full_names.get(a.person_id, "").casefold() in staff
    ]


def volume(whole: Sequence[Access], facts: Facts) -> list[Access]:
    """Far more was opened than in this person's earlier weeks."""
    opened = list(_opened(whole))
    earlier = facts.earlier.get(opened[0].staff_id, ()) if opened else ()
    return opened if is_unusual(len(opened), earlier) else []


def is_unusual(count: int, earlier: Sequence[int]) -> bool:
    """More than three deviations above the mean; too little history says nothing.

    Weeks that are all alike have no deviation, so chance is given its share.
    """
    if len(earlier) < WEEKS_TO_COMPARE:
        return False
    mean = fmean(earlier)
    return count > mean + DEVIATIONS * max(pstdev(earlier), sqrt(mean), 1)


def after_hours(whole: Iterable[Access], facts: Facts) -> list[Access]:
    """Opened at night by somebody who does not work at night."""
    return [
        a
        for a in _opened(whole)
        if not a.works_at_night and not DAY_BEGINS <= a.at.hour < DAY_ENDS
    ]


def break_glass(whole: Iterable[Access], facts: Facts) -> list[Access]:
    """A record was opened in an emergency."""
    return [a for a in whole if a.action == BREAK_GLASS and not a.refused]


def refusals(whole: Iterable[Access], facts: Facts) -> list[Access]:
    """More than ten refusals within an hour."""
    refused = [a for a in whole if a.refused]
    for i, first in enumerate(refused):
        hour = [a for a in refused[i:] if a.at < first.at + timedelta(hours=1)]
        if len(hour) > REFUSALS_AN_HOUR:
            return refused
    return []


def _opened(whole: Iterable[Access]) -> Iterable[Access]:
    return (a for a in whole if a.person_id is not None and not a.refused)


_RULES: Mapping[Rule, Callable[[Sequence[Access], Facts], list[Access]]] = {
    Rule.OFF_CASELOAD: off_caseload,
    Rule.SAME_SURNAME: same_surname,
    Rule.COLLEAGUE: colleague,
    Rule.VOLUME: volume,
    Rule.AFTER_HOURS: after_hours,
    Rule.BREAK_GLASS: break_glass,
    Rule.REFUSALS: refusals,
}


def letter(link: str) -> tuple[str, str]:
    """The message when the record of acts is not as it should be."""
    return (
        "Offramp: the record of acts needs you today",
        "The record of who did what does not look as it was written, or is not "
        "guarded. Nothing was changed by this check. Please look today, and ask "
        f"whoever runs the database not to touch it before:\n{link}\n",
    )
