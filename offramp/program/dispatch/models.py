from __future__ import annotations

from datetime import UTC, datetime
from functools import reduce
from itertools import combinations
from operator import and_
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from offramp.platform.accounts.models import User
from offramp.platform.kernel.ids import DispatchId, PageId, ShiftId
from offramp.platform.kernel.records import Record, Segment, id_field, known, moment
from offramp.platform.policy.actor import Actor
from offramp.program.dispatch.lifecycle import (
    LIFECYCLE,
    Answer,
    Event,
    Found,
    State,
    SwapState,
)
from offramp.program.dispatch.rules import MOMENTS, Place
from offramp.program.diversions.models import Diversion

if TYPE_CHECKING:
    from offramp.platform.kernel.records import IdField


class Shift(Record):
    """Somebody is on call from a moment until a moment."""

    segment = Segment.SITE

    id: IdField[ShiftId] = id_field()
    staff = models.ForeignKey(User, on_delete=models.PROTECT)
    place = models.CharField(max_length=20)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by_id = models.UUIDField()
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["until_at", "from_at"])]
        constraints = [
            known("place", Place),
            moment("made"),
            moment("cancelled"),
            models.CheckConstraint(
                name="shift_ends_after_it_begins",
                condition=Q(until_at__gt=F("from_at")),
            ),
            models.UniqueConstraint(
                name="shift_once",
                fields=["staff", "from_at"],
                condition=Q(cancelled_at=None),
            ),
        ]


class Swap(Record):
    """Somebody asks a colleague to take a shift of theirs, and the colleague says."""

    segment = Segment.SITE

    id: IdField[UUID] = id_field()
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="swaps")
    # What is given for it, if anything.
    for_shift = models.ForeignKey(
        Shift, on_delete=models.PROTECT, null=True, related_name="given"
    )
    to = models.ForeignKey(User, on_delete=models.PROTECT)
    state = models.CharField(max_length=20, default=SwapState.ASKED.value)
    asked_at = models.DateTimeField()
    asked_by_id = models.UUIDField()
    settled_at = models.DateTimeField(null=True)
    settled_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            known("state", SwapState),
            moment("asked"),
            moment("settled"),
            models.UniqueConstraint(
                name="swap_asked_once", fields=["shift"], condition=Q(state="asked")
            ),
        ]


class Match(Record):
    """Where somebody can be quickly, and what they say of themselves, if they do."""

    segment = Segment.SITE

    user = models.OneToOneField(User, on_delete=models.PROTECT, primary_key=True)
    areas: Any = models.JSONField(default=list)
    languages: Any = models.JSONField(default=list)
    gender = models.CharField(max_length=60, blank=True)
    chosen_at = models.DateTimeField()


