from datetime import timedelta

import pytest
from django.core import mail
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.outbox import worker
from offramp.platform.outbox.models import Message
from offramp.platform.policy.gate import Forbidden
from offramp.program.dispatch import actions, queries
from offramp.program.dispatch.models import Page
from offramp.program.dispatch.rules import Place
from offramp.program.dispatch.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_a_peer_comes_and_says_when():
    start = now()
    make.shift(cast.percy())
    dispatch = make.dispatch(start)

    actions.answer(dispatch.id, 20, at=start + minutes(3), by=cast.percy())

    dispatch.refresh_from_db()
    assert dispatch.state == "answered"
    assert dispatch.eta_at == start + minutes(23)
    assert dispatch.next_step_at is None
    assert Page.objects.get().answer == "coming"
    assert Entry.objects.get(action="dispatch.answer").details == {"minutes": 20}


def test_of_two_who_answer_at_once_the_first_goes_and_the_other_is_told():
    make.shift(cast.percy())
    make.shift(cast.pat())
    dispatch = make.dispatch()
    actions.answer(dispatch.id, 20, at=now(), by=cast.percy())

    with pytest.raises(Refused, match="Percy Castly is already coming. You do not ne"):
        actions.answer(dispatch.id, 10, at=now(), by=cast.pat())

    dispatch.refresh_from_db()
    assert dispatch.answered_by_id == cast.percy().id


def test_the_one_who_goes_may_say_another_time_and_a_double_tap_is_harmless():
    dispatch = make.answered(cast.percy())
    first = make.known(dispatch.answered_at)

    later = actions.answer(dispatch.id, 45, at=first + minutes(5), by=cast.percy())

    assert later.eta_at == first + minutes(50)
    assert later.answered_at == first


def test_minutes_must_make_sense():
    make.shift(cast.percy())
    dispatch = make.dispatch()
    for count in (0, -5, 181):
        with pytest.raises(Refused, match="from 1 to 180"):
            actions.answer(dispatch.id, count, at=now(), by=cast.percy())


def test_whoever_cannot_come_sends_the_page_on_at_once():
    make.shift(cast.percy())
    make.shift(cast.pat(), Place.BACKUP)
    dispatch = make.dispatch()

    actions.cannot(dispatch.id, at=now(), by=cast.percy())
    actions.cannot(dispatch.id, at=now(), by=cast.percy())

    assert set(Page.objects.values_list("staff_id", "answer")) == {
        (cast.percy().id, "cannot"),
        (cast.pat().id, ""),
    }
    dispatch.refresh_from_db()
    assert dispatch.state == "paging"

    actions.cannot(dispatch.id, at=now(), by=cast.pat())
    dispatch.refresh_from_db()
    assert dispatch.state == "fallback"


def test_while_another_was_paged_too_one_refusal_waits_for_the_other():
    make.shift(cast.percy())
    make.shift(cast.pat())
    dispatch = make.dispatch()
    actions.cannot(dispatch.id, at=now(), by=cast.percy())
    dispatch.refresh_from_db()
    assert dispatch.state == "paging"


def test_whoever_said_no_may_still_come():
    make.shift(cast.percy())
    dispatch = make.dispatch()
    actions.cannot(dispatch.id, at=now(), by=cast.percy())

    come = actions.answer(dispatch.id, 30, at=now(), by=cast.percy())

    assert come.state == "answered"
    assert come.fallback_at is not None


def test_whoever_cannot_after_all_has_the_others_paged_again():
    start = now()
    make.shift(cast.percy())
    make.shift(cast.pat())
    dispatch = make.dispatch(start)
    actions.answer(dispatch.id, 20, at=start, by=cast.percy())
    actions.travel(dispatch.id, at=start + minutes(2), by=cast.percy())

    actions.cannot(dispatch.id, at=start + minutes(5), by=cast.percy())

    dispatch.refresh_from_db()
    assert dispatch.state == "paging"
    assert dispatch.answered_by_id is None
    assert dispatch.en_route_at is None
    again = Message.objects.filter(to_id=cast.pat().id, rank=1).order_by("due_at")
    assert [letter.state for letter in again] == ["taken_back", "waiting"]
    assert "paged again" in again[1].body
    assert make.known(dispatch.next_step_at) > start + minutes(5)


def test_whoever_cannot_after_all_and_was_alone_brings_the_fallback():
    dispatch = make.answered(cast.percy())
    actions.cannot(dispatch.id, at=now(), by=cast.percy())
    dispatch.refresh_from_db()
    assert dispatch.state == "fallback"


