"""Reads content/<slug>.<language>.md: a head between +++ lines, then plain text."""

import re
import tomllib
from collections.abc import Mapping

from offramp.program.sites.rules.mistakes import Mistake
from offramp.program.sites.rules.site import MARKS, Block, Leaflet
from offramp.program.sites.rules.table import Table

REQUIRED = (
    "resource_card",
    "good_samaritan",
    "consent_care",
    "consent_condition",
    "consent_counselling",
    "consent_lead_release",
    "consent_proceedings",
    "naloxone_teaching",
    "what_is_lead",
)
_NAME = re.compile(r"content/(?P<slug>[a-z0-9_]+)\.(?P<language>[a-z]{2})\.md\Z")
_HEAD = re.compile(r"\+\+\+\n(?P<head>.*?)\n\+\+\+\n(?P<text>.*)\Z", re.DOTALL)
_DASH = re.compile(r"-\s+")
_STEP = re.compile(r"\d+\.\s+")


def read(
    files: Mapping[str, str], default_language: str, mistakes: list[Mistake]
) -> tuple[Leaflet, ...]:
    """Every leaflet; those the program needs must be there in the site's language."""
    found: list[Leaflet] = []
    for name in sorted(files):
        leaflet = _leaflet(name, files[name], mistakes)
        if leaflet:
            found.append(leaflet)
    there = {(leaflet.slug, leaflet.language) for leaflet in found}
    for slug in REQUIRED:
        if default_language and (slug, default_language) not in there:
            name = f"content/{slug}.{default_language}.md"
            mistakes.append(Mistake(name, "", "no such file", "the site's leaflet"))
    return tuple(found)


def _leaflet(name: str, text: str, mistakes: list[Mistake]) -> Leaflet | None:
    named = _NAME.match(name)
    if not named:
        expected = "a name such as resource_card.en.md"
        mistakes.append(Mistake(name, "", "this file name", expected))
        return None
    parts = _HEAD.match(text.replace("\r\n", "\n"))
    if not parts:
        expected = "a head between two lines of +++, then the text"
        mistakes.append(Mistake(name, "", "no head", expected))
        return None
    try:
        head = tomllib.loads(parts["head"])
    except tomllib.TOMLDecodeError as error:
        mistakes.append(Mistake(name, "head", str(error), "TOML"))
        return None
    return _read_head(Table(name, "", head, mistakes), named["slug"], parts["text"])


def _read_head(row: Table, slug: str, text: str) -> Leaflet:
    language = row.text("language", limit=2)
    if language and not row.file.endswith(f".{language}.md"):
        row.wrong("language", language, "the language in the file's name")
    leaflet = Leaflet(
        slug=slug,
        title=row.text("title", limit=120),
        language=language,
        blocks=_blocks(text),
        source=row.text("source"),
        mark=row.choice("mark", MARKS),
        reviewed_on=row.day("reviewed_on"),
        sign_off=row.text("sign_off", optional=True, limit=200),
    )
    if "sign_off" not in row.values:
        row.note("sign_off", "nothing", 'who must sign it off, or "" when nobody must')
    if not leaflet.blocks:
        row.note("", "no text", "text below the head")
    row.done()
    return leaflet


def _blocks(text: str) -> tuple[Block, ...]:
    pieces = (piece.strip() for piece in text.split("\n\n"))
    return tuple(_block(piece.splitlines()) for piece in pieces if piece)


def _block(lines: list[str]) -> Block:
    if lines[0].startswith("## "):
        return Block("heading", (lines[0][3:].strip(),))
    for kind, begins in (("list", _DASH), ("steps", _STEP)):
        if begins.match(lines[0]):
            return Block(kind, _items(lines, begins))
    return Block("paragraph", (" ".join(line.strip() for line in lines),))


def _items(lines: list[str], begins: re.Pattern[str]) -> tuple[str, ...]:
    items: list[str] = []
    for line in lines:
        if begins.match(line):
            items.append(begins.sub("", line, count=1).strip())
        else:
            items[-1] += " " + line.strip()
    return tuple(items)
