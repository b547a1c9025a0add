from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from offramp.program.directory.formats.rows import TABLES
from offramp.program.directory.rules import checks, hours, needs, page, values, words
from offramp.program.directory.rules.admit import admit
from offramp.program.directory.rules.hours import Hours
from offramp.program.directory.rules.reasons import SENTENCES, Aside, PutRight


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("9:00am", time(9)),
        ("9am", time(9)),
        ("9:00 A.M.", time(9)),
        ("830am", time(8, 30)),
        ("12:00pm", time(12)),
        ("12 am", time(0)),
        ("17:00:00", time(17)),
        ("10:00:00+01:00", time(10)),
        ("10:00Z", time(10)),
        ("noon", time(12)),
        ("24:00", time(0)),
        ("", None),
    ],
)
def test_times_are_read_as_people_write_them(text, read):
    assert hours.read_time(text) == read


@pytest.mark.parametrize(
    "text", ["late", "8:00m", "6:300pm", "5:00pm Mon", "13pm", "25:00", "9:75", "٩:٠٠x"]
)
def test_times_that_could_mean_anything_are_not_guessed(text):
    with pytest.raises(hours.Unclear):
        hours.read_time(text)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Hours(byday=("MO", "TU", "WE", "TH", "FR"), opens=time(9), closes=time(17)),
         "Mon–Fri 9 am–5 pm"),
        (Hours(byday=("MO", "WE", "TH"), opens=time(8, 30), closes=time(12)),
         "Mon, Wed–Thu 8:30 am–noon"),
        (Hours(byday=("MO", "SU"), opens=time(0), closes=time(0)), "Mon, Sun day and night"),
        (Hours(byday=("1MO", "-1FR"), opens=time(13)),
         "First Mon, Last Fri of the month from 1 pm"),
        (Hours(freq="MONTHLY", bymonthday="15"), "On day 15 of the month"),
        (Hours(note="By appointment"), "By appointment"),
        (Hours(), ""),
    ],
)  # fmt: skip
def test_hours_are_said_plainly(rule, said):
    assert hours.in_words(rule) == said


def test_days_that_are_none_are_unclear():
    with pytest.raises(hours.Unclear):
        hours.read_byday("MO,XX")
    assert hours.read_byday("fr, MO,mo") == ("MO", "FR")


@pytest.mark.parametrize(
    ("text", "number", "extension", "dial"),
    [
        ("(314) 555-0142", "314-555-0142", "", "+13145550142"),
        ("305-573-4200 x57471", "305-573-4200", "57471", "+13055734200"),
        ("312-346-9766 ext. 715", "312-346-9766", "715", "+13123469766"),
        ("1-800-555-0199", "800-555-0199", "", "+18005550199"),
        ('"+44 1234 234567"', "+44 1234 234567", "", "+441234234567"),
        ("988", "988", "", "988"),
        ("000-000-0211", "000-000-0211", "", ""),
        ("855-LAW-REP1", "855-LAW-REP1", "", "+18555297371"),
        ("555-555-0101; 555-555-0102", "555-555-0101; 555-555-0102", "", ""),
    ],
)
def test_numbers_are_read_and_dialled(text, number, extension, dial):
    assert values.split_number(text) == (number, extension)
    assert values.to_dial(number) == dial


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("www.example.org", "http://www.example.org"),
        ("https:/www.example.org/a//b", "https://www.example.org/a/b"),
        ("example.org\\\\teens\\\\", "http://example.org/teens/"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("example.org and more", "http://example.org"),
        ("releasethesilence", None),
        ("javascript:alert(1)", None),
        ("", ""),
    ],
)
def test_web_addresses_are_completed_or_dropped(text, address):
    assert values.website(text) == address


def test_ages_places_and_mails_that_cannot_be_are_dropped():
    assert values.age("17.0") == 17
    assert values.age("all") is values.age("-3") is values.age("inf") is None
    assert values.place("38.6", "-90.2") == (38.6, -90.2)
    assert values.place("100", "10") is values.place("0", "0") is None
    assert values.place("nan", "1") is values.place("", "") is None
    assert values.email("a@example.org") == "a@example.org"
    assert values.email("call us") is None


