from dataclasses import replace
from datetime import date, timedelta

import pytest

from offramp.program.consent import rules
from offramp.program.consent.rules import Elements, Purpose, missing

TODAY = date(2026, 11, 23)
WHOLE = Elements(
    person=True,
    from_agency=True,
    recipient=True,
    categories=["engaged"],
    purpose="charge_decision",
    expires_on=TODAY,
    text=True,
    signed_how="screen",
    signed_name="Robin Madeup",
    signature_points="",
    witnessed=False,
)


def test_a_whole_consent_lacks_nothing():
    assert missing(WHOLE, TODAY) == ()


@pytest.mark.parametrize(
    ("dropped", "sentence"),
    [
        ({"person": False}, "Say whose consent this is."),
        ({"from_agency": False}, "Say who may tell."),
        ({"recipient": False}, "Choose who may be told."),
        ({"categories": []}, "Tick what may be told."),
        ({"purpose": ""}, "Say what it is for."),
        ({"expires_on": None}, "Choose the last day of the consent."),
        ({"expires_on": TODAY - timedelta(days=1)}, "The last day must not be over."),
        ({"text": False}, "Show the text that is agreed to."),
        ({"signed_how": ""}, "Say how the person agreed."),
        ({"signed_name": ""}, "Sign in the box, or type the full name."),
        (
            {"signed_how": "paper", "signed_name": "", "signature_points": "x"},
            "Type the name that stands on the paper.",
        ),
        (
            {"signed_how": "spoken"},
            "Name the colleague who heard the yes.",
        ),
    ],
)
def test_each_element_that_is_missing_is_named(dropped, sentence):
    assert missing(replace(WHOLE, **dropped), TODAY) == (sentence,)


def test_a_drawing_is_a_signature():
    drawn = replace(WHOLE, signed_name="", signature_points="{}")
    assert missing(drawn, TODAY) == ()


def test_what_is_told_must_be_agreed_to_word_by_word():
    assert rules.covers(["engaged", "case_closed"], ["engaged"])
    assert not rules.covers(["engaged"], ["engaged", "case_closed"])
    assert not rules.covers(["engaged"], [])


def test_the_notice_has_the_words_of_the_regulation():
    assert rules.NOTICE == (
        "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
    )


def test_the_scope_says_who_what_why_and_until_when():
    scope = rules.scope("Meadow Attorney", ["Is taking part"], "charge_decision", TODAY)
    assert scope == (
        "The person agreed in writing that Meadow Attorney may be told: Is taking "
        "part. To decide about the charge that is on hold, and for nothing else. Until "
        "November 23, 2026, or until the person ends it."
    )


def test_words_come_in_spanish_and_fall_back_to_the_site():
    assert rules.purpose_text(Purpose.CHARGE_DECISION, "es").startswith("Para decidir")
    assert rules.purpose_text(Purpose.CHARGE_DECISION, "bs").startswith("To decide")
    assert rules.category_text("engaged", "Is taking part", "es") == "Está participando"
    assert rules.category_text("new_word", "Newly added", "es") == "Newly added"
