"""A person's whole record, from every package: for their own copy on paper.

Not in it: what a counselor noted for themselves, which is a segment of its own, who may
be the same person, and what colleagues do among themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from offramp.platform.accounts.actors import names
from offramp.platform.rows.together import together
from offramp.program.appointments import queries as appointments
from offramp.program.assessments import queries as assessments
from offramp.program.cases import queries as cases
from offramp.program.cases.queries import whole as handed
from offramp.program.journey.queries.standing import (
    Standing,
    gathered,
    parts_of,
    stand,
)
from offramp.program.naloxone import queries as naloxone
from offramp.program.overdoses import queries as overdoses
from offramp.program.people import queries as people
from offramp.program.people.access import Reached
from offramp.program.plans import queries as plans
from offramp.program.referrals import queries as referrals
from offramp.program.referrals.rules.page import Brief
from offramp.program.touchpoints import queries as touchpoints


@dataclass(frozen=True)
class Whole:
    """Everything that the program holds of a person, part by part."""

    card: people.Card
    handovers: Sequence[handed.Handover]
    stays: Sequence[tuple[cases.Listed, Standing]]
    intakes: Sequence[cases.IntakeView]
    assessments: Sequence[assessments.Whole]
    plans: Sequence[plans.Whole]
    referrals: Sequence[tuple[Brief, referrals.Facts]]
    appointments: Sequence[appointments.Row]
    touchpoints: Sequence[touchpoints.Row]
    givings: Sequence[naloxone.GivenRow]
    overdoses: Sequence[tuple[datetime, str]]


def whole(found: Reached) -> Whole:
    """All of it, in three queries, however much there is."""
    stays = cases.of_person(found)
    who, talks, goals, rest, standing = _cut(
        together(
            *people.whole_rows(found),
            *assessments.whole_rows(found),
            *plans.whole_rows(found),
            handed.handover_rows(found),
            cases.intake_rows(found),
            referrals.whole_rows(found),
            appointments.whole_rows(found),
            touchpoints.whole_rows(found),
            naloxone.whole_rows(found),
            overdoses.whole_rows(found),
            *parts_of(stays, found.by, found),
        ),
        (4, 4, 3, 7, 4),
    )
    handovers, intakes, referred, agreed, met, given, revived = rest
    named = names(_staff(who[2], agreed, met, given))
    return Whole(
        card=people.whole(found, who, named),
        handovers=handed.handovers(handovers),
        stays=tuple(zip(stays, stand(stays, gathered(standing)), strict=True)),
        intakes=tuple(cases.intake(row) for row in intakes),
        assessments=assessments.whole(*talks, by=found.by),
        plans=plans.whole(*goals),
        referrals=referrals.whole(referred),
        appointments=appointments.to_come(found, agreed, named),
        touchpoints=touchpoints.whole(met, named),
        givings=naloxone.whole(given, named),
        overdoses=overdoses.whole(revived),
    )


def _cut(rows: list[list[Any]], sizes: Sequence[int]) -> list[list[list[Any]]]:
    """The parts, as many together as each package asked for."""
    parts, rest = [], rows
    for size in sizes:
        parts.append(rest[:size])
        rest = rest[size:]
    return parts


def _staff(care: Any, agreed: Any, met: Any, given: Any) -> set[UUID]:
    staff = {row.staff_id for row in (*care, *met)}
    staff |= {row.given_by_id for row in given}
    return staff | {row.with_id for row in agreed if row.with_id}
