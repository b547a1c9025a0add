"""The questionnaires that ship with the product, read and checked once."""

import json
from functools import lru_cache
from pathlib import Path

from offramp.program.assessments.formats import integrity, reader
from offramp.program.assessments.formats.questionnaire import Questionnaire

FOLDER = Path(__file__).resolve().parent.parent / "instruments"


class Unsound(Exception):
    """A questionnaire file that must not be used. Names the file and what is wrong."""


@lru_cache(maxsize=64)
def get(slug: str) -> Questionnaire:
    """The questionnaire of this slug, checked."""
    path = FOLDER / f"{slug}.json"
    found = reader.questionnaire(json.loads(path.read_text(encoding="utf-8")))
    wrong = integrity.mistakes(found)
    if wrong:
        raise Unsound(f"{path.name}: " + "; ".join(wrong))
    return found


def slugs() -> list[str]:
    """Every questionnaire that ships."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))
