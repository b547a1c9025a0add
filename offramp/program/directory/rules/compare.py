"""What an import would change: kept rows beside the rows of the file."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Kept:
    """A row as we have it: its mark, and whether the source still lists it."""

    digest: str
    is_listed: bool


@dataclass(frozen=True)
class Difference:
    """Ids by what happens to them."""

    new: frozenset[UUID]
    altered: frozenset[UUID]
    back: frozenset[UUID]
    gone: frozenset[UUID]
    # How many the source listed before, and how many of these the file has too.
    had: int = 0
    both: int = 0

    @property
    def written(self) -> frozenset[UUID]:
        """Rows of the file that have to be written."""
        return self.new | self.altered | self.back

    def __len__(self) -> int:
        return len(self.written) + len(self.gone)


def difference(
    kept: Mapping[UUID, Kept], found: Mapping[UUID, str], may_go: Set[UUID]
) -> Difference:
    """Found: id to mark. Only rows in `may_go` are gone when the file lacks them."""
    known = kept.keys() & found.keys()
    back = {id for id in known if not kept[id].is_listed}
    altered = {id for id in known - back if kept[id].digest != found[id]}
    gone = {id for id in may_go - found.keys() if id in kept and kept[id].is_listed}
    return Difference(
        new=frozenset(found.keys() - kept.keys()),
        altered=frozenset(altered),
        back=frozenset(back),
        gone=frozenset(gone),
        had=sum(row.is_listed for row in kept.values()),
        both=len(known),
    )
