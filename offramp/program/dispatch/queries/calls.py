"""What a peer is shown: the open pages, one page, and what has been."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet

from offramp.platform.accounts.actors import name_of
from offramp.platform.audit import log
from offramp.platform.kernel.ids import DispatchId, DiversionId, short_code
from offramp.platform.outbox import queries as outbox
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.gate import may
from offramp.platform.policy.table import Permission
from offramp.program.dispatch import access
from offramp.program.dispatch.lifecycle import COMING, UNANSWERED, Found, State
from offramp.program.dispatch.models import Dispatch, Page
from offramp.program.dispatch.queries import reading
from offramp.program.dispatch.rules import (
    FOUND_WORDS,
    DispatchPage,
    OpenPage,
    OpenPages,
    Past,
    SentRow,
    Standing,
    Told,
    digest,
    minutes_between,
    sent_says,
    stand,
)
from offramp.program.diversions import queries as diversions
from offramp.program.diversions.queries import Brief

HISTORY = 25
# A page that nobody answered leaves the list of open ones after a day.
_OPEN = timedelta(hours=24)
# So long a peer who took over finds the way to the intake at the top.
_INTAKE = timedelta(hours=12)
_NO_NAME = "Name not known"


def open_for(
    by: Actor, *, at: datetime | None = None, etag: str | None = None
) -> OpenPages | None:
    """The pages that are open for a peer, or for everybody; None if still as `etag`."""
    clock = reading.clock(at)
    rows = _open(by, clock.at).annotate(peer=name_of("answered_by_id"))
    found = list(rows.order_by("-paged_at", "id"))
    pages = access.pages_of(found)
    who = {row.answered_by_id: row.peer for row in found if row.answered_by_id}
    out = access.watches([row.id for row in found])
    standing = {
        facts.id: stand(
            facts, reading.viewer(by, pages[facts.id], out.get(facts.id)), clock
        )
        for facts in reading.facts(found, pages, who)
    }
    now_is = digest(f"{id} {how.etag}" for id, how in standing.items())
    if now_is == etag:
        return None
    going = [DiversionId(r.diversion_id) for r in found if standing[r.id].shows_where]
    briefs = diversions.brief(going, by)
    shown = [
        _open_page(row, standing[row.id], briefs.get(DiversionId(row.diversion_id)))
        for row in found
    ]
    shown.sort(key=lambda page: _rank(page.standing))
    return OpenPages(rows=tuple(shown), etag=now_is)


def _rank(standing: Standing) -> int:
    if standing.can_see_to:
        return -1
    under_way = standing.can_arrive or standing.can_release
    return 0 if under_way else 2 if standing.can_start_intake else 1


def _open(by: Actor, at: datetime) -> QuerySet[Dispatch]:
    unanswered = Q(state__in=UNANSWERED, paged_at__gte=at - _OPEN)
    under_way = Q(state__in=[*COMING, State.ARRIVED])
    fresh = Q(state=State.RELEASED, released_at__gte=at - _INTAKE)
    mine = Q(answered_by_id=by.id)
    everybody_s = by.has(Role.SUPERVISOR) or by.has(Role.MANAGER)
    going = under_way if everybody_s else (under_way | fresh) & mine
    rows = access.reachable(by, Permission.DISPATCH_READ)
    return rows.filter(unanswered | going)


def _open_page(row: Dispatch, standing: Standing, brief: Brief | None) -> OpenPage:
    id = DiversionId(row.diversion_id)
    plain = OpenPage(row.id, id, short_code(id), standing)
    if brief is None:
        return plain
    return replace(plain, place=_where(brief), who=_who(brief), age=brief.age)


def history(
    by: Actor, *, number: int = 1, at: datetime | None = None
) -> PageOfList[Any]:
    """What has been, the newest first, without the names of those who were met."""
    clock = reading.clock(at)
    rows = access.reachable(by, Permission.DISPATCH_READ)
    past = rows.exclude(pk__in=_open(by, clock.at).values("pk"))
    page = Paginator(past.order_by("-paged_at", "id"), HISTORY).get_page(number)
    found = list(page.object_list)
    viewer = reading.viewer(by, [])
    shown = [
        Past(
            id=facts.id,
            code=facts.code,
            paged=clock.reads(facts.moments["paged"]),
            headline=(how := stand(facts, viewer, clock)).headline,
            tone=how.tone,
            minutes=minutes_between(facts.moments["paged"], facts.moments["arrived"]),
        )
        for facts in reading.facts(found, {})
    ]
    log.listed(Permission.DISPATCH_READ, Dispatch, [row.id for row in shown], by=by)
    return PageOfList(shown, page.number, page.paginator)


def one(
    dispatch_id: DispatchId,
    by: Actor,
    *,
    at: datetime | None = None,
    etag: str | None = None,
) -> OpenPage | None:
    """How one dispatch stands, with where to go; None if still as `etag`."""
    dispatch = access.get(dispatch_id, Permission.DISPATCH_READ, by=by)
    standing = reading.standing(dispatch, by, reading.clock(at))
    if standing.etag == etag:
        return None
    brief = _brief(dispatch, by) if standing.shows_where else None
    return _open_page(dispatch, standing, brief)


def detail(
    dispatch_id: DispatchId, by: Actor, *, at: datetime | None = None
) -> DispatchPage:
    """One dispatch, with what the officer wrote for those who go or answer for it."""
    dispatch = access.get(dispatch_id, Permission.DISPATCH_READ, by=by)
    log.read(Permission.DISPATCH_READ, dispatch, by=by)
    pages = access.pages_of([dispatch])
    standing = reading.standing(dispatch, by, reading.clock(at), pages)
    sent = tuple(_sent(dispatch, pages, at))
    found, may_follow = _followed(dispatch, by)
    # A peer who was called and need not go needs to know no more about the person.
    if not standing.shows_where and by.has(Role.PEER) and not may_follow:
        return DispatchPage(_open_page(dispatch, standing, None), None, sent, found)
    brief = _brief(dispatch, by)
    shown = _open_page(dispatch, standing, brief)
    return DispatchPage(shown, _told(brief), sent, found, may_follow)


def _followed(dispatch: Dispatch, by: Actor) -> tuple[str, bool]:
    if dispatch.fallback_at is None or dispatch.answered_by_id is not None:
        return "", False
    found = access.followed(dispatch.id)
    says = FOUND_WORDS[Found(found)] if found else ""
    over = State(dispatch.state) in {State.FALLBACK, State.RELEASED}
    return says, over and may(by, Permission.FOLLOW_UP_RECORD)


def _sent(
    dispatch: Dispatch, pages: Mapping[UUID, Sequence[Page]], at: datetime | None
) -> Iterator[SentRow]:
    """Every step of the page, of an alarm and of a reminder."""
    clock = reading.clock(at)
    about = [page.id for page in pages[dispatch.id]]
    for step in outbox.calls([dispatch.id, *about]):
        says, tone = sent_says(step.state, step.receipt, step.problem)
        yield SentRow(
            when=clock.reads(step.sent_at or step.due_at),
            who=step.who,
            way=step.way,
            says=says,
            tone=tone,
        )


def _brief(dispatch: Dispatch, by: Actor) -> Brief:
    id = DiversionId(dispatch.diversion_id)
    return diversions.brief([id], by)[id]


def _coordinates(brief: Brief) -> str:
    if brief.latitude is None or brief.longitude is None:
        return ""
    return f"{brief.latitude:.5f},{brief.longitude:.5f}"


def _where(brief: Brief) -> str:
    return brief.place or _coordinates(brief)


def _who(brief: Brief) -> str:
    return brief.said_name or brief.said_alias or _NO_NAME


def _told(brief: Brief) -> Told:
    doses = brief.naloxone_doses
    officer = ", ".join(filter(None, [brief.officer_name, brief.agency_name]))
    rows = (
        ("Also called", brief.said_alias if brief.said_name else ""),
        ("Language", brief.language),
        ("Asks for a peer who is", brief.peer_gender),
        ("Needed now", "; ".join(brief.needs)),
        ("Naloxone given", f"{doses} doses" if doses else ""),
        ("Officer", officer),
        ("Route", brief.route),
    )
    return Told(
        place=_where(brief),
        who=_who(brief),
        age=brief.age,
        phone=brief.phone,
        coordinates=_coordinates(brief),
        facts=tuple((label, value) for label, value in rows if value),
        note=brief.note,
        overdose=brief.overdose,
    )