def test_the_way_there():
    start = now()
    dispatch = make.answered(cast.percy(), at=start)
    actions.travel(dispatch.id, at=start + minutes(2), by=cast.percy())
    actions.arrive(dispatch.id, at=start + minutes(19), by=cast.percy())
    actions.arrive(dispatch.id, at=start + minutes(25), by=cast.percy())
    actions.release(dispatch.id, at=start + minutes(24), by=cast.olive())
    actions.release(dispatch.id, at=start + minutes(50), by=cast.olive())

    times = make.times(dispatch)
    assert times.state == "released"
    assert (times.handoff_minutes, times.arrived_at) == (19, start + minutes(19))
    assert times.released_at == start + minutes(24)
    assert times.officer_minutes in {24, 25}


def test_a_busy_peer_need_not_have_tapped_that_they_are_there():
    start = now()
    dispatch = make.answered(cast.percy(), at=start)
    free = actions.release(dispatch.id, at=start + minutes(20), by=cast.olive())
    assert (free.state, free.arrived_at) == ("released", start + minutes(20))
    assert free.arrived_by_id == cast.olive().id


def test_an_officer_may_leave_when_nobody_comes_but_not_before():
    make.shift(cast.percy())
    waiting = make.dispatch()
    with pytest.raises(Refused, match="No peer has come yet"):
        actions.release(waiting.id, at=now(), by=cast.olive())

    actions.cannot(waiting.id, at=now(), by=cast.percy())
    gone = actions.release(waiting.id, at=now(), by=cast.olive())
    assert (gone.state, gone.arrived_at) == ("released", None)


def test_a_time_that_cannot_be_is_refused_with_a_sentence():
    start = now()
    dispatch = make.answered(cast.percy(), at=start)
    with pytest.raises(Refused, match="That time is before the page was answered"):
        actions.arrive(dispatch.id, at=start - minutes(10), by=cast.percy())


def test_two_clocks_that_differ_a_little_are_nobody_s_mistake():
    start = now()
    dispatch = make.answered(cast.percy(), at=start)
    there = actions.arrive(dispatch.id, at=start - minutes(1), by=cast.percy())
    assert there.arrived_at == start


def test_only_whoever_answered_travels_arrives_and_lets_the_officer_go():
    dispatch = make.answered(cast.percy())
    make.shift(cast.pat(), Place.BACKUP)
    Page.objects.create(
        dispatch=dispatch,
        staff_id=cast.pat().id,
        place="backup",
        paged_at=now(),
        paged_by_id=cast.olive().id,
        due_at=now(),
    )
    for act in (actions.travel, actions.arrive, actions.release):
        with pytest.raises(Refused, match="Percy Castly is already coming"):
            act(dispatch.id, at=now(), by=cast.pat())


def test_coming_is_said_before_travelling():
    make.shift(cast.percy())
    dispatch = make.dispatch()
    with pytest.raises(Refused, match="Say first that you are coming"):
        actions.travel(dispatch.id, at=now(), by=cast.percy())


def test_what_is_taken_back_turns_the_peer_round():
    dispatch = make.answered(cast.percy())
    worker.send_waiting("w1")

    actions.withdraw(dispatch.id, at=now(), by=cast.olive())
    actions.withdraw(dispatch.id, at=now(), by=cast.olive())
    worker.send_waiting("w1")

    [letter] = mail.outbox
    assert "do not need to go" in letter.subject
    with pytest.raises(Refused, match="took this handover back"):
        actions.travel(dispatch.id, at=now(), by=cast.percy())


def test_what_is_taken_back_before_the_e_mail_left_is_never_sent():
    make.shift(cast.percy())
    dispatch = make.dispatch()
    actions.withdraw(dispatch.id, at=now(), by=cast.olive())
    worker.send_waiting("w1")
    assert mail.outbox == []


def test_once_the_peer_is_there_the_handover_stands():
    dispatch = make.answered(cast.percy())
    actions.arrive(dispatch.id, at=now(), by=cast.percy())
    with pytest.raises(Refused, match="The peer has met the person"):
        actions.withdraw(dispatch.id, at=now(), by=cast.olive())


def test_strangers_do_not_learn_that_it_exists():
    make.shift(cast.percy())
    dispatch = make.dispatch()
    with pytest.raises(Http404):
        actions.answer(dispatch.id, 10, at=now(), by=cast.pat())
    with pytest.raises(Http404):
        actions.release(dispatch.id, at=now(), by=cast.otto())
    with pytest.raises(Http404):
        actions.withdraw(dispatch.id, at=now(), by=cast.otto())
    for nobody in (cast.casey(), cast.petra(), cast.mona()):
        with pytest.raises(Forbidden):
            actions.answer(dispatch.id, 10, at=now(), by=nobody)


def test_whoever_is_on_duty_today_may_take_an_open_page_and_no_one_else_s():
    make.shift(cast.percy())
    dispatch = make.dispatch()
    make.shift(cast.pat(), Place.BACKUP)
    taken = actions.answer(dispatch.id, 10, at=now(), by=cast.pat())
    assert taken.answered_by_id == cast.pat().id

    other = make.dispatch()
    actions.answer(other.id, 10, at=now(), by=cast.percy())
    with pytest.raises(Http404):
        queries.one(other.id, cast.pat())
