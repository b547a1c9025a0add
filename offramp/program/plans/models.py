from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from offramp.platform.kernel.ids import GoalId, PlanId
from offramp.platform.kernel.records import Record, Segment, id_field, known, moment
from offramp.program.cases.models import Case
from offramp.program.people.models import Person
from offramp.program.plans.lifecycle import LIFECYCLE, Event, State
from offramp.program.plans.rules import NOT_STARTED, How, Owner

if TYPE_CHECKING:
    from uuid import UUID

    from offramp.platform.kernel.records import IdField


class Plan(Record):
    """One version of the plan that a participant makes with their case manager."""

    segment = Segment.TREATMENT

    id: IdField[PlanId] = id_field()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plans")
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=20, default=State.DRAFT.value)
    started_at = models.DateTimeField()
    started_by_id = models.UUIDField()
    strengths = models.TextField(max_length=2000, blank=True)
    barriers = models.JSONField(default=list)
    barrier_words = models.TextField(max_length=2000, blank=True)
    review_on = models.DateField(null=True)
    revision = models.PositiveIntegerField(default=1)
    agreed_at = models.DateTimeField(null=True)
    agreed_by_id = models.UUIDField(null=True)
    agreed_how = models.CharField(max_length=20, blank=True)
    signature_typed = models.CharField(max_length=200, blank=True)
    signature_points = models.TextField(blank=True)
    spoken_note = models.TextField(max_length=1000, blank=True)
    copy_given = models.BooleanField(default=False)
    replaced_at = models.DateTimeField(null=True)
    replaced_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            known("state", State),
            moment("started"),
            moment("agreed"),
            moment("replaced"),
            models.UniqueConstraint(name="plan_version", fields=["case", "version"]),
            models.UniqueConstraint(
                name="plan_one_draft",
                fields=["case"],
                condition=Q(state=State.DRAFT.value),
            ),
            models.UniqueConstraint(
                name="plan_one_in_force",
                fields=["case"],
                condition=Q(state=State.AGREED.value),
            ),
            models.CheckConstraint(
                name="plan_agreed_says_how",
                condition=Q(state=State.DRAFT.value, agreed_at=None)
                | (
                    ~Q(state=State.DRAFT.value)
                    & Q(agreed_at__isnull=False)
                    & Q(agreed_how__in=[how.value for how in How])
                    & Q(review_on__isnull=False)
                ),
            ),
        ]

    def happen(self, event: Event) -> None:
        """Move to the state that follows, or be refused."""
        self.state = LIFECYCLE.after(State(self.state), event)


class Goal(Record):
    """Something the participant wants, as they say it."""

    segment = Segment.TREATMENT

    id: IdField[GoalId] = id_field()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goals")
    position = models.PositiveSmallIntegerField(default=0)
    domain = models.CharField(max_length=60)
    words = models.TextField(max_length=1000)
    importance = models.PositiveSmallIntegerField(null=True)
    stage = models.CharField(max_length=20, blank=True)
    revision = models.PositiveIntegerField(default=1)
    set_at = models.DateTimeField()
    set_by_id = models.UUIDField()
    dropped_at = models.DateTimeField(null=True)
    dropped_by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["position", "set_at"]
        constraints = [
            moment("set"),
            moment("dropped"),
            models.CheckConstraint(name="goal_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="goal_importance_from_0_to_10",
                condition=Q(importance=None) | Q(importance__lte=10),
            ),
        ]


class Step(Record):
    """Who does what, by when. Its state may change without a new version."""

    segment = Segment.TREATMENT

    id: IdField[UUID] = id_field()
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="steps")
    # The same step in the version before.
    continues = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="continued"
    )
    position = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=500)
    owner = models.CharField(max_length=20)
    owner_name = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=40, default=NOT_STARTED)
    set_at = models.DateTimeField()
    set_by_id = models.UUIDField()
    dropped_at = models.DateTimeField(null=True)
    dropped_by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["position", "set_at"]
        indexes = [models.Index(fields=["due_on", "state"])]
        constraints = [
            known("owner", Owner),
            moment("set"),
            moment("dropped"),
            models.CheckConstraint(name="step_has_words", condition=~Q(words="")),
        ]
