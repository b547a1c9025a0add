"""Facts as they are told, and a mark by which the same facts are known again."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Fact:
    """One thing that is told: its category, what it is called, what it says."""

    slug: str
    label: str
    value: str


def plain(fact: Fact) -> dict[str, str]:
    """A fact as it is stored."""
    return asdict(fact)


def mark_of(facts: Sequence[Fact]) -> str:
    """The same for the same facts: what was seen before is what goes."""
    said = json.dumps([asdict(fact) for fact in facts], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:20]
