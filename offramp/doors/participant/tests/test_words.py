"""The words of the person's pages: plain, whole, and in both languages."""

import re

from offramp.doors.participant import words
from offramp.impact.accounting import rules
from offramp.platform.policy.actor import Role
from offramp.platform.policy.table import Permission
from offramp.program.rights.rules import CRIME_FIELDS
from tests.reading import ease, grade


def _lines(place: int) -> list[str]:
    said = [pair[place] for pair in words.WORDS.values()]
    said += [pair[place] for pair in rules.EMERGENCY_REASONS.values()]
    language = ("en", "es")[place]
    said += [rules.basis_text(basis, language) for basis in ("consent", "emergency")]
    # What is no sentence is a heading or a button, and has no grade.
    return [line for line in said if re.search(r"[.?!]$", line)]


def test_it_is_read_with_six_years_of_school():
    assert grade(_lines(0)) <= 6
    assert ease(_lines(1)) >= 60


def test_everything_is_said_in_both_languages():
    for name, (english, spanish) in words.WORDS.items():
        assert english, name
        assert spanish, name
        assert english != spanish or name in {"other_language"}, name


def test_every_kind_of_act_has_its_words():
    """A new permission of the program gets words, or falls to the general ones."""
    told = {p.partition(".")[0] for p in Permission}
    ours = {
        "audit", "session", "home", "site", "account", "directory", "message",
        "factor", "staff", "grant", "agreement", "retention", "destruction",
        "channel", "match", "shift", "trip", "entry", "supply", "notice",
    }  # fmt: skip
    justice = {"contact", "diversion", "charge", "roster", "dispatch", "follow_up"}
    assert told - ours - justice == set(rules.THINGS)


def test_every_role_has_a_name_that_people_know():
    for role in Role:
        assert rules.role_text(role.value, "en")
        assert rules.role_text(role.value, "es")


def test_each_fact_of_a_crime_is_named_in_both_languages():
    for label in CRIME_FIELDS.values():
        assert rules.said(label, "Elm Street", "en") == f"{label}: Elm Street"
        spanish = rules.said(label, "Elm Street", "es")
        assert label not in spanish
        assert spanish.endswith(": Elm Street")
