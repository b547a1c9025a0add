"""Nothing about a person leaves by e-mail: fixed words, the short code and a link."""

import re
from datetime import timedelta
from string import Formatter
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.utils.timezone import now

from offramp.platform.kernel.ids import short_code
from offramp.platform.outbox import worker
from offramp.platform.outbox.models import Message
from offramp.program.dispatch import actions, rules
from offramp.program.dispatch.rules import (
    LETTERS,
    NO_NEED,
    PAGED,
    PAGED_AGAIN,
    Letter,
    Place,
    Round,
    letters,
)
from offramp.program.dispatch.tests import factories as make
from offramp.program.sites import queries as sites
from tests import cast

SENT = (PAGED, PAGED_AGAIN, NO_NEED)
TAP = re.compile(r"http://\S+/p/[\w-]+/")

WORDS = re.compile(r"[A-Za-z0-9' ,.:()?\[\]\n]*")


def test_no_letter_is_forgotten_here():
    written = {value for value in vars(letters).values() if isinstance(value, Letter)}
    assert written == set(LETTERS)


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_has_blanks_for_the_code_and_the_link_only(letter: Letter):
    words = letter.subject + letter.body + letter.short + letter.spoken
    parts = list(Formatter().parse(words))
    blanks = {name for _, name, _, _ in parts if name is not None}
    assert blanks <= {"code", "link", "spelled"}
    assert all(not spec and not how for _, _, spec, how in parts)
    assert all(WORDS.fullmatch(text) for text, _, _, _ in parts)


@pytest.mark.django_db
def test_every_letter_that_is_really_sent_says_no_more():
    make.shift(cast.percy())
    make.shift(cast.pat())
    person = {
        "said_name": "Zebulon Testperson",
        "said_alias": "Zeb",
        "phone": "314-555-0142",
        "place": "Behind the library",
        "note": "Shaking badly",
    }
    dispatch = make.dispatch(now(), **person)
    worker.send_waiting("w1")
    actions.answer(dispatch.id, 20, at=now(), by=cast.percy())
    actions.cannot(dispatch.id, at=now(), by=cast.percy())
    worker.send_waiting("w1")
    actions.answer(dispatch.id, 20, at=now(), by=cast.pat())
    actions.withdraw(dispatch.id, at=now(), by=cast.olive())
    worker.send_waiting("w1")

    code = short_code(dispatch.diversion_id)
    link = f"{settings.OFFRAMP_ORIGIN}/dispatches/{dispatch.id}/"
    said = [letter.write(code=code, link=link) for letter in SENT]
    expected = {(words.subject, words.body) for words in said}
    got = {
        (letter.subject, TAP.sub("[link]", str(letter.body))) for letter in mail.outbox
    }
    assert got == expected
    assert {words.short for words in said} <= set(
        Message.objects.values_list("short", flat=True)
    )
    for told in person.values():
        for field in ("subject", "body", "short", "spoken"):
            where = {f"{field}__contains": told}
            assert not Message.objects.filter(**where).exists()


def test_the_rounds_go_to_every_primary_then_every_backup_then_nobody():
    one, two, three = (uuid4() for _ in range(3))
    on_call = [(one, Place.PRIMARY), (two, Place.PRIMARY), (three, Place.BACKUP)]

    first, second = Round(Place.PRIMARY, (one, two)), Round(Place.BACKUP, (three,))
    assert rules.rounds(on_call, set()) == [first, second]
    assert rules.rounds(on_call, {one}) == [Round(Place.PRIMARY, (two,)), second]
    assert rules.rounds(on_call, {one, two, three}) == []
    fits = {one: 1, two: 5, three: 9}
    assert [r.staff for r in rules.rounds(on_call, set(), fits)] == [
        (two,),
        (one,),
        (three,),
    ]


@pytest.mark.django_db
def test_each_round_ends_when_the_next_one_is_due():
    clocks = sites.current().clocks
    start, one = now(), (uuid4(),)
    backup, lead = Round(Place.BACKUP, one), Round(Place.SUPERVISOR, one)

    def ends(at: int, *ahead: Round) -> float:
        """In seconds since the page, of a round that begins so many after it."""
        moment = start + timedelta(seconds=at)
        until = rules.wait_until(moment, start, ahead, clocks)
        return (until - start).total_seconds()

    # Prairie County: the next person after 240 s, the supervisor after 420 s.
    assert ends(0, backup, lead) == 240
    assert ends(240, lead) == 420
    assert ends(0, lead) == 240
    assert ends(420) == ends(0) == 25 * 60
    # Somebody who was coming gives it back an hour later: the others get their time.
    assert ends(3600) == 3600 + 240
