"""Reads agencies.toml: who takes part, and who polices which place from when to when."""

from itertools import pairwise

from offramp.program.sites.rules.site import MARKS, Coverage, SiteAgency
from offramp.program.sites.rules.table import Table

KINDS = (
    "police",
    "prosecutor",
    "program",
    "court",
    "work_group",
    "treatment_partner",
    "service_partner",
    "intermediary",
)
Agencies = tuple[SiteAgency, ...]


def read(top: Table) -> tuple[Agencies, tuple[Coverage, ...]]:
    """Agencies and coverage, with every mistake noted."""
    agencies = _agencies(top)
    coverage = _coverage(top, agencies)
    top.done()
    return agencies, coverage


def _agencies(top: Table) -> Agencies:
    seen: set[str] = set()
    return tuple(
        SiteAgency(
            slug=row.once(seen, "slug", row.slug("slug")),
            name=row.text("name", limit=200),
            kind=row.choice("kind", KINDS),
            ori=row.text("ori", optional=True, limit=9) or None,
            units=_units(row),
            mark=row.choice("mark", MARKS),
            source=row.text("source"),
        )
        for row in top.tables("agencies")
    )


def _units(row: Table) -> tuple[tuple[str, str], ...]:
    seen: set[str] = set()
    return tuple(
        (unit.once(seen, "slug", unit.slug("slug")), unit.text("name", limit=200))
        for unit in row.tables("units", optional=True)
    )


def _coverage(top: Table, agencies: Agencies) -> tuple[Coverage, ...]:
    named = {agency.slug: agency for agency in agencies}
    rows: list[tuple[Table, Coverage]] = []
    for row in top.tables("coverage", optional=True):
        rows.append((row, _covered(row, named)))
    _refuse_overlaps(rows)
    return tuple(coverage for _, coverage in rows)


def _covered(row: Table, named: dict[str, SiteAgency]) -> Coverage:
    slug = row.text("agency", optional=True) or None
    unit = row.text("unit", optional=True) or None
    agency = named.get(slug or "")
    provider = row.text("provider", optional=True, limit=200)
    if slug and agency is None:
        row.wrong("agency", slug, "one of " + ", ".join(named))
    if unit and unit not in {slug for slug, _ in agency.units} if agency else unit:
        row.wrong("unit", unit, "a unit of the agency named beside it")
    if not slug and not provider:
        row.note("provider", "nothing", "who polices the place, when no agency does")
    coverage = Coverage(
        municipality=row.text("municipality", limit=120),
        agency=slug,
        unit=unit,
        provider=provider or (agency.name if agency else ""),
        from_on=row.optional_day("from_on"),
        until_on=row.optional_day("until_on"),
        mark=row.choice("mark", MARKS),
        source=row.text("source"),
        note=row.text("note", optional=True),
    )
    if coverage.from_on and coverage.until_on and coverage.until_on < coverage.from_on:
        row.wrong("until_on", coverage.until_on, f"a date from {coverage.from_on} on")
    return coverage


def _refuse_overlaps(rows: list[tuple[Table, Coverage]]) -> None:
    places: dict[str, list[tuple[Table, Coverage]]] = {}
    for table, row in rows:
        places.setdefault(row.municipality.casefold(), []).append((table, row))
    for together in places.values():
        together.sort(key=lambda pair: (pair[1].from_on is not None, pair[1].from_on))
        for (_, before), (table, after) in pairwise(together):
            begins = after.from_on
            if before.until_on is None or begins is None or begins <= before.until_on:
                table.note(
                    "from_on",
                    begins.isoformat() if begins else "nothing",
                    f"a date after the earlier row for {after.municipality} ends "
                    f"({before.until_on or 'it has no until_on'})",
                )
