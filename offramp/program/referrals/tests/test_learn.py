from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ReferralId
from offramp.platform.policy.table import Permission
from offramp.program.people.access import reach
from offramp.program.referrals import actions, queries
from offramp.program.referrals.lifecycle import LIFECYCLE, OPEN, Event, State
from offramp.program.referrals.models import Referral, Step
from offramp.program.referrals.rules import CANNOT, Dates, needs_a_call, since
from offramp.program.referrals.tests import factories as make
from offramp.program.sites import queries as sites
from tests import cast

TODAY = date(2026, 11, 23)


@pytest.fixture
def referral(db):
    return make.referral(by=cast.casey(), at=now() - timedelta(days=5))


def learn(referral, act, *said):
    """Casey learns something now."""
    return act(referral.id, uuid4(), *said, at=now(), by=cast.casey())


def reason(words):
    """Any reason of the site's list."""
    return sites.current().choices(words)[0][0]


def test_the_usual_way_ends_at_the_service(referral):
    learn(referral, actions.accept)
    learn(referral, actions.wait, date(2030, 1, 1))
    learn(referral, actions.appoint, now() + timedelta(days=2))
    learn(referral, actions.appoint, now() + timedelta(days=9))
    done = learn(referral, actions.connect)

    assert done.state == "connected"
    events = Step.objects.order_by("learned_at").values_list("event", flat=True)
    assert list(events) == ["send", "accept", "wait", "appoint", "appoint", "connect"]
    assert Entry.objects.filter(action="referral.update").count() == 5


def test_a_service_says_no_with_a_reason(referral):
    no = reason("referral_declined_reason")
    declined = learn(referral, actions.decline, no)
    assert (declined.state, declined.reason) == ("declined", no)
    page = queries.one(referral.id, by=cast.casey())
    assert (
        sites.current().label("referral_declined_reason", no) in page.timeline[0].text
    )
    assert [act.text for act in page.acts] == ["That was a slip: open it again"]


def test_somebody_does_not_arrive_with_a_reason(referral):
    why = reason("not_connected_reason")
    ended = learn(referral, actions.not_connect, why)
    assert (ended.state, ended.reason) == ("not_connected", why)


def test_a_participant_changes_their_mind(referral):
    assert learn(referral, actions.withdraw).state == "withdrawn"


ENDS = {
    "connect": (actions.connect, ()),
    "withdraw": (actions.withdraw, ()),
    "decline": (actions.decline, ("full",)),
    "not_connect": (actions.not_connect, ("transport",)),
}


@pytest.mark.parametrize("end", ENDS)
def test_a_slip_is_taken_back_to_where_it_stood(referral, end):
    day = now() + timedelta(days=2)
    learn(referral, actions.appoint, day)
    act, said = ENDS[end]
    for _ in range(2):  # also the second time
        learn(referral, act, *said)
        again = learn(referral, actions.reopen)
        assert (again.state, again.appointment, again.reason) == ("appointed", day, "")

    page = queries.one(referral.id, by=cast.casey())
    assert page.is_open
    assert page.timeline[0].title == "Taken back: the referral is open again"
    # Nothing is taken off the record.
    assert Step.objects.filter(event=end).count() == 2


def test_the_same_slip_taken_back_twice_is_one_step(referral):
    learn(referral, actions.connect)
    id = uuid4()
    for _ in range(2):
        actions.reopen(referral.id, id, at=now(), by=cast.casey())
    assert Step.objects.filter(event="reopen").count() == 1


def test_what_is_open_has_no_end_to_take_back(referral):
    with pytest.raises(Refused, match="no end to take back"):
        learn(referral, actions.reopen)


def test_what_was_sent_anew_is_not_opened_beside_it(referral):
    learn(referral, actions.withdraw)
    actions.send(
        ReferralId(uuid4()),
        referral.case_id,
        referral.service_id,
        actions.Sending(need=referral.need),
        at=now(),
        by=cast.casey(),
    )
    with pytest.raises(Refused, match="open referral to .* already"):
        learn(referral, actions.reopen)


