"""What the documents on security claim is there: each number, each file, each test."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ROOT / "docs" / "security"
ASVS = Path(__file__).with_name("asvs_5_0.txt")
# How many requirements our own study numbered under each prefix.
STUDY = {
    "P2": 32, "HS": 12, "CJ": 20, "SA": 5, "MO": 4,
    "AS": 29, "AZ": 15, "SC": 7, "AU": 10, "RL": 27,
}  # fmt: skip
MARK = re.compile(r"–|[TSKM](, [TSKM])*(, ⚖)?")
CODE = re.compile(r"`([^`]+)`")
PLACE = re.compile(r"(offramp|tests|docs|programs)/")


@dataclass(frozen=True)
class Row:
    number: str
    duty: str
    third: str  # the mark, or the level
    state: str
    where: str
    shown: str

    def names(self) -> Iterator[str]:
        """The files and tests that the row names."""
        yield from CODE.findall(self.where)
        yield from (word for word in CODE.findall(self.shown) if PLACE.match(word))


def rows(name: str, third: int) -> list[Row]:
    """The rows of a document's tables; `third` is where the mark or level stands."""
    found = []
    for line in (DOCUMENTS / name).read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| ") and cells[0] != "number":
            assert len(cells) == 6, line
            found.append(Row(cells[0], cells[3 - third], cells[third], *cells[3:]))
    return found


REQUIREMENTS = rows("requirements.md", third=2)
STANDARD = rows("asvs.md", third=1)
ROWS = [*REQUIREMENTS, *STANDARD]


def standard(*levels: str) -> list[tuple[str, str]]:
    """The numbers of the standard at these levels, each with its level."""
    lines = [line for line in ASVS.read_text().splitlines() if line[:1].isdigit()]
    return [
        (f"{section}.{place}", level)
        for section, of in (line.split(": ") for line in lines)
        for place, level in enumerate(of.split(), start=1)
        if level in levels
    ]


def is_there(name: str) -> bool:
    """Whether a file exists, and holds the test that is named after it."""
    file, _, test = name.partition("::")
    return (ROOT / file).exists() and (not test or test in _functions(file))


@cache
def _functions(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text())
    return frozenset(
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
    )


def test_each_requirement_of_the_study_has_its_row_once():
    wanted = [f"{p}-{n:02}" for p, count in STUDY.items() for n in range(1, count + 1)]
    assert sorted(row.number for row in REQUIREMENTS) == sorted(wanted)


def test_each_requirement_of_the_standard_has_its_row_once_and_in_order():
    wanted = standard("1", "2")
    assert [(row.number, row.third) for row in STANDARD] == wanted
    assert (len(standard("1")), len(wanted)) == (70, 253)


def test_every_duty_says_what_it_is_and_how_sure_that_is():
    assert not [row.number for row in ROWS if not row.duty]
    assert not [row.number for row in REQUIREMENTS if not MARK.fullmatch(row.third)]


def test_every_row_is_met_somewhere_or_says_why_not():
    assert not [row for row in ROWS if row.state not in {"met", "open", "n.a."}]
    assert not [row for row in ROWS if row.shown in {"", "—"}]
    met = [row for row in ROWS if row.state == "met"]
    assert not [row.number for row in met if not CODE.search(row.where)]
    others = [row for row in ROWS if row.state != "met"]
    assert not [row.number for row in others if not CODE.sub("", row.shown).strip(" ,")]


def test_every_file_and_test_that_a_row_names_is_there():
    named = [(row.number, name) for row in ROWS for name in row.names()]
    assert len(named) > len(REQUIREMENTS)
    assert not [(number, name) for number, name in named if not is_there(name)]
