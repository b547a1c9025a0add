from collections.abc import Sequence
from dataclasses import dataclass

from offramp.program.sites import queries as sites
from offramp.program.sites.rules import Leaflet, Line
from offramp.program.sites.rules.program import LANGUAGE_NAMES


@dataclass(frozen=True)
class SheetPage:
    """What is handed over at an overdose: where help is, and what the law protects."""

    language: str
    card: Leaflet
    law: Leaflet
    lines: Sequence[Line]
    languages: Sequence[tuple[str, str]]


def sheet(wanted: str) -> SheetPage:
    """The sheet in a language of the site, else in its first. Asks no database."""
    site = sites.current()
    language = wanted if wanted in site.languages else site.default_language
    return SheetPage(
        language=language,
        card=site.leaflet("resource_card", language),
        law=site.leaflet("good_samaritan", language),
        lines=site.lines,
        languages=[
            (one, LANGUAGE_NAMES[one]) for one in site.languages if one != language
        ],
    )