@pytest.mark.parametrize("state", sorted(set(State) - OPEN))
def test_what_has_ended_says_so_in_a_sentence(referral, state):
    Referral.objects.filter(pk=referral.pk).update(state=state, reason="x")
    with pytest.raises(Refused, match=CANNOT[state][:20]):
        learn(referral, actions.accept)


def test_the_same_tap_twice_is_one_step(referral):
    id = uuid4()
    for _ in range(2):
        actions.accept(referral.id, id, at=now(), by=cast.casey())
    assert Step.objects.filter(event="accept").count() == 1
    other = make.referral(by=cast.casey())
    with pytest.raises(Refused, match="something else"):
        actions.accept(other.id, id, at=now(), by=cast.casey())


def test_nothing_is_learned_before_it_was_sent(referral):
    before = now() - timedelta(days=6)
    with pytest.raises(Refused, match="before the referral was sent"):
        actions.connect(referral.id, uuid4(), at=before, by=cast.casey())


def test_the_database_wants_a_reason_and_a_day(referral):
    for values in ({"state": "declined"}, {"state": "appointed"}, {"state": "lost"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Referral.objects.filter(pk=referral.pk).update(**values)


def test_every_open_state_has_every_way_out():
    for state in State:
        events = LIFECYCLE.open_to(state)
        assert bool(events) == (state in OPEN)
        if state in OPEN:
            assert {Event.CONNECT, Event.NOT_CONNECT, Event.WITHDRAW} <= events


@pytest.mark.parametrize(
    ("dates", "said", "due"),
    [
        (Dates(State.SENT, TODAY), "Sent today", False),
        (Dates(State.SENT, date(2026, 11, 22)), "No answer for 1 day", False),
        (Dates(State.SENT, date(2026, 11, 20)), "No answer for 3 days", True),
        (Dates(State.ACCEPTED, date(2026, 11, 13)), "Accepted 10 days ago, no day yet", True),
        (Dates(State.WAITING, date(2026, 11, 13)), "Waiting for 10 days", False),
        (Dates(State.WAITING, date(2026, 11, 1)), "Waiting for 22 days", True),
        (Dates(State.WAITING, date(2026, 11, 1), date(2027, 1, 1)), "Waiting for 22 days", False),
        (Dates(State.WAITING, TODAY, TODAY), "Waiting since today", True),
        (Dates(State.APPOINTED, TODAY, None, TODAY), "The appointment is today", False),
        (Dates(State.APPOINTED, TODAY, None, date(2026, 11, 24)), "Appointment tomorrow", False),
        (Dates(State.APPOINTED, TODAY, None, date(2026, 12, 3)), "Appointment in 10 days", False),
        (Dates(State.APPOINTED, TODAY, None, date(2026, 11, 22)),
         "The appointment was yesterday: ask what came of it", True),
        (Dates(State.CONNECTED, TODAY), "", False),
    ],
)  # fmt: skip
def test_how_long_nothing_was_heard_is_said_and_decides_who_to_call(dates, said, due):
    assert since(dates, TODAY) == said
    assert needs_a_call(dates, TODAY) is due


def test_the_moments_go_into_the_timeline_of_the_person(referral):
    learn(referral, actions.connect)
    person_id, by = referral.person_id, cast.casey()
    parts = queries.happened(reach(person_id, Permission.PERSON_READ, by=by))
    rows = parts[0].union(*parts[1:], all=True).order_by("m_at")
    kinds = [row[1] for row in rows]
    assert kinds == ["referral.sent", "referral.connected"]
    assert isinstance(rows[0][0], datetime)
    brief = queries.of_cases([referral.case_id])[referral.case_id][0]
    assert brief.connected_at is not None
    assert brief.state_label == "Arrived at the service"
