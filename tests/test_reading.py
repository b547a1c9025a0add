"""What people sign must be plain: no harder than the sixth grade."""

import warnings
from pathlib import Path

import pytest

from offramp.program.consent import rules as consent
from offramp.program.sites import rules
from tests.reading import ease, grade

PROGRAMS = Path(__file__).resolve().parent.parent / "programs"
SITES = [
    rules.build(rules.read(PROGRAMS / slug))
    for slug in ("st-louis-county", "prairie-county")
]
TEXTS = [
    pytest.param(leaflet, kind, id=f"{site.slug}-{kind}-{leaflet.language}")
    for site in SITES
    for kind in consent.Kind
    for leaflet in site.leaflets
    if leaflet.slug == consent.LEAFLET_OF[kind]
]


def _lines(leaflet: rules.Leaflet, kind: consent.Kind) -> list[str]:
    text, _ = consent.text_of(leaflet, kind)
    return [line for block in text["blocks"] for line in block["lines"]]


def test_hard_words_and_long_sentences_are_caught():
    easy = ["You can end this at any time. Tell us."]
    hard = [
        "Notwithstanding the aforementioned authorization, redisclosure of "
        "individually identifiable information necessitates documentation."
    ]
    assert grade(easy) < 3
    assert grade(hard) > 12


@pytest.mark.parametrize(("leaflet", "kind"), TEXTS)
def test_every_consent_is_read_with_six_years_of_school(leaflet, kind):
    lines = _lines(leaflet, kind)
    if leaflet.language == "en":
        assert grade(lines) <= 6
    elif ease(lines) < 60:
        warnings.warn(f"{leaflet.title}: hard to read in Spanish", stacklevel=1)


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.slug)
def test_every_kind_of_consent_is_there_in_english_and_spanish(site):
    there = {(leaflet.slug, leaflet.language) for leaflet in site.leaflets}
    for kind in consent.Kind:
        for language in ("en", "es"):
            assert (consent.LEAFLET_OF[kind], language) in there


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.slug)
def test_every_fact_the_site_lists_may_be_told_to_somebody(site):
    """Unknown words are told to nobody, so a site that adds one learns of it here."""
    known = set()
    for each in consent.RULES.values():
        known |= set().union(*each.categories.values())
    assert {slug for slug, _ in site.choices("release_category")} <= known
