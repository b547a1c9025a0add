"""Reads program.toml: the site's name, routes, settings, fallback and open questions."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from offramp.program.sites.rules.site import (
    MARKS,
    Fallback,
    FallbackWay,
    Holiday,
    Line,
    OpenQuestion,
    Route,
)
from offramp.program.sites.rules.table import Table

# Every setting is stated by every site, so that no default hides in the code.
FLAGS = (
    "treat_as_part_2",
    "test_strips",
    "operation_confirmed",
    "agency_counts_agreed",
    "peers_see_charge_dates",
    "condition_consents",
    "odmap_agreement",
)
TEXTS = (
    "overdose_statute",
    "arrest_record_statute",
    "diversion_authority",
    "naloxone_authority",
    "staff_employer",
    "violent_history_definition",
    "privacy_notice",
    "incident_number_label",
    "place_hint",
)
CHOICES = {
    "approves_entry": ("officer", "peer", "prosecutor"),
    "closing_means": ("legal_matter_only", "legal_matter_and_case"),
    # What became of a person is never among these: an officer could tell from it who is
    # or was in the program.
    "officer_is_told": ("nothing", "handoff", "handoff_and_consented_releases"),
    "substance_history": ("opioid", "any_drug", "not_asked"),
    "minors_sign": ("alone", "with_guardian"),
}
# Papers that an agency can need before its people come in, and dates that a role can.
# Kinds of agencies whose people sign in, and what they may have to sign.
PAPERS_OF = ("police", "prosecutor", "program", "work_group", "treatment_partner")
PAPERS = ("mou", "qsoa", "baa")
DATES_OF = (
    "officer", "police_supervisor", "work_group_member",
    "peer", "case_manager", "supervisor", "manager",
)  # fmt: skip
DATES = ("training", "vetting", "credential")
FALLBACKS = (
    "warm_line", "phone_handoff", "video_handoff", "resource_card", "cold_follow_up",
)  # fmt: skip
# Each in its own words, for whoever reads no other.
LANGUAGE_NAMES = {
    "en": "English", "es": "Español", "bs": "Bosanski", "vi": "Tiếng Việt", "zh": "中文",
    "ar": "العربية", "fr": "Français", "so": "Soomaali", "sw": "Kiswahili",
    "uk": "Українська",
}  # fmt: skip
LANGUAGES = tuple(LANGUAGE_NAMES)


@dataclass(frozen=True)
class Program:
    """What program.toml says."""

    slug: str
    name: str
    short_name: str
    version: str
    timezone: str
    languages: tuple[str, ...]
    default_language: str
    prosecutor: str
    program_agency: str
    routes: tuple[Route, ...]
    routes_off: tuple[Route, ...]
    fallback: Fallback
    settings: dict[str, Any]
    open_questions: tuple[OpenQuestion, ...]
    lines: tuple[Line, ...]
    needs: tuple[tuple[str, str], ...]
    holidays: tuple[Holiday, ...]


def read(top: Table) -> Program:
    """The whole file, with every mistake noted."""
    languages, default_language = _languages(top)
    on, off = _routes(top)
    program = Program(
        slug=top.slug("slug"),
        name=top.text("name", limit=120),
        short_name=top.text("short_name", limit=40),
        version=top.text("version", limit=40),
        timezone=_timezone(top),
        languages=languages,
        default_language=default_language,
        prosecutor=top.slug("prosecutor"),
        program_agency=top.slug("program_agency"),
        routes=on,
        routes_off=off,
        fallback=_fallback(top.table("fallback")),
        settings=_settings(top.table("settings")),
        open_questions=_questions(top),
        lines=_lines(top),
        needs=_needs(top),
        holidays=_holidays(top),
    )
    top.done()
    return program


def _languages(top: Table) -> tuple[tuple[str, ...], str]:
    languages = top.texts("languages")
    for number, language in enumerate(languages):
        if language not in LANGUAGES:
            expected = "one of " + ", ".join(LANGUAGES)
            top.wrong(f"languages[{number}]", language, expected)
    return languages, top.choice("default_language", languages or LANGUAGES)


def _timezone(top: Table) -> str:
    name = top.text("timezone")
    if name and not _is_timezone(name):
        top.wrong("timezone", name, "a time zone such as America/Chicago")
    return name


def _is_timezone(name: str) -> bool:
    """Asked of one name: a list of all of them takes a tenth of a second."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # none such, or not even a name
        return False
    return True


