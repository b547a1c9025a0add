"""The board: who is on, what is open, how quick it was. From the rows that peers tap."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from offramp.platform.accounts.actors import name_of
from offramp.platform.audit import log
from offramp.platform.kernel.ids import short_code
from offramp.platform.outbox import queries as outbox
from offramp.platform.outbox.lifecycle import State as Message
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.dispatch import access
from offramp.program.dispatch.lifecycle import COMING, UNANSWERED, State
from offramp.program.dispatch.models import Dispatch, Page, Watch
from offramp.program.dispatch.queries import reading
from offramp.program.dispatch.queries.roster import gaps, on_call
from offramp.program.dispatch.rules import (
    Asked,
    Board,
    BoardRow,
    Clock,
    Facts,
    Handled,
    Measures,
    Times,
    Waiting,
    day_span,
    digest,
    measure,
    minutes_between,
    morning_after,
    stand,
)
from offramp.program.sites import queries as sites

_OPEN = [*UNANSWERED, *COMING, State.ARRIVED]
_OLD = timedelta(hours=24)
_UNSERVED = timedelta(days=14)


def board(
    by: Actor, *, at: datetime | None = None, etag: str | None = None
) -> Board | None:
    """Everything on one page, without a name of anybody who was met; None if as `etag`."""
    require(by, Permission.DISPATCH_MEASURE)
    clock = reading.clock(at)
    midnight = day_span(clock.at.astimezone(clock.zone).date(), clock.zone).from_at
    is_open = Q(state__in=_OPEN, paged_at__gte=clock.at - _OLD)
    out = Q(watch__done_at=None, watch__isnull=False, paged_at__gte=clock.at - _OLD)
    rows = access.reachable(by, Permission.DISPATCH_READ)
    rows = rows.filter(is_open | out | Q(paged_at__gte=midnight))
    found = list(rows.annotate(peer=name_of("answered_by_id")).order_by("-paged_at"))
    shown = _rows(found, by, clock)
    waiting = tuple(
        _waiting(row, clock) for row in access.unserved(clock.at - _UNSERVED)
    )
    said = [f"{row.id} {row.headline} {row.watch_says} {row.age}" for row in shown]
    now_is = digest([*said, *(row.code for row in waiting)])
    if now_is == etag:
        return None
    today = {row.id for row in found if row.paged_at >= midnight}
    return Board(
        on_call=on_call(clock.at),
        gaps=tuple(gaps(clock)),
        open=tuple(row for row in shown if row.is_open),
        today=tuple(row for row in shown if row.id in today),
        waiting=waiting,
        etag=now_is,
    )


def _rows(found: Sequence[Dispatch], by: Actor, clock: Clock) -> list[BoardRow]:
    who = {row.answered_by_id: row.peer for row in found if row.answered_by_id}  # type: ignore[attr-defined] # annotated
    out = access.watches([row.id for row in found])
    told = zip(reading.facts(found, {}, who), found, strict=True)
    return [
        _row(facts, reading.times(row), by, out.get(row.id), clock)
        for facts, row in told
    ]


def _row(
    facts: Facts, times: Times, by: Actor, watch: Watch | None, clock: Clock
) -> BoardRow:
    how = stand(facts, reading.viewer(by, [], watch), clock)
    out = watch is not None and watch.done_at is None
    return BoardRow(
        id=facts.id,
        code=facts.code,
        paged=clock.reads(times.paged_at),
        age=clock.minutes_since(times.paged_at),
        is_open=facts.state in _OPEN or (out and facts.state is not State.WITHDRAWN),
        headline=how.headline,
        tone=how.tone,
        watch_says=how.watch_says,
        watch_tone=how.watch_tone,
        answered_in=minutes_between(times.paged_at, times.answered_at),
        arrived_in=times.handoff_minutes,
        officer_minutes=times.officer_minutes,
    )


def _waiting(row: Dispatch, clock: Clock) -> Waiting:
    since = row.fallback_at or row.paged_at
    due = morning_after(since, sites.current().clocks.follow_up_at_hour, clock.zone)
    return Waiting(
        id=row.id,
        code=short_code(row.diversion_id),
        since=clock.reads(since),
        due=clock.reads(due),
        is_late=due < clock.at,
    )


def measures(days: int, by: Actor, *, at: datetime | None = None) -> Measures:
    """How quick it was in the last days, from the same rows as every page."""
    require(by, Permission.DISPATCH_MEASURE)
    clock = reading.clock(at)
    rows = access.reachable(by, Permission.DISPATCH_READ).select_related(
        "diversion__contact__unit", "diversion__agency", "follow_up"
    )
    found = list(rows.filter(paged_at__gte=clock.at - timedelta(days=days)))
    log.about_itself(Permission.DISPATCH_MEASURE, by=by, days=days)
    goal = sites.current().clocks.arrive_goal_minutes
    handled = [_handled(row) for row in found]
    return measure(handled, _pages(found), goal, clock.zone, clock.at)


def _handled(row: Dispatch) -> Handled:
    unit = row.diversion.contact.unit
    return Handled(
        times=reading.times(row),
        area=unit.name if unit else row.diversion.agency.name,
        fell_back=row.fallback_at is not None,
        looked_for=hasattr(row, "follow_up"),
    )


def _pages(found: list[Dispatch]) -> list[Asked]:
    settled = {row.id: row.answered_at or row.withdrawn_at for row in found}
    pages = list(Page.objects.filter(dispatch_id__in=list(settled)))
    left: dict[object, bool] = {}
    for step in outbox.calls([page.id for page in pages]):
        could = step.state is not Message.GIVEN_UP
        left[step.about_id] = left.get(step.about_id, False) or could
    return [
        Asked(
            answer=page.answer,
            due_at=page.due_at,
            settled_at=settled[page.dispatch_id],  # type: ignore[index] # a UUID both
            left=left.get(page.id, True),
        )
        for page in pages
    ]
