"""The programs that ship: both load, and what St. Louis County says is what is known."""

import re
from datetime import date
from pathlib import Path

import pytest

from offramp.platform.kernel.errors import Refused
from offramp.program.sites import rules
from offramp.program.sites.rules.words import LISTS

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = sorted(path.parent for path in (ROOT / "programs").glob("*/program.toml"))
TODAY = date(2026, 11, 23)


def program(slug: str) -> rules.Site:
    return rules.build(rules.read(ROOT / "programs" / slug))


@pytest.fixture(scope="module")
def st_louis() -> rules.Site:
    return program("st-louis-county")


@pytest.fixture(scope="module")
def prairie() -> rules.Site:
    return program("prairie-county")


@pytest.mark.parametrize("folder", PROGRAMS, ids=lambda path: path.name)
def test_every_program_loads_and_has_every_list(folder: Path):
    site = rules.build(rules.read(folder))
    assert site.slug == folder.name
    for name in LISTS:
        assert site.choices(name)
    assert site.choices("route") == [(r.slug, r.label) for r in site.routes]


@pytest.mark.parametrize("folder", PROGRAMS, ids=lambda path: path.name)
def test_reading_the_folder_again_gives_the_same_digest(folder: Path):
    first, second = rules.read(folder), rules.read(folder)
    assert rules.digest(first) == rules.digest(second)
    assert rules.digest(first) != rules.digest({**first, "clocks.toml": ""})


def test_affton_is_the_third_precinct(st_louis: rules.Site):
    row = st_louis.police_of("affton", TODAY)
    assert row is not None
    assert (row.agency, row.unit) == ("slcpd", "precinct-3")


def test_jennings_has_been_policed_by_the_county_since_march_2011(st_louis: rules.Site):
    before = st_louis.police_of("Jennings", date(2011, 2, 28))
    after = st_louis.police_of("Jennings", date(2011, 3, 1))
    assert before is not None
    assert after is not None
    assert before.agency is None
    assert (after.agency, after.unit) == ("slcpd", "jennings")


def test_wellston_had_its_own_police_in_2014_and_has_the_cooperative_now(
    st_louis: rules.Site,
):
    then = st_louis.police_of("Wellston", date(2014, 6, 1))
    now = st_louis.police_of("Wellston", TODAY)
    assert then is not None
    assert now is not None
    assert then.agency is None
    assert "Wellston Police" in then.provider
    assert now.agency == "ncpc"
    assert now.provider == "North County Police Cooperative"


def test_hillsdale_is_shown_as_to_be_confirmed(st_louis: rules.Site):
    row = st_louis.police_of("Hillsdale", TODAY)
    assert row is not None
    assert (row.agency, row.provider, row.mark) == (None, "To be confirmed", "U")


def test_a_place_the_site_does_not_know_has_no_answer(st_louis: rules.Site):
    assert st_louis.police_of("Nowhere", TODAY) is None


def test_no_ori_is_invented(st_louis: rules.Site):
    assert [agency.ori for agency in st_louis.agencies] == [None] * 6


def test_possession_is_a_class_d_felony_under_579_015(st_louis: rules.Site):
    line = st_louis.offence("possession")
    assert (line.statute, line.offence_class) == ("RSMo 579.015", "Class D felony")
    assert {o.statute for o in st_louis.offered_offences} == {
        "RSMo 579.015",
        "RSMo 579.074",
        "RSMo 579.078",
        "RSMo 579.105",
    }
    assert all(o.overdose_immunity for o in st_louis.offered_offences)


@pytest.mark.parametrize(
    "slug", ["sex_work", "small_sale", "possession_marijuana_to_10"]
)
def test_what_waits_for_the_prosecutor_is_there_and_off(
    st_louis: rules.Site, slug: str
):
    assert not st_louis.offence(slug).on


