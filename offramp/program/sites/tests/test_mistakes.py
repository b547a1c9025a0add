import shutil
from datetime import date
from pathlib import Path

import pytest

from offramp.program.sites import rules

PRAIRIE = Path(__file__).resolve().parents[4] / "programs" / "prairie-county"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(PRAIRIE, tmp_path / "site")


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def mistakes_in(folder: Path) -> list[str]:
    with pytest.raises(rules.Mistakes) as caught:
        rules.build(rules.read(folder))
    return [str(item) for item in caught.value.items]


ONE_MISTAKE = [
    (
        "program.toml",
        "[[lines]]",
        '[[needs]]\nof = "police"\nwhat = "vetting"\nwhy = "x"\n\n[[lines]]',
        "program.toml: needs[0].what: found 'vetting', expected one of mou, qsoa, baa",
    ),
    (
        "eligibility.toml",
        'wanted = "no"',
        'wanted = "maybe"',
        "eligibility.toml: criteria[1].wanted: found 'maybe', expected one of yes, no",
    ),
    (
        "offences.toml",
        'statute = "Meadow Code 12-2"',
        'statue = "Meadow Code 12-2"',
        "offences.toml: offences[0].statue: found an unknown key, expected only",
    ),
    (
        "offences.toml",
        "version_on = 2018-05-01",
        'version_on = "May 2018"',
        "offences.toml: offences[0].version_on: found 'May 2018', expected a date",
    ),
    (
        "offences.toml",
        'slug = "carrying_tools"',
        'slug = "carrying_powder"',
        "offences.toml: offences[1].slug: found 'carrying_powder', expected a name no",
    ),
    (
        "offences.toml",
        "divertible = true",
        'divertible = "yes"',
        "offences.toml: offences[0].divertible: found 'yes', expected true or false",
    ),
    (
        "agencies.toml",
        'agency = "bluestem-police"',
        'agency = "bluestem"',
        "agencies.toml: coverage[0].agency: found 'bluestem', expected one of",
    ),
    (
        "agencies.toml",
        'unit = "day-watch"',
        'unit = "noon-watch"',
        "agencies.toml: coverage[0].unit: found 'noon-watch', expected a unit",
    ),
    (
        "agencies.toml",
        "until_on = 2024-06-30",
        "until_on = 2024-07-01",
        "agencies.toml: coverage[3].from_on: found 2024-07-01, expected a date after",
    ),
    (
        "agencies.toml",
        'provider = "To be confirmed"',
        'provider = ""',
        "agencies.toml: coverage[4].provider: found nothing, expected who polices",
    ),
    (
        "agencies.toml",
        'kind = "prosecutor"',
        'kind = "marshal"',
        "agencies.toml: agencies[2].kind: found 'marshal', expected one of police,",
    ),
    (
        "clocks.toml",
        "assessment_due_days = 14",
        "assessment_due_days = 0",
        "clocks.toml: assessment_due_days: found 0, expected a whole number from 1",
    ),
    (
        "clocks.toml",
        "[2, 5, 10]",
        "[2, 5, 14]",
        "clocks.toml: assessment_reminder_days: found [2, 5, 14], expected days before",
    ),
    (
        "clocks.toml",
        "fallback_after_minutes = 25",
        "fallback_after_minutes = 5",
        "clocks.toml: fallback_after_minutes: found 5, expected more than supervisor",
    ),
    (
        "words.toml",
        "[age_band]",
        "[age_bands]",
        "words.toml: age_band: found nothing, expected a table",
    ),
    (
        "words.toml",
        'assessment_completed = "The long talk has taken place"\n',
        "",
        "words.toml: release_category.assessment_completed: found nothing, expected a",
    ),
    (
        "words.toml",
        'sky = "Sky people"',
        'sky = ""',
        "words.toml: race.sky: found '', expected text that says something",
    ),
    (
        "program.toml",
        'timezone = "America/Denver"',
        'timezone = "Prairie"',
        "program.toml: timezone: found 'Prairie', expected a time zone",
    ),
    (
        "program.toml",
        'prosecutor = "meadow-attorney"',
        'prosecutor = "second-path"',
        "program.toml: prosecutor: found 'second-path', expected an agency of the kind",
    ),
    (
        "program.toml",
        'approves_entry = "officer"',
        'approves_entry = "mayor"',
        "program.toml: settings.approves_entry: found 'mayor', expected one of",
    ),
    (
        "program.toml",
        "test_strips = true",
        "test_stripes = true",
        "program.toml: settings.test_strips: found nothing, expected true or false",
    ),
    (
        "retention.toml",
        "years = 9",
        "years = 5",
        "retention.toml: classes[4].years: found 5, expected at least 6 years, which "
        "is the least (45 CFR 164.316(b)(2), documentation)",
    ),
    (
        "retention.toml",
        "years = 12",
        "years = 6",
        "retention.toml: classes[8].years: found 6, expected at least 7 years",
    ),
    (
        "retention.toml",
        'after = "contact_made"',
        'after = "release_made"',
        "retention.toml: classes[6].after: found 'release_made', expected one of cont",
    ),
    (
        "retention.toml",
        "until_on = 2023-02-28",
        "until_on = 2023-03-01",
        "retention.toml: classes[2].record: found 'inquiry', expected a class no other",
    ),
    (
        "retention.toml",
        'record = "message"',
        'record = "letters"',
        "retention.toml: classes: found no message without until_on, expected one for",
    ),
    (
        "content/what_is_lead.en.md",
        "reviewed_on = 2026-01-15",
        "reviewed_on = 1776-01-15",
        "content/what_is_lead.en.md: reviewed_on: found 1776-01-15, expected a date",
    ),
    (
        "content/what_is_lead.en.md",
        'sign_off = ""\n',
        "",
        "content/what_is_lead.en.md: sign_off: found nothing, expected who must sign",
    ),
]


