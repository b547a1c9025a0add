"""What somebody must have behind them for a duty, and what was agreed with an agency."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.timezone import localdate

from offramp.platform.accounts.models import Agency, Clearance, ClearanceKind, Need
from offramp.platform.policy.actor import Role

_WORDS = {
    ClearanceKind.TRAINING: "training",
    ClearanceKind.VETTING: "vetting",
    ClearanceKind.CREDENTIAL: "credential",
}


@dataclass(frozen=True)
class Clearances:
    """The dates of some colleagues, and which of them each role needs."""

    needs: Mapping[str, Collection[ClearanceKind]]
    spans: Mapping[tuple[UUID, str], Collection[tuple[date, date]]]

    def lacking(self, user_id: UUID, role: Role, day: date) -> list[str]:
        """What is not in force on that day, each in words with its date."""
        return [
            self._said(user_id, kind, day)
            for kind in self.needs.get(role, ())
            if not any(a <= day <= b for a, b in self.spans.get((user_id, kind), ()))
        ]

    def _said(self, user_id: UUID, kind: ClearanceKind, day: date) -> str:
        ended = [b for _, b in self.spans.get((user_id, kind), ()) if b < day]
        if not ended:
            return f"no {_WORDS[kind]} is on file"
        last = max(ended)
        return f"their {_WORDS[kind]} runs out on {last:%B} {last.day}, {last.year}"


def clearances(user_ids: Collection[UUID]) -> Clearances:
    """The dates of these colleagues, in two queries."""
    kinds = [kind.value for kind in ClearanceKind]
    needs: dict[str, list[ClearanceKind]] = {}
    for need in Need.objects.filter(what__in=kinds).order_by("what"):
        needs.setdefault(need.of, []).append(ClearanceKind(need.what))
    spans: dict[tuple[UUID, str], list[tuple[date, date]]] = {}
    if needs:
        for row in Clearance.objects.filter(user_id__in=user_ids):
            spans.setdefault((row.user_id, row.kind), []).append(
                (row.done_on, row.until_on)
            )
    return Clearances(needs, spans)


@dataclass(frozen=True)
class Paper:
    """An agreement in force: which kind, its last day, what it permits."""

    kind: str
    until_on: date
    permits: str


@dataclass(frozen=True)
class Agreed:
    """An agency, and what was agreed with it: shown where something is told to it."""

    name: str
    papers: tuple[Paper, ...]


def agreed_with(agency_id: UUID) -> Agreed:
    """The agency and its agreements that are in force today, in one query."""
    rows = list(
        Agency.objects.filter(pk=agency_id)
        .order_by("agreement__until_on", "agreement__pk")
        .values_list(
            "name",
            "agreement__kind",
            "agreement__from_on",
            "agreement__until_on",
            "agreement__permits",
        )
    )
    today = localdate()
    return Agreed(
        name=rows[0][0] if rows else "",
        papers=tuple(
            Paper(kind.upper(), last, permits)
            for _, kind, first, last, permits in rows
            if kind and first <= today <= last
        ),
    )
