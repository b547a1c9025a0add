"""Rows as plain values, a viewer as rules see one, and the clock on the wall."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.timezone import now

from offramp.platform.accounts.actors import names
from offramp.platform.kernel.ids import DiversionId, short_code
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.gate import may
from offramp.platform.policy.table import Permission
from offramp.program.dispatch import access
from offramp.program.dispatch.lifecycle import State
from offramp.program.dispatch.models import Dispatch, Page, Watch
from offramp.program.dispatch.rules import (
    Clock,
    Facts,
    Place,
    Standing,
    Times,
    Viewer,
    WatchView,
    stand,
)


def clock(at: datetime | None) -> Clock:
    """The wall clock where the program is."""
    return Clock(at or now(), access.site_zone())


def standing(
    dispatch: Dispatch,
    by: Actor,
    wall: Clock,
    pages: Mapping[UUID, Collection[Page]] | None = None,
) -> Standing:
    """How one dispatch stands for this actor."""
    pages = access.pages_of([dispatch]) if pages is None else pages
    [known] = facts([dispatch], pages)
    watch = access.watches([dispatch.id]).get(dispatch.id)
    return stand(known, viewer(by, pages[dispatch.id], watch), wall)


def viewer(by: Actor, pages: Collection[Page], watch: Watch | None = None) -> Viewer:
    """The actor as one who looks at a dispatch with these pages."""
    mine = next((page for page in pages if page.staff_id == by.id), None)
    return Viewer(
        id=by.id,
        is_peer=by.has(Role.PEER),
        may_pass_on=may(by, Permission.DISPATCH_ESCALATE),
        is_paged=mine is not None,
        said=mine.answer if mine else "",
        due_at=mine.due_at if mine else None,
        may_watch=may(by, Permission.TRIP_WATCH),
        watch=_watch(watch) if watch else None,
    )


def _watch(row: Watch) -> WatchView:
    seen_by = row.seen_by_id
    return WatchView(
        said_at=row.said_at,
        due_at=row.due_at,
        asked_at=row.asked_at,
        alarmed_at=row.alarmed_at,
        seen_by=names({seen_by}).get(seen_by, "A lead") if seen_by else "",
        done_at=row.done_at,
    )


def facts(
    rows: Collection[Dispatch],
    pages: Mapping[UUID, Collection[Page]],
    who: Mapping[UUID, str] | None = None,
) -> list[Facts]:
    """The dispatches without anything about the people, with their peers' names."""
    if who is None:
        who = names({row.answered_by_id for row in rows if row.answered_by_id})
    return [
        Facts(
            id=row.id,
            diversion_id=DiversionId(row.diversion_id),
            code=short_code(row.diversion_id),
            state=State(row.state),
            moments=row.moments(),
            eta_at=row.eta_at,
            answered_by_id=row.answered_by_id,
            peer=who.get(row.answered_by_id, "") if row.answered_by_id else "",
            backup_is_paged=any(
                page.place == Place.BACKUP for page in pages.get(row.pk, [])
            ),
        )
        for row in rows
    ]


def times(row: Dispatch) -> Times:
    """The moments of one handoff, for measures and for other pages."""
    return Times(
        dispatch_id=row.id,
        diversion_id=DiversionId(row.diversion_id),
        state=State(row.state),
        contact_at=row.contact_at,
        paged_at=row.paged_at,
        answered_at=row.answered_at,
        en_route_at=row.en_route_at,
        arrived_at=row.arrived_at,
        released_at=row.released_at,
        answered_by_id=row.answered_by_id,
    )
