"""A drawn signature: strokes of points, read strictly, drawn again as paths."""

import json
from dataclasses import dataclass
from typing import Any, Self

_MOST_STROKES = 400
_MOST_POINTS = 12_000
_MOST_CHARACTERS = 400_000
_LARGEST = 5_000


class Unreadable(ValueError):
    """This is not a drawing."""


@dataclass(frozen=True)
class Signed:
    """How somebody signed: a name typed, a drawing, or both."""

    typed: str = ""
    points: str = ""

    @property
    def is_drawn(self) -> bool:
        """Whether there is a drawing."""
        return bool(self.points)

    def __bool__(self) -> bool:
        return bool(self.typed or self.points)


@dataclass(frozen=True)
class Drawing:
    """Strokes on a sheet of some width and height, in the sheet's own units."""

    width: float
    height: float
    strokes: tuple[tuple[tuple[float, float], ...], ...]

    @classmethod
    def read(cls, text: str) -> Self:
        """The drawing in this JSON; Unreadable if it is none."""
        if len(text) > _MOST_CHARACTERS:
            raise Unreadable("too long")
        try:
            data = json.loads(text)
            strokes = tuple(
                tuple((_number(point[0]), _number(point[1])) for point in stroke)
                for stroke in data["strokes"]
            )
            drawing = cls(_number(data["w"]), _number(data["h"]), strokes)
        except (ValueError, TypeError, LookupError, RecursionError) as error:
            raise Unreadable("not a drawing") from error
        drawing._must_be_sane()
        return drawing

    def text(self) -> str:
        """The same drawing always as the same JSON."""
        data = {"w": self.width, "h": self.height, "strokes": self.strokes}
        return json.dumps(data, separators=(",", ":"))

    def paths(self) -> list[str]:
        """One SVG path for each stroke; a dot is a very short line."""
        return [
            "M" + "L".join(f"{x:g} {y:g}" for x, y in (stroke * 2)[: len(stroke) + 1])
            if len(stroke) == 1
            else "M" + "L".join(f"{x:g} {y:g}" for x, y in stroke)
            for stroke in self.strokes
        ]

    def _must_be_sane(self) -> None:
        points = sum(len(stroke) for stroke in self.strokes)
        if not 0 < points <= _MOST_POINTS or len(self.strokes) > _MOST_STROKES:
            raise Unreadable("too few or too many strokes")
        if not all(self.strokes) or self.width < 1 or self.height < 1:
            raise Unreadable("an empty stroke or sheet")


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unreadable("not a number")
    if not -_LARGEST <= value <= _LARGEST:
        raise Unreadable("outside of any sheet")
    return round(float(value), 1)
