"""A page by push, text and call: against a carrier and a mail server on this machine."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from offramp.platform.channels import actions as channels
from offramp.platform.channels.shape import Kind
from offramp.platform.channels.signature import sign
from offramp.platform.channels.tests.stand_in import TOKEN, StandIn, links, running
from offramp.platform.outbox import leases, worker
from offramp.platform.outbox import queries as outbox
from offramp.platform.outbox.models import Message
from offramp.platform.policy.actor import Actor
from offramp.program.dispatch import actions, queries
from offramp.program.dispatch.models import Dispatch
from offramp.program.dispatch.rules import Place
from offramp.program.dispatch.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db

ORIGIN = "http://testserver"
NUMBERS = {"Percy": "+13145550142", "Pat": "+13145550143"}


@pytest.fixture
def carrier(settings):
    with running() as stand_in:
        settings.OFFRAMP_CHANNELS = stand_in.accounts()
        settings.OFFRAMP_ORIGINS = dict.fromkeys(settings.OFFRAMP_ORIGINS, ORIGIN)
        yield stand_in


def reached(by: Actor, name: str = "Percy") -> None:
    order = [Kind.TEXT, Kind.EMAIL, Kind.VOICE]
    channels.choose(order, NUMBERS[name], at=now(), by=by)


def paged() -> Dispatch:
    """Percy, who is on call, is paged by text and e-mail; the call waits its minute."""
    reached(cast.percy())
    make.shift(cast.percy())
    dispatch = make.dispatch()
    worker.send_waiting("w1")
    return dispatch


def minute_later() -> None:
    DBTaskResult.objects.filter(status="READY").update(run_after=now())
    worker.send_waiting("w1")


def steps(dispatch: Dispatch) -> list[tuple[str, str]]:
    about = dispatch.pages.values_list("id", flat=True)
    return [(step.way, step.state) for step in outbox.calls(list(about))]


def told(client, path: str, **fields: str):
    """What the carrier tells us, signed as it signs."""
    signature = sign(TOKEN, ORIGIN + path, fields)
    return client.post(path, fields, headers={"X-Twilio-Signature": signature})


def texted(client, words: str, number: str = "Percy"):
    path = reverse("outbox:texts")
    return told(client, path, From=NUMBERS[number], Body=words, MessageSid="SM9")


def test_the_first_two_ways_leave_at_once_and_the_others_a_minute_later(carrier):
    dispatch = paged()
    assert len(carrier.messages) == len(mail.outbox) == 1
    assert carrier.calls == []
    minute_later()
    assert len(carrier.calls) == 1
    assert steps(dispatch) == [
        ("Text message", "sent"),
        ("E-mail", "sent"),
        ("Phone call", "sent"),
    ]


def test_an_answer_takes_the_other_ways_back(carrier, client):
    dispatch = paged()
    assert "you are going, in 20 minutes" in texted(client, "1").text
    minute_later()
    assert carrier.calls == []
    dispatch.refresh_from_db()
    assert (dispatch.state, dispatch.answered_by_id) == ("answered", cast.percy().id)
    # The carrier may bring the same text twice.
    assert "nothing to answer now" in texted(client, "1").text


def test_a_refused_number_brings_the_other_ways_forward(carrier):
    carrier.refuses = [400]
    dispatch = paged()
    assert len(carrier.calls) == 1
    assert steps(dispatch)[0] == ("Text message", "given_up")
    minute_later()
    assert len(carrier.calls) == 1


def test_a_busy_carrier_is_tried_again_and_gets_it_once(carrier):
    carrier.refuses = [503]
    dispatch = paged()
    assert carrier.messages == []
    leases.reap(now())
    minute_later()
    assert len(carrier.messages) == 1
    assert steps(dispatch)[0] == ("Text message", "sent")


def test_what_a_killed_worker_had_handed_over_is_not_sent_again(carrier):
    paged()
    Message.objects.filter(channel="text").update(state="sending", attempts=1)
    DBTaskResult.objects.filter(status="SUCCESSFUL").update(status="RUNNING")
    leases.reap(now())
    worker.send_waiting("w2")
    assert len(carrier.messages) == 1
    assert Message.objects.get(channel="text").state == "sent"


def test_a_receipt_tells_us_what_a_killed_worker_could_not(carrier, client):
    dispatch = paged()
    message = Message.objects.get(channel="text")
    Message.objects.filter(pk=message.pk).update(state="sending", reference="")
    path = reverse("outbox:status", args=[message.pk])
    for _ in range(2):
        answer = told(client, path, MessageStatus="delivered", MessageSid="SM1")
        assert answer.status_code == 204
    message.refresh_from_db()
    assert (message.state, message.reference) == ("sent", "SM1")
    [row, *_] = queries.detail(dispatch.id, cast.sam()).sent
    assert (row.who, row.says) == ("Percy Castly", "On their phone")


def test_a_text_that_did_not_arrive_brings_the_call_forward(carrier, client):
    paged()
    message = Message.objects.get(channel="text")
    path = reverse("outbox:status", args=[message.pk])
    told(client, path, MessageStatus="undelivered", MessageSid="SM1")
    worker.send_waiting("w1")
    assert len(carrier.calls) == 1


def test_a_key_answers_the_page_that_rang(carrier, client):
    dispatch = paged()
    minute_later()
    message = Message.objects.get(channel="voice")
    path = reverse("outbox:keys", args=[message.pk])
    assert "Reply 1" in told(client, path, Digits="7").text
    assert "you cannot come" in told(client, path, Digits="2").text
    dispatch.refresh_from_db()
    assert dispatch.state == "fallback"


def test_two_open_pages_are_told_apart_by_their_code(carrier, client):
    first = paged()
    second = make.dispatch()
    code = queries.detail(second.id, cast.percy()).open.code.removeprefix("LD-")
    assert "more than one page" in texted(client, "1").text
    assert code in texted(client, f"1 35 {code.lower()}").text
    assert list(Dispatch.objects.order_by("paged_at").values_list("state", "id")) == [
        ("paging", first.id),
        ("answered", second.id),
    ]


def test_only_the_carrier_is_heard_and_a_stranger_is_told_nothing(carrier, client):
    paged()
    path = reverse("outbox:texts")
    said = {"From": NUMBERS["Percy"], "Body": "1"}
    assert client.post(path, said).status_code == 403
    forged = {"X-Twilio-Signature": sign("another", ORIGIN + path, said)}
    assert client.post(path, said, headers=forged).status_code == 403
    assert texted(client, "1", "Pat").text == "<Response></Response>"
    assert Dispatch.objects.get().state == "paging"
    unknown = reverse("outbox:status", args=[uuid4()])
    assert told(client, unknown, MessageStatus="sent").status_code == 404


def tap(carrier: StandIn) -> str:
    [link] = links(carrier.messages[-1]["Body"])
    return link.removeprefix(ORIGIN)


def test_one_tap_answers_without_a_sign_in_and_looking_does_nothing(carrier, client):
    dispatch = paged()
    link = tap(carrier)
    page = client.get(link)
    assert page.status_code == 200
    assert "Zebulon" not in page.text
    dispatch.refresh_from_db()
    assert dispatch.state == "paging"

    assert client.post(link, {"minutes": "20"}).status_code == 302
    dispatch.refresh_from_db()
    assert dispatch.state == "answered"
    assert "You are going" in client.get(link).text
    assert client.post(link, {"minutes": "10"}).status_code == 302
    assert client.get("/dispatches/").status_code == 302  # nobody is signed in


def test_the_second_to_tap_is_told_and_a_made_up_link_is_nothing(carrier, client):
    reached(cast.pat(), "Pat")
    make.shift(cast.pat())
    dispatch = paged()
    actions.answer(dispatch.id, 20, at=now(), by=cast.percy())
    sent = {row["To"]: row["Body"] for row in carrier.messages}
    [link] = links(sent[NUMBERS["Pat"]])
    answer = client.post(link.removeprefix(ORIGIN), {"minutes": "20"})
    assert answer.status_code == 409
    assert "already coming" in answer.text
    word = link.split("/")[-2]
    another = word[:5] + ("A" if word[5] != "A" else "B") + word[6:]
    for wrong in ("x", link[-10:-1], another):
        assert client.get(f"/p/{wrong}/").status_code == 404


def test_a_link_is_over_after_a_night(carrier, client):
    dispatch = paged()
    dispatch.pages.update(paged_at=now() - timedelta(hours=13))
    assert client.get(tap(carrier)).status_code == 404


def test_nobody_answers_and_the_supervisor_is_paged_and_may_go(carrier):
    start = now()
    make.shift(cast.percy())
    make.shift(cast.sam(), Place.SUPERVISOR)
    dispatch = make.dispatch(start)
    actions.escalate(dispatch.id, at=start + timedelta(hours=1), by=cast.sam())
    assert set(dispatch.pages.values_list("place", flat=True)) == {
        "primary",
        "supervisor",
    }
    come = actions.answer(dispatch.id, 30, at=start + timedelta(hours=1), by=cast.sam())
    assert come.answered_by_id == cast.sam().id


def test_the_own_page_keeps_the_order_and_sends_a_test(carrier, client):
    cast.signed_in(client, cast.percy())
    url = reverse("dispatch:paging")
    language = "hill_speech"
    sent = {
        "submission_id": str(uuid4()),
        "first": "voice",
        "second": "text",
        "phone": "314 555 0142",
        "languages": [language],
    }
    assert client.post(url, {**sent, "phone": ""}).status_code == 422
    assert client.post(url, sent).status_code == 302
    page = client.get(url).text
    assert "Phone call, then Text message" in page
    assert queries.own(cast.percy()).languages == (language,)
    assert client.post(reverse("dispatch:test")).status_code == 302
    worker.send_waiting("w1")
    assert len(carrier.calls) == len(carrier.messages) == 1
    body = {"does": "subscribe", "endpoint": "https://elsewhere.example.test/x"}
    where = reverse("dispatch:browser")
    answer = client.post(where, body, content_type="application/json")
    assert answer.status_code == 409
