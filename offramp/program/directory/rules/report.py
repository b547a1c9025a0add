"""What an import did, or would do: for the operator to read and for scripts."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from offramp.program.directory.rules.reasons import SENTENCES


@dataclass(frozen=True)
class Report:
    """Counts of one import. Every service read was imported or set aside."""

    source: str
    format: str
    licence: str
    dry_run: bool
    is_complete: bool
    services_read: int
    services_imported: int
    services_set_aside: int
    organizations: int
    locations: int
    phones: int
    schedules_read: int
    schedules: int
    tags: int
    changed: int
    services_new: int
    services_altered: int
    made_inactive: int
    made_active_again: int
    reasons: Mapping[str, int]
    rows_set_aside: Mapping[str, int]
    put_right: Mapping[str, int]
    left_out: Mapping[str, int]
    examples: Mapping[str, list[str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As JSON can hold it, with a sentence for every reason."""
        used = (*self.reasons, *self.rows_set_aside, *self.put_right)
        explained = {code: SENTENCES[code] for code in used}
        return {**asdict(self), "explained": explained}

    def as_text(self) -> str:
        """For a person at a terminal."""
        return "\n".join(
            [
                *self._heading(),
                "",
                *self._counts(),
                *_section("Services set aside", self.reasons, self.examples),
                *_section("Other rows set aside", self.rows_set_aside, self.examples),
                *_section("Put right", self.put_right, {}),
                *_section("Left out on purpose", self.left_out, {}),
                *[f"\nNote: {note}" for note in self.notes],
            ]
        )

    def _heading(self) -> list[str]:
        if self.dry_run:
            doing = "Dry run: this is what an import would do. Nothing was written."
        elif self.changed:
            rows = "1 row was" if self.changed == 1 else f"{self.changed:,} rows were"
            doing = f"{rows} written."
        else:
            doing = "Nothing has changed since the last import."
        whose = f" ({self.licence})" if self.licence else ""
        return [f"Directory “{self.source}”{whose}, {self.format}", doing]

    def _counts(self) -> list[str]:
        counts = {
            "services read": self.services_read,
            "imported": self.services_imported,
            "set aside": self.services_set_aside,
            "new": self.services_new,
            "altered": self.services_altered,
            "made inactive": self.made_inactive,
            "active again": self.made_active_again,
            "organizations": self.organizations,
            "locations": self.locations,
            "telephone numbers": self.phones,
            "opening hours": self.schedules,
        }
        return [f"{count:>9,}  {name}" for name, count in counts.items()]


def _section(
    title: str, counts: Mapping[str, int], examples: Mapping[str, list[str]]
) -> list[str]:
    if not counts:
        return []
    lines = ["", f"{title}:"]
    for code, count in sorted(counts.items(), key=lambda pair: -pair[1]):
        lines.append(f"{count:>9,}  {SENTENCES.get(code, code)}")
        if shown := examples.get(code):
            lines.append(f"{'':>11}for instance {', '.join(shown[:5])}")
    return lines
