from datetime import datetime

import pytest

from offramp.platform.kernel.errors import Refused
from offramp.program.consent import rules
from offramp.program.consent.rules import (
    RULES,
    Kind,
    MinorsSign,
    Purpose,
    Recipient,
    Signing,
    Statement,
)
from offramp.program.consent.rules.signing import FOR_ANOTHER, Capacity, signature
from offramp.program.consent.rules.texts import statement
from offramp.program.sites.rules import Block, Leaflet

LONG = "d82205a18044f9f45776343d91e26d8ddb44bf13e136af169ec73d755facd9a8"
TEXT = Leaflet(
    "x", "Title", "en", (Block("paragraph", ("One.",)),), "", "I", datetime.now(), ""
)


@pytest.mark.parametrize(
    "kinds", [(), ("care", "lead_release"), ("counselling", "care"), ("nothing",)]
)
def test_a_form_asks_for_one_kind_and_never_several(kinds):
    with pytest.raises(Refused):
        rules.one_kind(kinds)


def test_counselling_notes_go_with_nothing_but_counselling_notes():
    assert rules.one_kind(["counselling", "counselling"]) is Kind.COUNSELLING


def test_what_is_told_must_be_agreed_to_word_by_word():
    assert rules.covers(["engaged", "case_closed"], ["engaged"])
    assert not rules.covers(["engaged"], ["engaged", "case_closed"])
    assert not rules.covers(["engaged"], [])


def test_the_notices_have_the_words_of_the_regulation():
    """Golden: a changed letter is a changed law, and needs a source and a new hash."""
    assert rules.fingerprint(rules.NOTICE) == LONG
    assert rules.SHORT_NOTICE == (
        "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
    )


def test_the_scope_says_who_what_why_and_until_when():
    end = datetime(2026, 11, 24)
    labels = ["Is taking part"]
    assert rules.scope("Meadow Attorney", labels, "charge_decision", end) == (
        "The person agreed in writing that Meadow Attorney may be told: Is taking "
        "part. To decide about the charge that is on hold, and for nothing else. Until "
        "November 23, 2026, or until the person ends it."
    )
    assert "Until November 24, 2026, 10:30" in rules.scope(
        "M", labels, "charge_decision", datetime(2026, 11, 24, 10, 30)
    )
    assert "time in the program ends" in rules.scope("M", labels, "care", None)


@pytest.mark.parametrize("kind", Kind)
def test_what_a_recipient_may_do_with_it_depends_on_what_they_are(kind):
    for to in RULES[kind].purposes:
        text = rules.onward(kind, to)
        if kind is Kind.CONDITION:
            assert "official duties" in text
        elif to in {Recipient.POLICE, Recipient.PROSECUTOR, Recipient.COURT}:
            assert "pass it on to nobody" in text
        elif kind is Kind.CARE and to is not Recipient.INTERMEDIARY:
            assert "as HIPAA permits, but never in a proceeding" in text


def test_words_come_in_spanish_and_fall_back_to_the_site():
    assert rules.purpose_text(Purpose.CHARGE_DECISION, "es").startswith("Para decidir")
    assert rules.purpose_text(Purpose.CHARGE_DECISION, "bs").startswith("To decide")
    assert rules.category_text("engaged", "Is taking part", "es") == "Está participando"
    assert rules.category_text("new_word", "Newly added", "es") == "Newly added"
    assert all(rules.purpose_text(p, "es") != rules.purpose_text(p) for p in Purpose)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_text_says_what_the_law_wants_said(kind, language):
    leaflet = Leaflet(**{**vars(TEXT), "language": language})
    text, version = rules.text_of(leaflet, kind)
    assert rules.statements_in(text, language) == RULES[kind].statements
    assert len(version) == 64
    assert all(statement(s, "es") != statement(s, "en") for s in Statement)


def _lacks(**changes) -> list[str]:
    given = Signing("screen", "Robin Madeup", "", False, **changes)
    return [sentence for sentence, is_there in signature(given) if not is_there]


@pytest.mark.parametrize(
    ("minor", "law", "capacity", "other", "counts"),
    [
        (False, MinorsSign.ALONE, Capacity.PERSON, "", True),
        (False, MinorsSign.ALONE, Capacity.GUARDIAN, "", False),
        (False, MinorsSign.WITH_GUARDIAN, Capacity.PERSON, "", True),
        (True, MinorsSign.ALONE, Capacity.PERSON, "", True),
        (True, MinorsSign.ALONE, Capacity.GUARDIAN, "Minor", False),
        (True, MinorsSign.WITH_GUARDIAN, Capacity.PERSON, "", False),
        (True, MinorsSign.WITH_GUARDIAN, Capacity.PERSON, "Guardian", True),
        (True, MinorsSign.WITH_GUARDIAN, Capacity.GUARDIAN, "Minor", True),
        (True, MinorsSign.WITH_GUARDIAN, Capacity.GUARDIAN, "", False),
    ],
)
def test_who_signs_for_a_minor_is_the_states_law(minor, law, capacity, other, counts):
    lacking = _lacks(
        is_minor=minor, minors_sign=law, capacity=capacity, cosigned_name=other
    )
    assert (lacking == []) == counts


@pytest.mark.parametrize("capacity", sorted(FOR_ANOTHER))
def test_whoever_signs_for_another_shows_a_paper(capacity):
    assert _lacks(capacity=capacity) == ["Say which paper shows that they may sign."]
    assert _lacks(capacity=capacity, authority="Order XX-1") == []


def test_an_unknown_capacity_is_no_signature():
    assert _lacks(capacity="friend") == ["Say who signs."]
