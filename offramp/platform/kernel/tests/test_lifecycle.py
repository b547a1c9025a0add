from enum import StrEnum
from uuid import UUID

import pytest

from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import derived_id, new_id, short_code
from offramp.platform.kernel.lifecycle import Lifecycle


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"


class Act(StrEnum):
    CLOSE = "close"
    LOCK = "lock"


TABLE = Lifecycle[Door, Act]({(Door.OPEN, Act.CLOSE): Door.SHUT})


def test_a_move_in_the_table_happens():
    assert TABLE.after(Door.OPEN, Act.CLOSE) == Door.SHUT


def test_a_move_that_is_not_in_the_table_is_refused_with_a_sentence():
    with pytest.raises(Refused, match="Cannot lock when open"):
        TABLE.after(Door.OPEN, Act.LOCK)


def test_it_says_what_is_open_to_a_state():
    assert TABLE.open_to(Door.OPEN) == {Act.CLOSE}
    assert TABLE.open_to(Door.SHUT) == set()


def test_two_devices_derive_the_same_id():
    house = UUID(int=7)
    assert derived_id(house, "today") == derived_id(house, "today")
    assert derived_id(house, "today") != derived_id(house, "tomorrow")


def test_a_short_code_can_be_read_aloud():
    code = short_code(new_id())
    assert code.startswith("LD-")
    assert len(code) == 8
    assert not set(code[3:]) & set("01OIL")
