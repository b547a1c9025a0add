import pytest
from django.utils.timezone import now

from offramp.platform.channels import access, actions, rules
from offramp.platform.channels.shape import Kind
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId
from offramp.platform.policy.gate import Forbidden
from tests import cast


@pytest.mark.parametrize(
    ("typed", "is_written"),
    [
        ("314 555 0142", "+13145550142"),
        ("(314) 555-0142", "+13145550142"),
        ("1-314-555-0142", "+13145550142"),
        ("+387 61 123 456", "+38761123456"),
        ("555-0142", ""),
        ("call me", ""),
        ("", ""),
    ],
)
def test_a_number_is_written_one_way(typed: str, is_written: str):
    assert rules.number(typed) == is_written


def test_what_cannot_be_used_is_passed_over_and_e_mail_is_left():
    there = {Kind.EMAIL, Kind.TEXT}
    assert rules.usable(["push", "text", "email", "text"], there) == [
        Kind.TEXT,
        Kind.EMAIL,
    ]
    assert rules.usable(["push", "nonsense"], there) == [Kind.EMAIL]


@pytest.mark.django_db
def test_each_is_reached_as_they_chose_as_far_as_this_place_can(carrier, settings):
    me, by = ActorId(cast.percy().id), cast.percy()
    assert access.kinds_of(me) == [Kind.EMAIL]
    order = [Kind.PUSH, Kind.VOICE, Kind.TEXT]
    actions.choose(order, "(314) 555-0142", at=now(), by=by)
    assert access.kinds_of(me) == [Kind.VOICE, Kind.TEXT]
    assert access.of_number("+13145550142") == [me]
    settings.OFFRAMP_CHANNELS = type(settings.OFFRAMP_CHANNELS)()
    assert access.kinds_of(me) == [Kind.EMAIL]


@pytest.mark.django_db
def test_a_slip_is_refused_with_a_sentence():
    by = cast.percy()
    with pytest.raises(Refused, match="area code"):
        actions.choose([Kind.TEXT], "12", at=now(), by=by)
    with pytest.raises(Refused, match="Enter the number"):
        actions.choose([Kind.VOICE], "", at=now(), by=by)
    actions.choose([Kind.TEXT], "3145550142", at=now(), by=by)
    with pytest.raises(Refused, match="A colleague is reached"):
        actions.choose([Kind.TEXT], "3145550142", at=now(), by=cast.pat())
    with pytest.raises(Forbidden):
        actions.choose([Kind.EMAIL], "", at=now(), by=cast.olive())