def test_officers_are_asked_five_questions_and_no_health_question(st_louis: rules.Site):
    asked = st_louis.rules_on(TODAY)
    assert {c.slug: c.wanted for c in asked.criteria} == {
        "adult": "yes",
        "non_violent": "yes",
        "drug_related": "yes",
        "violent_history": "no",
        "not_supervised": "no",
    }
    assert [c.slug for c in asked.not_asked] == ["opioid_history"]


def test_there_are_no_rules_before_the_program_began(st_louis: rules.Site):
    with pytest.raises(Refused, match="no eligibility rules on 01 January 2020"):
        st_louis.rules_on(date(2020, 1, 1))


def test_a_word_that_is_no_longer_listed_stays_readable(st_louis: rules.Site):
    assert st_louis.label("need_outcome", "met_now") == "Met now"
    assert st_louis.label("need_outcome", "gone_from_list") == "Gone from list"
    assert st_louis.label("route", "social_contact") == "Social contact, no arrest"


def test_a_leaflet_comes_in_the_language_asked_for_or_else_in_the_sites(
    prairie: rules.Site,
):
    assert prairie.leaflet("resource_card", "es").language == "es"
    assert prairie.leaflet("good_samaritan", "es").language == "en"
    steps = prairie.leaflet("naloxone_teaching").blocks[0]
    assert (steps.kind, steps.lines[0]) == ("steps", "Ring the bell.")


def test_participants_can_read_every_leaflet_of_theirs_in_spanish(
    st_louis: rules.Site,
):
    slugs = {leaflet.slug for leaflet in st_louis.leaflets}
    assert {st_louis.leaflet(slug, "es").language for slug in slugs} == {"es"}


# "Grade" by Flesch and Kincaid; names of medicines and places are left out of the count.
NAMES = re.compile(
    r"naloxone|opioids?|emergency|missouri|samhsa|medicine|prosecutor|assessment", re.I
)


def grade(text: str) -> float:
    """The school grade that the text asks for."""
    text = NAMES.sub("word", re.sub(r"[\d().,-]*\d[\d().,-]*", "", text))
    sentences = [s for s in re.split(r"[.!?:;]+", text) if s.strip()]
    words = re.findall(r"[a-z']+", text.lower())
    syllables = sum(
        max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e\b", "", word))))
        for word in words
    )
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


@pytest.mark.parametrize(
    "slug",
    ["naloxone_teaching", "resource_card", "what_is_lead", "consent_lead_release"],
)
def test_what_participants_read_asks_for_no_more_than_six_years_of_school(
    st_louis: rules.Site, slug: str
):
    assert grade(" . ".join(st_louis.leaflet(slug).paragraphs)) <= 6


def test_every_open_question_and_every_text_to_sign_stands_in_the_sign_off_document(
    st_louis: rules.Site,
):
    document = (ROOT / "docs" / "sign-off.md").read_text()
    for question in st_louis.open_questions:
        assert f"`{question.key}`" in document
    for leaflet in st_louis.leaflets:
        if leaflet.sign_off:
            assert f"`content/{leaflet.slug}.{leaflet.language}.md`" in document
    for line in st_louis.schedule:
        assert f"| `retention.{line.record}` | {line.confirm}" in document


def test_the_made_up_county_shares_nothing_that_could_be_hard_coded(
    st_louis: rules.Site, prairie: rules.Site
):
    def slugs(rows: tuple[object, ...]) -> set[str]:
        return {row.slug for row in rows}  # type: ignore[attr-defined] # all have one

    assert not slugs(st_louis.agencies) & slugs(prairie.agencies)
    assert not slugs(st_louis.offences) & slugs(prairie.offences)
    assert not slugs(st_louis.criteria) & slugs(prairie.criteria)
    assert not slugs(st_louis.routes) & slugs(prairie.routes)
    assert st_louis.clocks.assessment_due_days != prairie.clocks.assessment_due_days
    ours, theirs = st_louis.kept_on(TODAY), prairie.kept_on(TODAY)
    assert all(ours[record].years != theirs[record].years for record in ours)