@given(some.text())
def test_searching_sees_the_same_words_as_the_index(text):
    stored = words.search_text([text], limit=100_000)
    assert all(f" {word}" in stored for word in words.asked_words(text))
    assert "%" not in stored
    assert words.fold(words.fold(text)) == words.fold(text)


def test_accents_capitals_and_punctuation_do_not_matter():
    assert words.fold("Café “Señor O’Hara’s” DE-TOX_1") == "cafe senor oharas de tox 1"
    assert words.asked_words("  ÉCOLE  ") == ["ecole"]


def test_the_list_of_needs_is_whole():
    terms = needs.terms().by_slug
    assert 60 <= len(terms) <= 90
    for slug in ("methadone", "xr_buprenorphine", "xr_naltrexone", "on_medication",
                 "walk_in", "medicaid", "naloxone", "id_papers", "with_pets"):  # fmt: skip
        assert slug in terms
    assert len({term.label for term in terms.values()}) == len(terms)
    assert all(len(slug) <= 60 for slug in terms)
    assert "walk_in" not in dict(needs.choices())
    assert "walk_in" in dict(needs.choices(needs.OPEN_TO))


def test_words_suggest_needs_only_as_whole_words():
    assert needs.suggested("Detox and NARCAN, 24/7") == {
        "detox",
        "naloxone",
        "all_hours",
    }
    assert needs.suggested("pressing matters, bossiness") == frozenset()


def test_only_our_own_taxonomy_names_a_need():
    assert needs.from_attribute("service_need", "walk-in", "") == "walk_in"
    assert needs.from_attribute("LEAD-needs", "", "methadone") == "methadone"
    assert needs.from_attribute("service_need", "unheard", "of") is None
    assert needs.from_attribute("Somebody’s codes", "methadone", "") is None


def test_every_reason_has_a_sentence():
    assert set(SENTENCES) == {*Aside, *PutRight}
    assert all(sentence.endswith(".") for sentence in SENTENCES.values())


_CELL = some.text(max_size=12) | some.sampled_from(["1", "2", "MO", "9am", "active"])
_COLUMNS = ("id", "name", "organization_id", "service_id", "location_id", "status",
            "byday", "opens_at", "closes_at", "freq", "number", "url", "latitude",
            "minimum_age", "updated", "available")  # fmt: skip


@settings(max_examples=25)
@given(
    some.fixed_dictionaries(
        {
            table: some.lists(
                some.dictionaries(some.sampled_from(_COLUMNS), _CELL), max_size=4
            )
            for table in TABLES
        }
    )
)
def test_whatever_is_read_is_admitted_or_set_aside(tables):
    admitted, judged = admit("any", tables)
    admitted_services = len(admitted.services)
    assert admitted_services + sum(judged.services.values()) == len(tables["services"])
    ids = [row.id for rows in vars(admitted).values() for row in rows]
    assert len(ids) == len(set(ids))


def test_age_of_an_answer_is_said_plainly():
    today = date(2026, 11, 23)
    said = [checks.ago(date(2026, 11, 23), today), checks.ago(date(2026, 11, 22), today),
            checks.ago(date(2026, 10, 14), today), checks.ago(date(2026, 6, 1), today),
            checks.ago(date(2023, 6, 1), today)]  # fmt: skip
    assert said == ["today", "yesterday", "40 days ago", "5 months ago", "3 years ago"]
    assert checks.is_old(date(2026, 8, 1), today)
    assert not checks.is_old(date(2026, 10, 1), today)


def test_places_and_ages_read_well():
    assert page.and_more(["A", "A", ""]) == "A"
    assert page.and_more(["A", "B"]) == "A and B"
    assert page.and_more(["A", "B", "C"]) == "A and 2 more places"
    assert page.ages(18, None) == "From 18 years"
    assert page.ages(None, 21) == "Up to 21 years"
    assert page.ages(None, None) == ""
    assert page.address("", "Mockford", "ZZ", "") == ("Mockford, ZZ",)
