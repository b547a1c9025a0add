"""Nothing about a person leaves by e-mail: fixed words, the short code and a link."""

import re
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
from offramp.program.dispatch.rules import LETTERS, Letter, Place, letters
from offramp.program.dispatch.tests import factories as make
from tests import cast

WORDS = re.compile(r"[A-Za-z' ,.:()\n]*")


def test_no_letter_is_forgotten_here():
    written = {value for value in vars(letters).values() if isinstance(value, Letter)}
    assert written == set(LETTERS)


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_has_blanks_for_the_code_and_the_link_only(letter: Letter):
    parts = list(Formatter().parse(letter.subject + letter.body))
    assert {name for _, name, _, _ in parts if name is not None} <= {"code", "link"}
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
    expected = {letter.write(code=code, link=link) for letter in LETTERS}
    assert {(letter.subject, letter.body) for letter in mail.outbox} == expected
    for said in person.values():
        assert not Message.objects.filter(body__contains=said).exists()


def test_the_rounds_go_to_every_primary_then_every_backup_then_nobody():
    one, two, three = (uuid4() for _ in range(3))
    on_call = [(one, Place.PRIMARY), (two, Place.PRIMARY), (three, Place.BACKUP)]

    assert rules.next_round(on_call, set()) == on_call[:2]
    assert rules.next_round(on_call, {one}) == on_call[1:2]
    assert rules.next_round(on_call, {one, two}) == on_call[2:]
    assert rules.next_round(on_call, {one, two, three}) == []
    assert rules.next_round([], set()) == []
