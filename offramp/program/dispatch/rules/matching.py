"""Who fits a handover best. It orders who is paged first, and never leaves anybody out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

# What the person asked for comes before who is near, and a language before the rest.
_LANGUAGE, _GENDER, _AREA = 4, 2, 1


@dataclass(frozen=True)
class Wanted:
    """Where it is, and what the person asked for, if anything."""

    areas: Collection[str]
    language: str = ""
    gender: str = ""


@dataclass(frozen=True)
class Says:
    """What somebody on call says of themselves."""

    areas: Collection[str] = ()
    languages: Collection[str] = ()
    gender: str = ""


def fit(says: Says, wanted: Wanted) -> int:
    """The higher, the earlier they are paged. Whoever names no area is near everywhere."""
    score = 0
    if wanted.language and wanted.language in says.languages:
        score += _LANGUAGE
    if wanted.gender and wanted.gender == says.gender:
        score += _GENDER
    if not says.areas or set(says.areas) & set(wanted.areas):
        score += _AREA
    return score


class _Agency(Protocol):
    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def units(self) -> Iterable[tuple[str, str]]: ...


class _Site(Protocol):
    @property
    def agencies(self) -> Iterable[_Agency]: ...


def areas(site: _Site) -> list[tuple[str, str]]:
    """The areas that somebody can be near: what each police agency, or its unit, covers."""
    found: list[tuple[str, str]] = []
    for agency in site.agencies:
        if agency.kind == "police":
            found.append((agency.slug, agency.name))
            found += [(f"{agency.slug}/{slug}", name) for slug, name in agency.units]
    return found
