"""What is wrong with a site's folder, one readable line for each mistake."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """One thing to put right: where it is, what stands there, what should."""

    file: str
    key: str
    found: str
    expected: str

    def __str__(self) -> str:
        where = f"{self.file}: {self.key}" if self.key else self.file
        return f"{where}: found {self.found}, expected {self.expected}"


class Mistakes(Exception):
    """The folder cannot be loaded. Every mistake in it, not only the first."""

    def __init__(self, items: Iterable[Mistake]) -> None:
        self.items = tuple(items)
        super().__init__(str(self))

    def __str__(self) -> str:
        return "\n".join(str(item) for item in self.items)
