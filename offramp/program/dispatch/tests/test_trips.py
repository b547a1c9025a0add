"""A peer who is out says that all is well; when they do not, somebody is called."""

from datetime import datetime, timedelta

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils.timezone import now

from offramp.platform.kernel.errors import Refused
from offramp.platform.outbox.models import Message
from offramp.platform.policy.gate import Forbidden
from offramp.program.dispatch import actions, jobs, queries
from offramp.program.dispatch.lifecycle import Found
from offramp.program.dispatch.models import Dispatch, Watch
from offramp.program.dispatch.rules import Place
from offramp.program.dispatch.tests import factories as make
from offramp.program.dispatch.views.replies import understand
from offramp.program.sites import queries as sites
from tests import cast

pytestmark = pytest.mark.django_db


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def there(at: datetime) -> Dispatch:
    """Percy has taken over, and the officer has left."""
    make.shift(cast.sam(), Place.SUPERVISOR, at=at)
    dispatch = make.answered(cast.percy(), at=at)
    actions.travel(dispatch.id, at=at, by=cast.percy())
    actions.arrive(dispatch.id, at=at, by=cast.percy())
    return actions.release(dispatch.id, at=at, by=cast.olive())


def called(who) -> list[str]:
    """What somebody was called for, by its first words."""
    rows = Message.objects.filter(to_id=who.id, rank=1).order_by("due_at", "stored_at")
    return [row.short.partition(",")[0].partition("?")[0] for row in rows]


def test_a_missed_word_asks_the_peer_and_then_rings_the_supervisor_until_seen():
    start, clocks = now(), sites.current().clocks
    dispatch = there(start)
    due = start + minutes(clocks.check_in_minutes)

    jobs.watch(due - minutes(1))
    assert called(cast.percy()) == ["You are paged"]
    jobs.watch(due)
    assert called(cast.percy())[-1] == "Are you all right"
    assert called(cast.sam()) == []

    jobs.watch(due + minutes(clocks.check_in_grace_minutes - 1))
    assert called(cast.sam()) == []
    jobs.watch(due + minutes(clocks.check_in_grace_minutes))
    jobs.watch(due + minutes(clocks.check_in_grace_minutes * 2))
    assert called(cast.sam()) == ["A colleague has not checked in"] * 2

    shown = queries.one(dispatch.id, cast.sam())
    assert shown is not None
    assert shown.standing.can_see_to
    actions.see_to(dispatch.id, at=now(), by=cast.sam())
    jobs.watch(due + minutes(500))
    assert len(called(cast.sam())) == 2
    assert set(
        Message.objects.filter(to_id=cast.sam().id).values_list("state", flat=True)
    ) == {"taken_back"}


def test_a_word_in_time_keeps_everybody_quiet():
    start = now()
    dispatch = there(start)
    every = sites.current().clocks.check_in_minutes
    for turn in (1, 2):
        at = start + minutes(every * turn - 2)
        actions.check_in(dispatch.id, at=at, by=cast.percy())
        jobs.watch(at + minutes(1))
    actions.done(dispatch.id, at=at, by=cast.percy())
    actions.done(dispatch.id, at=at + minutes(5), by=cast.percy())
    jobs.watch(at + timedelta(days=1))

    assert called(cast.percy()) == ["You are paged"]
    assert Watch.objects.get().done_at == at
    with pytest.raises(Refused, match="said that you are done"):
        actions.check_in(dispatch.id, at=at, by=cast.percy())


def test_a_word_by_text_stops_the_alarm():
    start = now()
    dispatch = there(start)
    late = start + minutes(sites.current().clocks.check_in_minutes)
    jobs.watch(late)
    me = queries.asked_of(cast.percy().id, at=late)[0]
    assert (me.is_check, me.about) == (True, dispatch.id)
    assert "911" in understand(cast.percy().id, dispatch.id, "2")
    assert "all is well" in understand(cast.percy().id, None, "1")
    assert queries.asked_of(cast.percy().id, at=late) == []


def test_whoever_tapped_nothing_is_looked_after_all_the_same():
    start = now()
    dispatch = make.answered(cast.percy(), at=start)
    actions.release(dispatch.id, at=start, by=cast.olive())
    assert not Watch.objects.exists()
    jobs.watch(start)
    assert Watch.objects.get().staff_id == cast.percy().id


def test_who_does_not_go_is_not_waited_for():
    start = now()
    for _ in range(2):
        dispatch = make.dispatch(start)
        make.shift(cast.percy(), at=start) if not _ else None
        actions.answer(dispatch.id, 10, at=start, by=cast.percy())
        actions.travel(dispatch.id, at=start, by=cast.percy())
    first, second = Dispatch.objects.all()
    actions.cannot(first.id, at=start, by=cast.percy())
    actions.withdraw(second.id, at=start, by=cast.olive())
    jobs.watch(start + timedelta(hours=3))
    assert "Are you all right" not in called(cast.percy())


def test_only_the_peer_checks_in_and_only_leads_see_to_it(client):
    dispatch = there(now())
    with pytest.raises(Http404):
        actions.check_in(dispatch.id, at=now(), by=cast.pat())
    with pytest.raises(Forbidden):
        actions.see_to(dispatch.id, at=now(), by=cast.percy())
    with pytest.raises(Refused, match="all was well"):
        actions.see_to(dispatch.id, at=now(), by=cast.mona())
    cast.signed_in(client, cast.percy())
    page = client.get(reverse("dispatch:detail", args=[dispatch.id])).text
    assert "All is well" in page
    assert "I am done and safe" in page
    cast.signed_in(client, cast.olive())
    shown = make.officer_sees(dispatch)
    assert len(shown.steps) == 6  # what follows is no officer's business


def nobody_came(at: datetime) -> Dispatch:
    make.shift(cast.percy(), at=at)
    dispatch = make.dispatch(at)
    actions.cannot(dispatch.id, at=at, by=cast.percy())
    return dispatch


def test_whom_nobody_met_is_looked_for_in_the_morning(client):
    night = now().astimezone(make.zone()).replace(hour=2, minute=0)
    dispatch = nobody_came(night)
    actions.release(dispatch.id, at=night, by=cast.olive())
    morning = night.replace(hour=sites.current().clocks.follow_up_at_hour)
    make.shift(cast.pat(), at=morning + timedelta(hours=12), before=13)
    jobs.morning(morning - minutes(1))
    assert "Nobody could come to" not in " ".join(called(cast.pat()))
    jobs.morning(morning)
    jobs.morning(morning + minutes(1))
    assert [words[:20] for words in called(cast.pat())] == ["Nobody could come to"]

    cast.signed_in(client, cast.pat())
    page = reverse("dispatch:detail", args=[dispatch.id])
    assert "Say what came of it" in client.get(page).text
    follow = reverse("dispatch:follow_up", args=[dispatch.id])
    client.post(follow, {"found": "nonsense"})
    client.post(follow, {"found": "spoken_to"})
    assert "Spoken to" in client.get(page).text
    came = make.answered(cast.percy(), at=night - timedelta(days=1))
    with pytest.raises(Refused, match="A peer came"):
        actions.follow_up(came.id, Found.MET, at=now(), by=cast.pat())
