"""Texts and calls, against a stand-in for the carrier's API on this machine."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils.timezone import now

from offramp.platform.channels import carrier as ours
from offramp.platform.channels.one_way import OneWay
from offramp.platform.channels.shape import Notice, NotTaken, Unreachable
from offramp.platform.channels.signature import sign

PAGED = Notice(
    id=uuid4(),
    subject="Page LD-7F3K2",
    body="",
    short="Page LD-7F3K2. Reply 1 to accept, 2 if you cannot.",
    spoken='You are paged. Press 1 & "come".',
    link="https://program.example.test/p/abc/",
)
TO = "+13145550142"


def test_a_text_says_the_code_what_to_reply_and_a_link(carrier):
    assert ours.Text().send(PAGED, TO) == "SM1"
    [sent] = carrier.messages
    assert sent["Body"] == f"{PAGED.short} {PAGED.link}"
    assert (sent["To"], sent["From"]) == (TO, "+13145550100")
    assert sent["key"] == str(PAGED.id)
    assert sent["StatusCallback"].endswith(f"/carrier/status/{PAGED.id}/")


def test_a_second_attempt_asks_first_whether_the_first_one_got_through(carrier):
    ours.Text().send(PAGED, TO)
    again = replace(PAGED, tried_since=now())
    assert ours.Text().send(again, TO) == "SM1"
    assert len(carrier.messages) == 1
    other = replace(again, short="Page LD-OTHER.")
    assert ours.Text().send(other, TO) == "SM2"


def test_a_call_says_the_words_and_waits_for_a_key(carrier):
    assert ours.Voice().send(PAGED, TO) == "CA1"
    script = carrier.calls[0]["Twiml"]
    assert 'numDigits="1"' in script
    assert f"/carrier/keys/{PAGED.id}/" in script
    assert "Press 1 &amp;" in script


def test_a_second_attempt_does_not_ring_again_for_a_call_that_rang(carrier):
    ours.Voice().send(PAGED, TO)
    again = replace(PAGED, tried_since=now(), known=set())
    assert ours.Voice().send(again, TO) == "CA1"
    assert len(carrier.calls) == 1


def test_it_rings_again_when_the_calls_that_rang_were_others(carrier):
    ours.Voice().send(PAGED, TO)
    again = replace(PAGED, tried_since=now(), known={"CA1"})
    assert ours.Voice().send(again, TO) == "CA2"
    later = replace(PAGED, tried_since=now() + timedelta(minutes=5), known=set())
    assert ours.Voice().send(later, TO) == "CA3"
    elsewhere = replace(PAGED, tried_since=now(), known=set())
    assert ours.Voice().send(elsewhere, "+13145550143") == "CA4"


def test_it_rings_again_when_nobody_can_tell_whose_call_it_was(carrier):
    ours.Voice().send(PAGED, TO)
    assert ours.Voice().send(replace(PAGED, tried_since=now()), TO) == "CA2"


@pytest.mark.parametrize(
    ("code", "kind"),
    [(500, NotTaken), (429, NotTaken), (400, Unreachable), (302, Unreachable)],
)
def test_no_is_no_and_busy_is_tried_again(carrier, code, kind):
    carrier.refuses = [code]
    with pytest.raises(kind, match=f"carrier {code}"):
        ours.Text().send(PAGED, TO)
    assert carrier.messages == []


def test_a_carrier_that_dawdles_is_not_waited_for(carrier, monkeypatch):
    monkeypatch.setattr(ours, "_TIMEOUT", (0.05, 0.05))
    carrier.dawdles = 0.3
    with pytest.raises(NotTaken, match="Timeout"):
        ours.Voice().send(PAGED, TO)


def test_one_that_cannot_be_reached_is_tried_again(settings):
    settings.OFFRAMP_CHANNELS = replace(
        settings.OFFRAMP_CHANNELS, carrier_url="http://127.0.0.1:9"
    )
    with pytest.raises(NotTaken, match="ConnectionError"):
        ours.Text().send(PAGED, TO)


@pytest.mark.filterwarnings("ignore:.*imghdr:DeprecationWarning")  # theirs
def test_any_other_service_carries_texts_one_way(carrier, settings):
    to = carrier.origin.replace("http://", "json://") + "/plain/{to}/"
    settings.OFFRAMP_CHANNELS = replace(settings.OFFRAMP_CHANNELS, text_url=to)
    OneWay().send(PAGED, TO)
    assert PAGED.short in carrier.plain[0]["message"]
    carrier.refuses = [500]
    with pytest.raises(NotTaken):
        OneWay().send(PAGED, TO)


def test_the_signature_is_the_one_that_the_apis_makers_reckon():
    """Reckoned once with their own library, twilio 9.13.0."""
    told = {"CallSid": "CA1234567890ABCDE", "Digits": "1234", "To": "+18005551212"}
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert sign("12345", url, told) == "iiFNz29scPFKXajXY45+kroMky4="
