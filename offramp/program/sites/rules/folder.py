"""A site's folder: read its files, check them all, make a `Site` of them."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from offramp.program.sites.rules import (
    agencies,
    law,
    leaflets,
    program,
    supplies,
    words,
)
from offramp.program.sites.rules.mistakes import Mistake, Mistakes
from offramp.program.sites.rules.site import Coverage, Site, SiteAgency
from offramp.program.sites.rules.table import Table

TABLES = (
    "program.toml",
    "agencies.toml",
    "offences.toml",
    "eligibility.toml",
    "clocks.toml",
    "words.toml",
    "retention.toml",
    "supplies.toml",
)
LARGEST = 500_000
Files = dict[str, str]


def read(folder: Path) -> Files:
    """The texts of the folder's files, by name. Nothing else in it is looked at."""
    if not folder.is_dir():
        raise Mistakes([Mistake(str(folder), "", "no folder", "a site's folder")])
    names = [name for name in TABLES if (folder / name).is_file()]
    names += sorted(f"content/{path.name}" for path in folder.glob("content/*.md"))
    mistakes: list[Mistake] = []
    files: Files = {}
    for name in names:
        try:
            files[name] = _text(folder / name)
        except (OSError, UnicodeDecodeError, ValueError) as error:
            mistakes.append(Mistake(name, "", str(error), "a text file in UTF-8"))
    if mistakes:
        raise Mistakes(mistakes)
    return files


def _text(path: Path) -> str:
    if path.stat().st_size > LARGEST:
        raise ValueError(f"a file larger than {LARGEST:,} bytes")
    return path.read_text(encoding="utf-8")


def digest(files: Mapping[str, str]) -> str:
    """The same letters for the same folder, on every machine."""
    canonical = json.dumps(dict(files), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def build(files: Mapping[str, str]) -> Site:
    """The site, or `Mistakes` with every mistake of every file."""
    mistakes: list[Mistake] = []
    tops = {name: _parse(name, files, mistakes) for name in TABLES}
    if mistakes:  # a file that is absent or is no TOML says nothing about its keys
        raise Mistakes(mistakes)
    site = _site(tops, files, mistakes)
    _check_references(site, mistakes)
    if mistakes:
        raise Mistakes(mistakes)
    return site


def _parse(name: str, files: Mapping[str, str], mistakes: list[Mistake]) -> Table:
    values: dict[str, object] = {}
    if name not in files:
        mistakes.append(Mistake(name, "", "no such file", "one of the site's files"))
    else:
        try:
            values = tomllib.loads(files[name])
        except tomllib.TOMLDecodeError as error:
            mistakes.append(Mistake(name, "", str(error), "TOML"))
    return Table(name, "", values, mistakes)


def _site(
    tops: Mapping[str, Table], files: Mapping[str, str], mistakes: list[Mistake]
) -> Site:
    said = program.read(tops["program.toml"])
    named, coverage = agencies.read(tops["agencies.toml"])
    lists = words.read(tops["words.toml"])
    texts = {name: text for name, text in files.items() if name.endswith(".md")}
    labels = {(n, slug): label for n, pairs in lists.items() for slug, label in pairs}
    routes = said.routes + said.routes_off
    labels |= {("route", route.slug): route.label for route in routes}
    return Site(
        **vars(said),
        agencies=named,
        coverage=coverage,
        offences=law.offences(tops["offences.toml"]),
        criteria=law.criteria(tops["eligibility.toml"]),
        clocks=law.clocks(tops["clocks.toml"]),
        words=lists,
        schedule=law.retention(tops["retention.toml"]),
        supplies=supplies.read(tops["supplies.toml"]),
        leaflets=leaflets.read(texts, said.default_language, mistakes),
        _labels=labels,
    )


def _check_references(site: Site, mistakes: list[Mistake]) -> None:
    for key, slug, kind in (
        ("prosecutor", site.prosecutor, "prosecutor"),
        ("program_agency", site.program_agency, "program"),
    ):
        _check_agency(key, slug, kind, site.agencies, mistakes)
    for number, row in enumerate(site.coverage):
        _check_police(number, row, site.agencies, mistakes)
    for leaflet in site.leaflets:
        if leaflet.language not in site.languages:
            name = f"content/{leaflet.slug}.{leaflet.language}.md"
            expected = "one of the languages in program.toml"
            mistakes.append(Mistake(name, "language", leaflet.language, expected))


def _check_agency(
    key: str,
    slug: str,
    kind: str,
    agencies: tuple[SiteAgency, ...],
    mistakes: list[Mistake],
) -> None:
    fitting = [agency.slug for agency in agencies if agency.kind == kind]
    if slug and slug not in fitting:
        expected = f"an agency of the kind {kind}: {', '.join(fitting) or 'none named'}"
        mistakes.append(Mistake("program.toml", key, repr(slug), expected))


def _check_police(
    number: int,
    row: Coverage,
    agencies: tuple[SiteAgency, ...],
    mistakes: list[Mistake],
) -> None:
    kinds = {agency.slug: agency.kind for agency in agencies}
    if row.agency and kinds.get(row.agency, "police") != "police":
        key = f"coverage[{number}].agency"
        expected = "an agency of the kind police"
        mistakes.append(Mistake("agencies.toml", key, repr(row.agency), expected))
