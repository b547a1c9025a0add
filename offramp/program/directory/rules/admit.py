"""Which rows of a directory can be used, and as what. Nothing is guessed silently."""

from collections.abc import Mapping, Set
from typing import Any

from offramp.program.directory.rules import lines, needs, openings, places, values
from offramp.program.directory.rules.hours import read_day
from offramp.program.directory.rules.reasons import Aside, Judged, PutRight
from offramp.program.directory.rules.rows import (
    Admitted,
    Organization,
    Row,
    Service,
    by_key,
    row_id,
)
from offramp.program.directory.rules.words import fold, search_text
from offramp.program.directory.rules.work import Work, email, short, website

_STATUS = {
    "": "active",
    "active": "active",
    "inactive": "inactive",
    "defunct": "defunct",
    "temporarily closed": "temporarily_closed",
    "temporarily_closed": "temporarily_closed",
}
_LONG = 8000


def admit(source: str, tables: Mapping[str, list[Row]]) -> tuple[Admitted, Judged]:
    """Judge every row of a source; the rows that can be used, and the count of all."""
    work = Work(source, tables, Judged())
    _organizations(work)
    _services(work)
    places.locations(work)
    lines.phones(work)
    openings.schedules(work)
    return work.admitted, work.judged


def _organizations(work: Work) -> None:
    """Named in many places, an organization is one; blanks are filled from the rest."""
    merged: dict[str, Row] = {}
    for row in work.tables["organizations"]:
        key = row.get("id", "")
        if not key:
            work.judged.row(Aside.ORGANIZATION_NO_ID)
            continue
        kept = merged.setdefault(key, {})
        kept.update({name: text for name, text in row.items() if not kept.get(name)})
    for key, row in merged.items():
        if not row.get("name"):
            work.judged.row(Aside.ORGANIZATION_NO_NAME, key)
            continue
        id = work.organizations[key] = row_id(work.source, "organization", key)
        work.admitted.organizations.append(
            Organization(
                id=id,
                source_key=key[:200],
                name=short(work.judged, row["name"], 250),
                alternate_name=row.get("alternate_name", "")[:250],
                description=short(work.judged, row.get("description", ""), _LONG),
                website=website(work.judged, row.get("website", "")),
                email=email(work.judged, row.get("email", "")),
            )
        )


def _services(work: Work) -> None:
    about = _About(work)
    seen: set[str] = set()
    for row in work.tables["services"]:
        key = row.get("id", "")
        reason = _reason(work, row, seen)
        seen.add(key)
        if reason is not None:
            work.judged.service(reason, key)
            continue
        work.services[key] = row_id(work.source, "service", key)
        tags = places.tags(work, row, about.attributes)
        work.admitted.tags.extend(tags)
        work.admitted.services.append(
            _service(work, row, about, [needs.label(tag.need) for tag in tags])
        )
    for key, rows in about.eligibility.items():
        if key not in work.services:
            for _ in rows:
                work.judged.row(Aside.ELIGIBILITY_OWNER, key)
    for _ in range(about.eligibility_of_nobody):
        work.judged.row(Aside.ELIGIBILITY_OWNER)


def _reason(work: Work, row: Row, seen: Set[str]) -> Aside | None:
    """Why a service cannot be used; the first of all reasons that hold."""
    key = row.get("id", "")
    reasons = (
        (not row, Aside.NOT_A_RECORD),
        ("" in row, Aside.DOES_NOT_FIT),
        (not key, Aside.NO_ID),
        (key in seen, Aside.TWICE),
        (not row.get("name"), Aside.NO_NAME),
        (row.get("status", "").lower() not in _STATUS, Aside.STATUS),
        (row.get("organization_id") not in work.organizations, Aside.NO_ORGANIZATION),
    )
    return next((reason for holds, reason in reasons if holds), None)


