"""Push messages, against a stand-in for a browser maker's push service."""

import base64
import json
from dataclasses import replace
from typing import Any
from uuid import uuid4

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils.timezone import now
from py_vapid import Vapid

from offramp.platform.channels import access, actions, queries
from offramp.platform.channels.models import Device
from offramp.platform.channels.push import Push, public_key
from offramp.platform.channels.sending import send
from offramp.platform.channels.shape import Kind, Notice, NotTaken, Unreachable
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId
from tests import cast

CODE = "Page LD-7F3K2"
PAGED = Notice(
    uuid4(), CODE, "", "Reply 1 to accept.", "", "https://x.example.test/p/a/"
)
SECRET = b"0123456789abcdef"


def words(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Browser:
    """What a browser keeps when it subscribes."""

    def __init__(self, origin: str) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        point = self.key.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )
        self.endpoint = f"{origin}/push/{uuid4()}"
        self.keys = {"p256dh": words(point), "auth": words(SECRET)}

    def reads(self, body: bytes) -> dict[str, Any]:
        opened = http_ece.decrypt(
            body, private_key=self.key, auth_secret=SECRET, version="aes128gcm"
        )
        told: dict[str, Any] = json.loads(opened)
        return told


@pytest.fixture
def service(carrier, settings):
    key = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    signing = words(key.to_bytes(32, "big"))
    settings.OFFRAMP_CHANNELS = replace(settings.OFFRAMP_CHANNELS, push_key=signing)
    return carrier


def test_only_the_browser_reads_it_and_the_service_knows_who_sent_it(service):
    browser = Browser(service.origin)
    told = json.dumps({"endpoint": browser.endpoint, "keys": browser.keys})
    Push().send(PAGED, told)
    [(_, heads, body)] = service.pushes
    assert CODE.encode() not in body
    shown = browser.reads(body)
    assert shown["web_push"] == 8030
    assert shown["notification"]["title"] == CODE
    assert (heads["Urgency"], heads["Topic"]) == ("high", PAGED.id.hex)
    kind, signed = heads["Authorization"].split(" ", 1)
    assert kind == "vapid"
    assert f"k={public_key()}" in signed
    assert Vapid.verify(heads["Authorization"])


@pytest.mark.parametrize(
    ("code", "kind"), [(410, Unreachable), (404, Unreachable), (429, NotTaken)]
)
def test_no_is_no_and_busy_is_tried_again(service, code, kind):
    browser = Browser(service.origin)
    service.refuses = [code]
    with pytest.raises(kind):
        Push().send(
            PAGED, json.dumps({"endpoint": browser.endpoint, "keys": browser.keys})
        )


def subscribed(service) -> Browser:
    browser = Browser(service.origin)
    by = cast.percy()
    actions.subscribe(browser.endpoint, browser.keys, "A phone", at=now(), by=by)
    return browser


@pytest.mark.django_db
def test_it_goes_to_each_browser_and_one_that_has_forgotten_us_is_left_out(service):
    me = ActorId(cast.percy().id)
    subscribed(service), subscribed(service)
    service.refuses = [410]
    send(Kind.PUSH, me, PAGED)
    assert len(service.pushes) == len(access.devices_of(me)) == 1
    service.refuses = [410]
    with pytest.raises(Unreachable):
        send(Kind.PUSH, me, PAGED)
    actions.choose([Kind.PUSH], "", at=now(), by=cast.percy())
    assert access.kinds_of(me) == [Kind.EMAIL]


@pytest.mark.django_db
def test_a_browser_is_taken_once_and_only_at_a_maker_s_service(service):
    browser, by = subscribed(service), cast.percy()
    actions.subscribe(browser.endpoint, browser.keys, "A phone", at=now(), by=by)
    assert Device.objects.count() == 1
    for elsewhere in ("http://10.0.0.1/push/x", "https://127.0.0.1/x", "file:///x"):
        with pytest.raises(Refused, match="not one that Offramp sends to"):
            actions.subscribe(elsewhere, browser.keys, "A phone", at=now(), by=by)
    with pytest.raises(Refused, match="how to seal"):
        actions.subscribe(browser.endpoint, {"auth": "x"}, "", at=now(), by=by)
    assert actions.shown(browser.endpoint, at=now(), by=by) == 1
    assert queries.own(by).devices[0][1] is not None
    assert actions.unsubscribe(browser.endpoint, at=now(), by=cast.pat()) == 0
    assert actions.unsubscribe(browser.endpoint, at=now(), by=by) == 1
    assert queries.own(by).devices == []
