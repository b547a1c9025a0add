"""One directory while it is judged, and how single texts are judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from offramp.program.directory.rules import values
from offramp.program.directory.rules.reasons import Judged, PutRight
from offramp.program.directory.rules.rows import Admitted, Row


@dataclass
class Work:
    """The rows as found, what was admitted so far, and the ids that it got."""

    source: str
    tables: Mapping[str, list[Row]]
    judged: Judged
    admitted: Admitted = field(default_factory=Admitted)
    organizations: dict[str, UUID] = field(default_factory=dict)
    locations: dict[str, UUID] = field(default_factory=dict)
    services: dict[str, UUID] = field(default_factory=dict)

    def owner(self, row: Row, links: Mapping[str, Row]) -> dict[str, UUID | None]:
        """The one imported thing that a number or schedule belongs to."""
        link = links.get(row.get("service_at_location_id", ""), {})
        said = {**link, **{name: text for name, text in row.items() if text}}
        kinds = (
            ("service_id", self.services),
            ("location_id", self.locations),
            ("organization_id", self.organizations),
        )
        nobody: dict[str, UUID | None] = {name: None for name, _ in kinds}
        for name, known in kinds:
            if found := known.get(said.get(name, "")):
                return {**nobody, name: found}
        return nobody

    def links(self) -> dict[str, Row]:
        """Which service is where, by the source's own id of that."""
        rows = self.tables["service_at_locations"]
        return {row["id"]: row for row in rows if row.get("id")}


def short(judged: Judged, text: str, limit: int) -> str:
    """The text, cut where no page would show more of it."""
    if len(text) <= limit:
        return text
    judged.right(PutRight.SHORTENED)
    return text[: limit - 1].rstrip() + "…"


def website(judged: Judged, text: str) -> str:
    """A web address that opens, or none."""
    address = values.website(text)
    if address is None:
        judged.right(PutRight.URL_DROPPED)
        return ""
    if address and "://" not in text:
        judged.right(PutRight.URL_SCHEME)
    return address


def email(judged: Judged, text: str) -> str:
    """An e-mail address that can be one, or none."""
    address = values.email(text)
    if address is None:
        judged.right(PutRight.EMAIL_DROPPED)
        return ""
    return address[:254]
