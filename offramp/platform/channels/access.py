"""Where somebody is reached. Only the program's worker asks: no page shows another's."""

import json
from collections.abc import Iterator

from offramp.platform.accounts.actors import email_of
from offramp.platform.channels import rules
from offramp.platform.channels.carrier import Text, Voice
from offramp.platform.channels.email import Email
from offramp.platform.channels.models import Device, Reach
from offramp.platform.channels.one_way import OneWay
from offramp.platform.channels.push import Push
from offramp.platform.channels.shape import Channel, Kind, accounts
from offramp.platform.kernel.ids import ActorId


def set_up() -> set[Kind]:
    """The channels that this place has been given an account for."""
    found = {Kind.EMAIL}
    if accounts().push_key:
        found.add(Kind.PUSH)
    if accounts().carrier_sender:
        found |= {Kind.TEXT, Kind.VOICE}
    if accounts().text_url:
        found.add(Kind.TEXT)
    return found


def kinds_of(user_id: ActorId) -> list[Kind]:
    """By what somebody is reached now, the first first."""
    reach = Reach.objects.filter(pk=user_id).first()
    if reach is None:
        return [Kind.EMAIL]
    there = set_up()
    if not reach.phone:
        there -= {Kind.TEXT, Kind.VOICE}
    if Kind.PUSH in there and not devices_of(user_id):
        there.remove(Kind.PUSH)
    return rules.usable(reach.order, there)


def devices_of(user_id: ActorId) -> list[Device]:
    """The browsers that take push messages for somebody, the newest first."""
    living = Device.objects.filter(user_id=user_id, gone_at=None)
    return list(living.order_by("-stored_at", "id"))


def ways(user_id: ActorId, kind: Kind) -> Iterator[tuple[Channel, str, Device | None]]:
    """Through what and to which addresses a notice goes: to one, or to each browser."""
    if kind is Kind.PUSH:
        for device in devices_of(user_id):
            told = {"endpoint": device.endpoint, "keys": device.keys}
            yield Push(), json.dumps(told), device
    elif kind is Kind.EMAIL:
        yield Email(), email_of(user_id), None
    else:
        phone = Reach.objects.values_list("phone", flat=True).get(pk=user_id)
        yield _by_phone(kind), phone, None


def _by_phone(kind: Kind) -> Channel:
    if kind is Kind.VOICE:
        return Voice()
    return OneWay() if accounts().text_url else Text()


def of_number(phone: str) -> list[ActorId]:
    """Whose number it is."""
    rows = Reach.objects.filter(phone=rules.number(phone) or "none")
    return [ActorId(id) for id in rows.values_list("pk", flat=True)]
