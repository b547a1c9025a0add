"""What somebody is asked at this moment, for whoever answers by a link, a text or a key."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from offramp.platform.accounts.actors import actor_for, here
from offramp.platform.kernel.ids import ActorId, DispatchId, short_code
from offramp.platform.outbox import tokens
from offramp.platform.policy.actor import Actor
from offramp.program.dispatch.lifecycle import UNANSWERED, State
from offramp.program.dispatch.models import Page, Watch
from offramp.program.dispatch.queries import reading

# A link and a reply are good for so long.
_LASTS = timedelta(hours=12)


@dataclass(frozen=True)
class Asked:
    """One page, or one question whether all is well, to somebody; nothing of a person."""

    about: UUID
    dispatch_id: DispatchId
    code: str
    by: Actor
    is_check: bool
    is_open: bool
    headline: str
    sentence: str


def asked_of(user_id: ActorId, *, at: datetime) -> list[Asked]:
    """What waits for this person's word: unanswered pages, and whether all is well."""
    by = here(actor_for(user_id))
    if by is None:
        return []
    pages = Page.objects.select_related("dispatch").filter(
        staff_id=user_id,
        answer="",
        paged_at__gte=at - _LASTS,
        dispatch__state__in=UNANSWERED,
    )
    asked = Watch.objects.select_related("dispatch").filter(
        staff_id=user_id, asked_at__isnull=False, done_at=None
    )
    found = [_page(page, by, at) for page in pages.order_by("-paged_at", "id")]
    return [*(_check(watch, by) for watch in asked), *found]


def tapped(token: str, *, at: datetime) -> Asked | None:
    """What a link is about; None when it is not one of ours, or is old."""
    about = tokens.read(token)
    if about is None:
        return None
    page = Page.objects.select_related("dispatch").filter(pk=about).first()
    if page is not None and page.paged_at >= at - _LASTS:
        by = here(actor_for(ActorId(page.staff_id)))
        return _page(page, by, at) if by else None
    watch = Watch.objects.select_related("dispatch").filter(dispatch__id=about).first()
    if watch is not None and watch.said_at >= at - _LASTS:
        by = here(actor_for(ActorId(watch.staff_id)))
        return _check(watch, by) if by else None
    return None


def _page(page: Page, by: Actor, at: datetime) -> Asked:
    dispatch = page.dispatch
    how = reading.standing(dispatch, by, reading.clock(at))
    unanswered = State(dispatch.state) in UNANSWERED
    return Asked(
        about=page.id,
        dispatch_id=dispatch.id,
        code=short_code(dispatch.diversion_id),
        by=by,
        is_check=False,
        is_open=unanswered and how.can_answer,
        headline=how.headline,
        sentence=how.sentence,
    )


def _check(watch: Watch, by: Actor) -> Asked:
    waits = watch.asked_at is not None and watch.done_at is None
    return Asked(
        about=watch.dispatch_id,
        dispatch_id=DispatchId(watch.dispatch_id),
        code=short_code(watch.dispatch.diversion_id),
        by=by,
        is_check=True,
        is_open=waits,
        headline="Are you all right?" if waits else "Noted: all is well",
        sentence="Say so, or the supervisor is called."
        if waits
        else "Nobody is called about you.",
    )
