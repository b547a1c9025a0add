from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from offramp.platform.kernel.ids import AssessmentId, FlagId, ResponseId
from offramp.platform.kernel.records import Record, Segment, id_field, known, moment
from offramp.program.assessments.formats.scoring import Scored
from offramp.program.assessments.lifecycle import LIFECYCLE, Event, State
from offramp.program.assessments.rules.safety import Urgency
from offramp.program.assessments.rules.sections import Standing
from offramp.program.assessments.rules.windows import marked
from offramp.program.cases.models import Case
from offramp.program.people.models import Person

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class Assessment(Record):
    """One talk through all the sections, in as many sittings as it takes."""

    segment = Segment.TREATMENT

    id: IdField[AssessmentId] = id_field()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    state = models.CharField(max_length=20, default=State.IN_PROGRESS.value)
    started_at = models.DateTimeField()
    started_by_id = models.UUIDField()
    completed_at = models.DateTimeField(null=True)
    completed_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            known("state", State),
            moment("started"),
            moment("completed"),
            models.CheckConstraint(
                name="assessment_completed_says_when",
                condition=Q(state=State.IN_PROGRESS.value, completed_at=None)
                | Q(state=State.COMPLETED.value, completed_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="assessment_one_at_a_time",
                fields=["case"],
                condition=Q(state=State.IN_PROGRESS.value),
            ),
        ]

    def happen(self, event: Event) -> None:
        """Move to the state that follows, or be refused."""
        self.state = LIFECYCLE.after(State(self.state), event)


class Response(Record):
    """The answers to one section, as a FHIR QuestionnaireResponse."""

    segment = Segment.TREATMENT

    id: IdField[ResponseId] = id_field()
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="responses"
    )
    section = models.SlugField(max_length=40)
    instrument_version = models.CharField(max_length=20)
    document = models.JSONField(default=dict)
    standing = models.CharField(max_length=20, default=Standing.OPEN.value)
    version = models.PositiveIntegerField(default=0)
    marks = models.JSONField(default=dict)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.UUIDField(null=True)
    skipped_at = models.DateTimeField(null=True)
    skipped_by_id = models.UUIDField(null=True)
    skip_reason = models.CharField(max_length=40, blank=True)
    skip_words = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            known("standing", Standing),
            moment("answered"),
            moment("skipped"),
            models.UniqueConstraint(
                name="response_once_a_section", fields=["assessment", "section"]
            ),
            models.CheckConstraint(
                name="response_skipped_says_why",
                condition=~Q(standing=Standing.SKIPPED.value)
                | (Q(skipped_at__isnull=False) & ~Q(skip_reason="")),
            ),
        ]

    def keep(
        self,
        changed: Collection[str],
        standing: Standing,
        window: str,
        at: datetime,
        by_id: UUID,
    ) -> None:
        """One more save: which answers it changed, from which window, and by whom."""
        self.version += 1
        self.marks = marked(self.marks, changed, self.version, window)
        self.standing = standing.value
        self.answered_at, self.answered_by_id = at, by_id
        if standing != Standing.SKIPPED:
            self.skip_reason, self.skip_words = "", ""
            self.skipped_at = self.skipped_by_id = None


class Score(Record):
    """What an instrument's answers add up to; no value until they are complete."""

    segment = Segment.TREATMENT

    response = models.ForeignKey(
        Response, on_delete=models.PROTECT, related_name="scores"
    )
    slug = models.SlugField(max_length=40)
    title = models.CharField(max_length=60)
    value = models.SmallIntegerField(null=True)
    answered = models.PositiveSmallIntegerField()
    wanted = models.PositiveSmallIntegerField()
    instrument_version = models.CharField(max_length=20)
    low = models.SmallIntegerField(null=True)
    high = models.SmallIntegerField(null=True)
    label = models.CharField(max_length=200, blank=True)
    action = models.CharField(max_length=40, blank=True)
    citation = models.CharField(max_length=300, blank=True)
    mark = models.CharField(max_length=4, blank=True)
    notes = models.JSONField(default=list)
    computed_at = models.DateTimeField()
    computed_by_id = models.UUIDField()

    class Meta:
        constraints = [
            moment("computed"),
            models.UniqueConstraint(
                name="score_once_a_response", fields=["response", "slug"]
            ),
            models.CheckConstraint(
                name="score_only_when_complete",
                condition=Q(value=None) | Q(answered=models.F("wanted")),
            ),
        ]

    @staticmethod
    def figures(scored: Scored, response: Response) -> dict[str, Any]:
        """What is kept of a score: its value, the cut it fell in, and who says so."""
        band = scored.band
        return {
            "title": scored.title,
            "value": scored.value,
            "answered": scored.answered,
            "wanted": scored.wanted,
            "instrument_version": response.instrument_version,
            "low": band.low if band else None,
            "high": band.high if band else None,
            "label": band.label if band else "",
            "action": band.action if band else "",
            "citation": band.citation if band else "",
            "mark": band.mark if band else "",
            "notes": [[one.text, one.citation, one.mark] for one in scored.notes],
            "computed_at": response.answered_at,
            "computed_by_id": response.answered_by_id,
        }


class Flag(Record):
    """A danger that the answers showed. Closed by a supervisor, with what was done."""

    segment = Segment.TREATMENT

    id: IdField[FlagId] = id_field()
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="flags"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    rule = models.SlugField(max_length=40)
    urgency = models.CharField(max_length=20)
    raised_at = models.DateTimeField()
    raised_by_id = models.UUIDField()
    closed_at = models.DateTimeField(null=True)
    closed_by_id = models.UUIDField(null=True)
    what_done = models.TextField(max_length=2000, blank=True)

    class Meta:
        indexes = [models.Index(fields=["closed_at", "raised_at"])]
        constraints = [
            known("urgency", Urgency),
            moment("raised"),
            moment("closed"),
            models.UniqueConstraint(
                name="flag_open_once",
                fields=["assessment", "rule"],
                condition=Q(closed_at=None),
            ),
            models.CheckConstraint(
                name="flag_closed_says_what_was_done",
                condition=Q(closed_at=None) | ~Q(what_done=""),
            ),
        ]