def _routes(top: Table) -> tuple[tuple[Route, ...], tuple[Route, ...]]:
    on: list[Route] = []
    off: list[Route] = []
    seen: set[str] = set()
    for row in top.tables("routes"):
        route = Route(
            slug=row.once(seen, "slug", row.slug("slug")),
            label=row.text("label", limit=80),
            charge_held=row.flag("charge_held"),
        )
        (on if row.flag("on") else off).append(route)
        row.choice("mark", MARKS)
        row.text("source")
    if not on and off:
        top.note("routes", "no route that is on", "at least one with on = true")
    return tuple(on), tuple(off)


def _fallback(row: Table) -> Fallback:
    fallback = Fallback(
        title=row.text("title", limit=120),
        text=row.text("text"),
        phone=row.text("phone", limit=40),
        ways=tuple(_way(way) for way in row.tables("ways")),
    )
    row.done()
    return fallback


def _way(row: Table) -> FallbackWay:
    return FallbackWay(
        kind=row.choice("kind", FALLBACKS),
        title=row.text("title", limit=80),
        text=row.text("text", limit=300),
        phone=row.text("phone", optional=True, limit=40),
        mark=row.choice("mark", MARKS),
        source=row.text("source"),
    )


def _holidays(top: Table) -> tuple[Holiday, ...]:
    days = top.tables("holidays", optional=True)
    found = [Holiday(row.day("on"), row.text("name", limit=60)) for row in days]
    return tuple(sorted(found, key=lambda holiday: holiday.on))


def _settings(row: Table) -> dict[str, Any]:
    settings: dict[str, Any] = {name: row.flag(name) for name in FLAGS}
    settings |= {name: row.text(name, optional=True, limit=400) for name in TEXTS}
    for name in TEXTS:
        if name not in row.values:
            row.note(name, "nothing", 'text, or "" when there is none')
    settings |= {name: row.choice(name, words) for name, words in CHOICES.items()}
    settings["grants"] = row.texts("grants")
    row.done()
    return settings


def _questions(top: Table) -> tuple[OpenQuestion, ...]:
    seen: set[str] = set()
    return tuple(
        OpenQuestion(
            key=row.once(seen, "key", row.text("key", limit=80)),
            question=row.text("question"),
            default=row.text("default"),
            decides=row.text("decides", limit=200),
            source=row.text("source"),
        )
        for row in top.tables("open_questions", optional=True)
    )


def _needs(top: Table) -> tuple[tuple[str, str], ...]:
    """Which papers a kind of agency needs, which dates a role: (of, what) each."""
    pairs: dict[tuple[str, str], None] = {}
    for row in top.tables("needs", optional=True):
        of = row.choice("of", (*PAPERS_OF, *DATES_OF))
        kinds = PAPERS if of in PAPERS_OF else DATES
        pairs[of, row.choice("what", kinds)] = None
        row.text("why")
    return tuple(pairs)


def _lines(top: Table) -> tuple[Line, ...]:
    seen: set[str] = set()
    return tuple(
        Line(
            slug=row.once(seen, "slug", row.slug("slug")),
            label=row.text("label", limit=160),
            number=row.text("number", limit=60),
            hours=row.text("hours", limit=80),
            mark=row.choice("mark", MARKS),
            source=row.text("source"),
        )
        for row in top.tables("lines")
    )