class Dispatch(Record):
    """A peer is called to where an officer and a person wait."""

    segment = Segment.JUSTICE

    id: IdField[DispatchId] = id_field()
    diversion = models.OneToOneField(Diversion, on_delete=models.PROTECT)
    state = models.CharField(max_length=20, default=State.PAGING.value)
    next_step_at = models.DateTimeField(null=True)
    contact_at = models.DateTimeField()
    paged_at = models.DateTimeField()
    paged_by_id = models.UUIDField()
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.UUIDField(null=True)
    eta_at = models.DateTimeField(null=True)
    en_route_at = models.DateTimeField(null=True)
    en_route_by_id = models.UUIDField(null=True)
    arrived_at = models.DateTimeField(null=True)
    arrived_by_id = models.UUIDField(null=True)
    released_at = models.DateTimeField(null=True)
    released_by_id = models.UUIDField(null=True)
    fallback_at = models.DateTimeField(null=True)
    fallback_by_id = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.UUIDField(null=True)

    class Meta:
        verbose_name_plural = "dispatches"
        indexes = [
            models.Index(fields=["state", "next_step_at"]),
            models.Index(fields=["answered_by_id", "-paged_at"]),
        ]
        constraints = [
            known("state", State),
            *(moment(name) for name in MOMENTS[1:]),
            moment("fallback"),
            moment("withdrawn"),
            models.CheckConstraint(
                name="dispatch_moments_in_order",
                # A moment that is not known compares as neither true nor false, and
                # the database lets that pass.
                condition=reduce(
                    and_,
                    (
                        Q(**{f"{later}_at__gte": F(f"{earlier}_at")})
                        for earlier, later in combinations(MOMENTS, 2)
                    ),
                ),
            ),
            models.CheckConstraint(
                name="dispatch_waits_only_while_paging",
                condition=Q(next_step_at=None) | Q(state=State.PAGING.value),
            ),
        ]

    def moments(self) -> dict[str, datetime | None]:
        """The six moments, as far as they have come."""
        return {name: getattr(self, f"{name}_at") for name in MOMENTS}

    def move(self, event: Event, name: str, *, at: datetime, by: Actor) -> None:
        """Go to the state that follows, and note when and by whom."""
        self.state = LIFECYCLE.after(State(self.state), event)
        self.next_step_at = None
        setattr(self, f"{name}_at", at)
        setattr(self, f"{name}_by_id", by.id)
        self.save(
            update_fields=["state", "next_step_at", f"{name}_at", f"{name}_by_id"]
        )

    def give_back(self) -> None:
        """Whoever answered cannot come: as if nobody had answered."""
        self.state = LIFECYCLE.after(State(self.state), Event.GIVE_BACK)
        self.answered_at = self.answered_by_id = self.eta_at = None
        self.en_route_at = self.en_route_by_id = None
        self.save()

    def wait_until(self, at: datetime) -> None:
        """The round that runs is over then."""
        self.next_step_at = at
        self.save(update_fields=["next_step_at"])


class Page(Record):
    """One peer was asked to come, and what they said."""

    segment = Segment.JUSTICE

    id: IdField[PageId] = id_field()
    dispatch = models.ForeignKey(
        Dispatch, on_delete=models.PROTECT, related_name="pages"
    )
    staff = models.ForeignKey(User, on_delete=models.PROTECT)
    place = models.CharField(max_length=20)
    paged_at = models.DateTimeField()
    paged_by_id = models.UUIDField()
    due_at = models.DateTimeField()
    answer = models.CharField(max_length=20, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            known("place", Place),
            moment("paged"),
            moment("answered"),
            models.UniqueConstraint(name="page_once", fields=["dispatch", "staff"]),
            models.CheckConstraint(
                name="page_answer_has_its_moment",
                condition=Q(answer="", answered_at=None)
                | Q(answer__in=[a.value for a in Answer], answered_at__isnull=False),
            ),
        ]

    def say(self, answer: Answer, *, at: datetime, by: Actor) -> None:
        """What the peer answered, and when."""
        self.answer, self.answered_at, self.answered_by_id = answer.value, at, by.id
        self.save(update_fields=["answer", "answered_at", "answered_by_id"])

    @property
    def key(self) -> str:
        """Names the message of this page; a page placed again has another."""
        return f"page {self.id} {self.paged_at.astimezone(UTC).isoformat()}"


class Watch(Record):
    """A peer is out: when they last said that all is well, and when they are to again.

    What follows the officer's leaving is none of the justice zone's business.
    """

    segment = Segment.PROGRAM

    dispatch = models.OneToOneField(
        Dispatch, on_delete=models.PROTECT, primary_key=True, related_name="watch"
    )
    staff = models.ForeignKey(User, on_delete=models.PROTECT)
    said_at = models.DateTimeField()
    # Until then nothing is done. Empty: somebody looks after it, or it is over.
    due_at = models.DateTimeField(null=True, db_index=True)
    asked_at = models.DateTimeField(null=True)
    alarmed_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    seen_by_id = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by_id = models.UUIDField(null=True)

    class Meta:
        verbose_name_plural = "watches"
        constraints = [moment("seen"), moment("done")]


class FollowUp(Record):
    """Nobody could come that night; somebody looked for the person after it."""

    segment = Segment.PROGRAM

    dispatch = models.OneToOneField(
        Dispatch, on_delete=models.PROTECT, primary_key=True, related_name="follow_up"
    )
    found = models.CharField(max_length=20)
    looked_at = models.DateTimeField()
    looked_by_id = models.UUIDField()

    class Meta:
        constraints = [known("found", Found), moment("looked")]
