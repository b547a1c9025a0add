"""Two windows on one section: the later save wins, but never without a word.

Each answer remembers the save that last changed it, and from which window. A window
that has not seen that change may not undo it unnoticed.
"""

from collections.abc import Collection, Mapping
from typing import TypedDict


class Mark(TypedDict):
    """Which save last changed an answer, and the window it came from."""

    version: int
    window: str


Marks = Mapping[str, Mark]

SENTENCE = (
    "This section was saved in another window while you had it open. Nothing of yours is "
    "lost: look at the marked answers, and save again to keep what stands here."
)


def clashes(
    changed: Collection[str], marks: Marks, seen: int, window: str
) -> list[str]:
    """The answers that this window would overwrite without having seen them."""
    return [
        id
        for id in changed
        if id in marks and marks[id]["version"] > seen and marks[id]["window"] != window
    ]


def marked(
    marks: Marks, changed: Collection[str], version: int, window: str
) -> dict[str, Mark]:
    """The marks after a save that changed these answers."""
    return {**marks, **{id: Mark(version=version, window=window) for id in changed}}
