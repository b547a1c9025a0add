"""Our own list of what services help with and whom they are open to."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from offramp.program.directory.rules.words import fold

OPEN_TO = "open_to"
# Attributes of a directory whose taxonomy has one of these names carry our terms.
OUR_TAXONOMY = frozenset({"service_need", "lead-needs", "offramp"})


@dataclass(frozen=True)
class Term:
    """One tag: stored by its slug, shown by its label."""

    slug: str
    label: str
    group: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """The whole list, in its order."""

    groups: Mapping[str, str]
    by_slug: Mapping[str, Term]
    # Phrases by their first word, so that a text is gone through once.
    by_first_word: Mapping[str, tuple[tuple[str, str], ...]]


@cache
def terms() -> Terms:
    """The list as it ships with the product."""
    file = Path(__file__).parent / "needs.toml"
    groups = tomllib.loads(file.read_text(encoding="utf-8"))["group"]
    found = {
        slug: Term(slug, term["label"], group["slug"], tuple(term["words"]))
        for group in groups
        for slug, term in group["terms"].items()
    }
    phrases: dict[str, list[tuple[str, str]]] = {}
    for term in found.values():
        for phrase in map(fold, term.words):
            phrases.setdefault(phrase.split()[0], []).append((phrase, term.slug))
    return Terms(
        groups={group["slug"]: group["label"] for group in groups},
        by_slug=found,
        by_first_word={word: tuple(pairs) for word, pairs in phrases.items()},
    )


def label(slug: str) -> str:
    """How a term reads; a slug from a later list reads as itself."""
    term = terms().by_slug.get(slug)
    return term.label if term else slug.replace("_", " ")


def choices(group: str | None = None) -> list[tuple[str, str]]:
    """Slug and label of a group's terms, or of all that are needs."""
    return [
        (term.slug, term.label)
        for term in terms().by_slug.values()
        if (term.group == group if group else term.group != OPEN_TO)
    ]


def grouped() -> list[tuple[str, list[tuple[str, str]]]]:
    """The needs under their headings, for a list to choose from."""
    return [
        (name, choices(slug))
        for slug, name in terms().groups.items()
        if slug != OPEN_TO
    ]


def suggested(*texts: str) -> frozenset[str]:
    """The terms whose words stand in the texts. A suggestion, not a fact."""
    found = set()
    by_first_word = terms().by_first_word
    for text in map(fold, texts):
        padded = f" {text} "
        for word in set(text.split()) & by_first_word.keys():
            for phrase, slug in by_first_word[word]:
                if slug not in found and f" {phrase} " in padded:
                    found.add(slug)
    return frozenset(found)


def from_attribute(taxonomy: str, code: str, value: str) -> str | None:
    """The term that a directory's own attribute names, if it is one of ours."""
    if taxonomy.strip().lower() not in OUR_TAXONOMY:
        return None
    for given in (code, value):
        slug = given.strip().lower().replace("-", "_")
        if slug in terms().by_slug:
            return slug
    return None