class _About:
    """What other tables say about services, found by the service's own key."""

    def __init__(self, work: Work) -> None:
        tables = work.tables
        self.eligibility = by_key(tables["eligibility"], "service_id")
        self.eligibility_of_nobody = len(tables["eligibility"]) - sum(
            map(len, self.eligibility.values())
        )
        self.languages = by_key(tables["languages"], "service_id")
        self.documents = by_key(tables["required_documents"], "service_id")
        self.costs = by_key(tables["cost_options"], "service_id")
        self.capacities = by_key(tables["capacities"], "service_id")
        self.attributes = by_key(tables["attributes"], "link_id")
        self.places = by_key(tables["service_at_locations"], "service_id")
        self.addresses = by_key(tables["addresses"], "location_id")
        self.names = {
            row["id"]: row.get("name", "")
            for row in tables["organizations"]
            if row.get("id") in work.organizations
        }

    def texts(self, table: dict[str, list[Row]], key: str, column: str) -> list[str]:
        """One column of everything said about a service, each text once."""
        said = (row.get(column, "") for row in table.get(key, []))
        return list(dict.fromkeys(text for text in said if text))

    def cities(self, key: str) -> list[str]:
        """Where a service is."""
        places = self.texts(self.places, key, "location_id")
        return [
            row.get("city", "")
            for place in places
            for row in self.addresses.get(place, [])
        ]


def _service(work: Work, row: Row, about: _About, tagged: list[str]) -> Service:
    judged, key = work.judged, row["id"]
    name, description = row["name"], row.get("description", "")
    languages = about.texts(about.languages, key, "name")
    if not row.get("status"):
        judged.right(PutRight.STATUS)
    owner = about.names.get(row["organization_id"], "")
    words = [name, row.get("alternate_name", ""), owner, *about.cities(key)]
    return Service(
        id=work.services[key],
        source_key=key[:200],
        organization_id=work.organizations[row["organization_id"]],
        name=short(judged, name, 250),
        alternate_name=row.get("alternate_name", "")[:250],
        description=short(judged, description, _LONG),
        website=website(judged, row.get("url", "")),
        email=email(judged, row.get("email", "")),
        status=_STATUS[row.get("status", "").lower()],
        name_key=fold(name)[:250],
        search_text=search_text([*words, *tagged, description]),
        languages=", ".join(languages)[:500],
        language_keys=f" {fold(' '.join(languages))} "[:500],
        **_conditions(judged, row, about),
        **_places_free(judged, about.capacities.get(key, [])),
    )


def _conditions(judged: Judged, row: Row, about: _About) -> dict[str, Any]:
    """For whom a service is, what it asks of them, and how to get in."""
    key = row["id"]
    said = [row.get("eligibility_description", "")]
    said += about.texts(about.eligibility, key, "eligibility")
    costs = [row.get("fees_description", ""), *map(_cost, about.costs.get(key, []))]
    return {
        "how_to_apply": short(judged, row.get("application_process", ""), _LONG),
        "eligibility": short(judged, "\n".join(filter(None, said)), _LONG),
        "fees": short(judged, "\n".join(filter(None, costs)), 2000),
        "minimum_age": _age(judged, row.get("minimum_age", "")),
        "maximum_age": _age(judged, row.get("maximum_age", "")),
        "interpretation": row.get("interpretation_services", "")[:1000],
        "documents": "\n".join(about.texts(about.documents, key, "document"))[:2000],
        "alert": row.get("alert", "")[:2000],
        "wait_note": row.get("wait_time", "")[:500],
        "assured_on": read_day(row.get("assured_date", "")),
    }


def _cost(row: Row) -> str:
    amount = " ".join(
        row.get(part, "").upper() if part == "currency" else row.get(part, "")
        for part in ("amount", "currency", "amount_description")
    ).strip()
    return ": ".join(filter(None, (row.get("option", ""), amount)))


def _places_free(judged: Judged, rows: list[Row]) -> dict[str, Any]:
    """The newest word on free beds or slots."""
    newest = max(rows, key=lambda row: row.get("updated", ""), default={})
    free = values.whole_number(newest.get("available", ""))
    if newest and free is None:
        judged.right(PutRight.CAPACITY_DROPPED)
    has_day = free is not None
    return {
        "places_free": free,
        "places_unit": newest.get("unit", "")[:60] if has_day else "",
        "places_on": read_day(newest.get("updated", "")) if has_day else None,
    }


def _age(judged: Judged, text: str) -> int | None:
    if not text:
        return None
    years = values.age(text)
    if years is None:
        judged.right(PutRight.AGE_DROPPED)
    return years
