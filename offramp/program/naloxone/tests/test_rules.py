"""What may be taken out, and what the square on a box says. No database."""

from contextlib import suppress
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from offramp.platform.kernel.errors import Refused
from offramp.program.naloxone.rules import (
    Held,
    HolderId,
    HolderKind,
    Kind,
    LotId,
    barcode,
    draw,
    low,
    must_be_good,
    must_be_there,
)

DAY = date(2026, 11, 30)
HERE = HolderId(uuid4())
GTIN = "00312345678906"


def held(quantity: int, days: int = 100, *, recalled: bool = False) -> Held:
    until = DAY + timedelta(days=days)
    return Held(HERE, LotId(uuid4()), "spray", f"L{days}", until, quantity, recalled)


stocks = some.lists(
    some.builds(
        held, some.integers(0, 9), some.integers(-30, 900), recalled=some.booleans()
    ),
    max_size=6,
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(stocks, some.integers(0, 30), some.booleans())
def test_never_more_is_taken_than_there_is_and_what_lacks_is_said(
    lots, wanted, in_need
):
    drawn = draw(lots, wanted, DAY, in_need=in_need)
    assert all(0 < count <= one.quantity for one, count in drawn.taken)
    assert sum(count for _, count in drawn.taken) + drawn.missing == wanted
    assert in_need or all(one.may_be_handed_out(DAY) for one, _ in drawn.taken)


def test_what_expires_first_is_taken_first():
    late, soon = held(3, 300), held(2, 10)
    assert draw([late, soon], 3, DAY).taken == ((soon, 2), (late, 1))


def test_the_last_day_is_still_good():
    assert held(1, 0).may_be_handed_out(DAY)
    assert not held(1, -1).may_be_handed_out(DAY)


def test_in_need_the_date_is_not_looked_at_but_good_ones_come_first():
    old, good, called = held(1, -5), held(1, 5), held(1, 9, recalled=True)
    assert [o for o, _ in draw([called, old, good], 3, DAY, in_need=True).taken] == [
        good, old, called,
    ]  # fmt: skip


def test_the_sentence_says_what_is_there():
    with pytest.raises(Refused, match="there is only 2 at Cabinet, so 3 cannot"):
        must_be_there(2, 3, "A1", "Cabinet")
    with pytest.raises(Refused, match="there is nothing at Cabinet"):
        must_be_there(0, 1, "A1", "Cabinet")


@pytest.mark.parametrize("kind", [Kind.LOST, Kind.DISCARDED, Kind.SET_ASIDE, Kind.USED])
def test_what_is_no_good_may_always_be_taken_out(kind):
    must_be_good(held(1, -5, recalled=True), kind, DAY)


def test_what_is_no_good_is_not_handed_out():
    with pytest.raises(Refused, match="past its date"):
        must_be_good(held(1, -1), Kind.HANDED_OUT, DAY)
    with pytest.raises(Refused, match="called back"):
        must_be_good(held(1, recalled=True), Kind.MOVED, DAY)
    must_be_good(held(1, -1), Kind.MOVED, DAY)  # to where such things are destroyed


def test_who_has_fewer_than_they_should_is_named():
    least: dict[str, dict[str, int]] = {
        "spray": {HolderKind.STORE: 10},
        "strips": {HolderKind.PEER: 1},
    }
    [short] = low({(HERE, "spray"): 9}, [(HERE, HolderKind.STORE)], least)
    assert (short.kind, short.there, short.least) == ("spray", 9, 10)


@pytest.mark.parametrize(
    "text",
    [
        f"01{GTIN}17280531" + "10AB12C",
        f"]d201{GTIN}10AB12C\x1d17280531",
        f"\x1d01{GTIN}21SERIAL1\x1d17280531" + "10AB12C",
        f"(01){GTIN}(17)280531(10)AB12C",
        f" (01) {GTIN} (10) AB12C (17) 280531 ".replace(") ", ")"),
    ],
)
def test_a_code_is_read_however_a_scanner_sends_it(text):
    read = barcode.read(text)
    assert (read.gtin, read.lot, read.expires_on) == (GTIN, "AB12C", date(2028, 5, 31))


def test_the_day_00_is_the_last_of_its_month():
    assert barcode.read("1728020010X").expires_on == date(2028, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "hello", "01123", f"01{GTIN}17281331", f"01{GTIN}17280532", "17" + "٣" * 6,
        "(01)12(99", "https://example.test/", "99ABC", "01" + "1" * 14, "10", "(10)",
        "21ONLYASERIAL",
    ],
)  # fmt: skip
def test_what_is_no_such_code_is_refused_with_what_to_do(text):
    with pytest.raises(Refused, match=r"Scan|type"):
        barcode.read(text) and barcode.read(f"{text}\x1d")


@given(some.text(max_size=60))
def test_whatever_a_scanner_sends_is_read_or_refused(text):
    with suppress(Refused):
        assert isinstance(barcode.read(text), barcode.Scanned)


@given(some.integers(0, 10**13 - 1), some.integers(1, 9))
def test_a_digit_read_wrong_does_not_add_up(number, wrong):
    body = f"{number:013}"
    good = next(f"{body}{d}" for d in range(10) if barcode.is_gtin(f"{body}{d}"))
    bad = f"{(int(good[0]) + wrong) % 10}{good[1:]}"
    assert not barcode.is_gtin(bad)
