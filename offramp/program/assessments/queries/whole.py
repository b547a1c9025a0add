"""Every assessment of a person with all that was said in it: for their own copy."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.assessments import access
from offramp.program.assessments.models import Assessment, Flag, Response, Score
from offramp.program.assessments.queries.pages import told
from offramp.program.assessments.queries.shapes import Told
from offramp.program.assessments.rules import cards, safety, sections
from offramp.program.people.access import Reached


@dataclass(frozen=True)
class Noted:
    """What the answers showed that somebody had to see to, and what was done."""

    title: str
    raised_at: datetime
    closed_at: datetime | None
    what_done: str


@dataclass(frozen=True)
class Whole:
    """One assessment with every section in which something was said."""

    started_at: datetime
    completed_at: datetime | None
    told: tuple[Told, ...]
    noted: tuple[Noted, ...]


def whole_rows(
    found: Reached,
) -> tuple[QuerySet[Assessment], QuerySet[Response], QuerySet[Score], QuerySet[Flag]]:
    """What `whole` reads, for a page that fetches it together with other rows."""
    mine = access.about(found, Permission.ASSESSMENT_READ)
    responses = Response.objects.filter(assessment__in=mine)
    scores = Score.objects.filter(response__assessment__in=mine)
    return mine, responses, scores, access.flags_about(found, Permission.FLAG_READ)


def whole(
    assessments: Iterable[Assessment],
    responses: Iterable[Response],
    scores: Iterable[Score],
    flags: Iterable[Flag],
    *,
    by: Actor,
) -> tuple[Whole, ...]:
    """These assessments, the newest first."""
    newest = sorted(assessments, key=lambda row: (row.started_at, row.id), reverse=True)
    answered = {(row.assessment_id, row.section): row for row in responses}
    scored = _by(scores, "response_id")
    noted = _by(flags, "assessment_id")
    return tuple(
        Whole(
            started_at=one.started_at,
            completed_at=one.completed_at,
            told=_told(one.id, answered, scored, by),
            noted=tuple(_noted(flag) for flag in noted[one.id]),
        )
        for one in newest
    )


def _told(id: UUID, answered: Any, scored: Any, by: Actor) -> tuple[Told, ...]:
    parts = []
    for section in sections.sections_for(by.roles):
        row = answered.get((id, section.slug))
        part = told(section, row, scored[row.id] if row else (), by)
        if part.lines or part.skipped or part.scores:
            parts.append(part)
    return tuple(parts)


def _by(rows: Iterable[Any], owner: str) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.stored_at, row.id)):
        found[getattr(row, owner)].append(row)
    return found


def _noted(flag: Flag) -> Noted:
    title = cards.title(safety.rule(flag.rule), sees_clinical=False)
    return Noted(title, flag.raised_at, flag.closed_at, flag.what_done)