@pytest.mark.parametrize(
    ("name", "old", "new", "said"), ONE_MISTAKE, ids=[row[3] for row in ONE_MISTAKE]
)
def test_a_mistake_gives_file_key_what_was_found_and_what_is_expected(
    folder: Path, name: str, old: str, new: str, said: str
):
    change(folder, name, old, new)
    assert any(line.startswith(said) for line in mistakes_in(folder)), said


def test_all_mistakes_of_all_files_are_collected(folder: Path):
    change(folder, "clocks.toml", "consent_days = 90", "consent_days = -1")
    change(folder, "eligibility.toml", 'mark = "I"', 'mark = "sure"')
    change(folder, "agencies.toml", 'name = "Day watch"', "name = 7")
    said = "\n".join(mistakes_in(folder))
    assert "clocks.toml: consent_days" in said
    assert "eligibility.toml: criteria[0].mark" in said
    assert "agencies.toml: agencies[0].units[0].name" in said


def test_a_file_that_is_missing_or_is_no_toml_is_named(folder: Path):
    (folder / "clocks.toml").unlink()
    (folder / "words.toml").write_text("race = {")
    said = mistakes_in(folder)
    assert said[0] == (
        "clocks.toml: found no such file, expected one of the site's files"
    )
    assert said[1].startswith("words.toml: found ")
    assert said[1].endswith("expected TOML")


def test_a_leaflet_that_the_program_needs_must_be_there(folder: Path):
    (folder / "content" / "good_samaritan.en.md").unlink()
    assert mistakes_in(folder) == [
        "content/good_samaritan.en.md: found no such file, expected the site's leaflet"
    ]


def test_a_leaflet_in_a_language_the_site_does_not_have_is_refused(folder: Path):
    text = (folder / "content" / "what_is_lead.en.md").read_text()
    other = text.replace('language = "en"', 'language = "bs"')
    (folder / "content" / "what_is_lead.bs.md").write_text(other)
    (said,) = mistakes_in(folder)
    assert said.startswith("content/what_is_lead.bs.md: language: found bs, expected")


def test_two_rows_of_one_criterion_may_not_be_in_force_on_the_same_day(folder: Path):
    path = folder / "eligibility.toml"
    row = path.read_text().split("[[criteria]]")[1]
    path.write_text(path.read_text() + "\n[[criteria]]" + row)
    (said,) = mistakes_in(folder)
    assert said.startswith("eligibility.toml: criteria[5].slug: found 'grown_up',")


def test_a_file_that_is_no_text_is_refused(folder: Path):
    (folder / "clocks.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(rules.Mistakes, match=r"clocks\.toml: found .* expected a text"):
        rules.read(folder)


def test_a_path_that_is_no_folder_is_refused(tmp_path: Path):
    with pytest.raises(rules.Mistakes, match="found no folder, expected a site's"):
        rules.read(tmp_path / "nowhere")


def test_the_rules_of_a_day_are_those_in_force_on_it():
    site = rules.build(rules.read(PRAIRIE))
    before = site.rules_on(date(2023, 2, 28))
    after = site.rules_on(date(2023, 3, 1))
    assert [c.slug for c in before.criteria] == [
        "grown_up",
        "weapon_drawn",
        "under_two_pinches",
    ]
    assert before.version == "prairie-county 2019-01-01"
    assert [c.slug for c in after.criteria][-1] == "complainant_agrees"
    assert after.version == "prairie-county 2023-03-01"
    assert [c.slug for c in after.not_asked] == ["lives_here"]


def test_records_are_kept_by_the_schedule_of_the_day():
    site = rules.build(rules.read(PRAIRIE))
    before, after = site.kept_on(date(2023, 2, 28)), site.kept_on(date(2023, 3, 1))
    assert (before["inquiry"].years, after["inquiry"].years) == (3, 2)
    assert before["contact"] == after["contact"]
