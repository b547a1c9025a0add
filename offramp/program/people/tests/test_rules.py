from datetime import date

import pytest

from offramp.program.people.rules import (
    Asked,
    Seen,
    born,
    full_name,
    judge,
    key,
    keys_of,
    safe_on,
    sound,
    way_key,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Márta   O'Néil-Đurić ", "marta oneil duric"),
        ("STRAßE", "strasse"),
        ("王 小明", "王 小明"),
        ("عمر", "عمر"),
        ("🦊", "🦊"),
        ("", ""),
        ("---", "---"),
        ("x" * 500, "x" * 100),
    ],
)
def test_a_key_keeps_letters_and_drops_the_rest(text, expected):
    assert key(text) == expected


@pytest.mark.parametrize(
    ("word", "code"),
    [
        # The National Archives' own examples.
        ("washington", "w252"),
        ("lee", "l000"),
        ("gutierrez", "g362"),
        ("pfister", "p236"),
        ("jackson", "j250"),
        ("tymczak", "t522"),
        ("ashcraft", "a261"),
    ],
)
def test_sounds_follow_the_published_examples(word, code):
    # A first letter's own sound is dropped from what follows: Pfister is P236.
    assert sound(word) == code


@pytest.mark.parametrize(
    ("one", "other"),
    [("catherine", "kathryn"), ("philips", "fillips"), ("smith", "smyth")],
)
def test_names_that_sound_alike_share_a_sound(one, other):
    assert sound(one) == sound(other)


def test_words_in_other_scripts_stand_for_themselves():
    assert sound("ковалевський") == "ковалевс"


def test_a_name_is_found_from_each_of_its_parts():
    found = {(row.name_key, row.sound, row.first_sound) for row in keys_of(["Ana Bo"])}
    assert found == {
        ("ana bo", sound("ana"), sound("bo")),
        ("bo ana", sound("bo"), sound("ana")),
    }


def test_very_long_names_have_few_keys():
    assert len(keys_of(["a b c d e f g h i j"])) == 5


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("+1 (555) 010-0199", "5550100199"),
        ("555 010 0199", "5550100199"),
        ("", ""),
    ],
)
def test_a_phone_number_is_its_digits(value, expected):
    assert way_key("phone", value) == expected


def test_a_place_is_the_same_as_no_other():
    assert way_key("place", "By the river") == ""


def _judged(asked_text, seen_text, asked_birth=None, seen_birth=None, phone=False):
    (row, *_) = keys_of([seen_text])
    asked = Asked(keys_of([asked_text]), key(asked_text), asked_birth)
    seen = Seen(key(seen_text), row.sound, row.first_sound, seen_birth, phone)
    return judge(asked, seen)


def test_it_says_why_in_words():
    day = date(1990, 4, 5)
    assert _judged("Ana Bo", "Ana Bo", day, day).why == ("Same name", "Same birth date")
    assert _judged("Ana", "Ana Bo").why == ("Name begins like this",)
    assert _judged("Catherine Tester", "Kathryn Tester").why
    assert _judged("Zed", "Ana Bo", phone=True).why == ("Same phone number",)


def test_a_birth_date_with_day_and_month_swapped_is_nearly_the_same():
    found = _judged("Ana Bo", "Ana Bo", date(1990, 4, 5), date(1990, 5, 4))
    assert found.why == ("Same name", "Birth date nearly the same")


def test_another_birth_date_speaks_against():
    same = _judged("Ana Bo", "Ana Bo")
    other = _judged("Ana Bo", "Ana Bo", date(1990, 4, 5), date(1961, 12, 24))
    assert other.score < same.score


def test_people_who_are_not_alike_are_not_shown():
    assert _judged("Ana Bo", "Wilhelmina Tester") is None


def test_a_birth_date_alone_needs_a_name_a_little_alike():
    day = date(1990, 4, 5)
    assert _judged("Ana Bo", "Wilhelm Xu", day, day) is None
    assert _judged("", "Wilhelm Xu", day, day) is not None


def test_what_is_known_reads_plainly():
    assert full_name("", "Tester") == "Tester"
    assert born(date(1990, 4, 5), 1990) == "April 5, 1990"
    assert born(None, 1990) == "about 1990"
    assert born(None, None) == ""
    assert safe_on("phone", "yes", "no", "not_asked") == (
        "Text: yes",
        "Voicemail: no",
        "Say LEAD: not asked",
    )
    assert safe_on("place", "yes", "yes", "no") == ("Say LEAD: no",)
