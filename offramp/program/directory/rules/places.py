"""What hangs on services and organizations: their places and their tags."""

from uuid import UUID

from offramp.program.directory.rules import needs, values
from offramp.program.directory.rules.reasons import Aside, PutRight
from offramp.program.directory.rules.rows import (
    Link,
    Location,
    Row,
    Tag,
    by_key,
    row_id,
)
from offramp.program.directory.rules.work import Work

_ADDRESS = ("address_1", "address_2", "address_3", "address_4", "region")


def tags(work: Work, row: Row, attributes: dict[str, list[Row]]) -> list[Tag]:
    """The terms that the directory gives in our own words, and those it suggests."""
    service_id = work.services[row["id"]]
    named = {
        slug: "listed"
        for attribute in attributes.get(row["id"], [])
        if (
            slug := needs.from_attribute(
                attribute.get("taxonomy", ""),
                attribute.get("code", ""),
                attribute.get("value", ""),
            )
        )
    }
    texts = (row.get(name, "") for name in ("name", "alternate_name", "description"))
    found = dict.fromkeys(needs.suggested(*texts), "words") | named
    return [
        Tag(row_id(str(service_id), "tag", slug), service_id, slug, origin)
        for slug, origin in sorted(found.items())
    ]


def locations(work: Work) -> None:
    """Places of what was imported, and which service is at which of them."""
    rows = _distinct(work)
    pairs = _pairs(work, rows)
    at = {place for _, place in pairs}
    addresses = by_key(work.tables["addresses"], "location_id")
    access = by_key(work.tables["accessibility"], "location_id")
    for key, row in rows.items():
        owner = work.organizations.get(row.get("organization_id", ""))
        if owner is None and key not in at:
            work.judged.row(Aside.LOCATION_UNUSED, key)
            continue
        work.locations[key] = row_id(work.source, "location", key)
        work.admitted.locations.append(
            _location(
                work, key, row, owner, addresses.get(key, []), access.get(key, [])
            )
        )
    for service, place in pairs:
        ids = work.services[service], work.locations[place]
        work.admitted.links.append(Link(row_id(str(ids[0]), "at", str(ids[1])), *ids))


def _distinct(work: Work) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for row in work.tables["locations"]:
        key = row.get("id", "")
        if not key:
            work.judged.row(Aside.LOCATION_NO_ID)
            continue
        kept = rows.setdefault(key, {})
        kept.update({name: text for name, text in row.items() if not kept.get(name)})
    return rows


def _pairs(work: Work, places: dict[str, Row]) -> list[tuple[str, str]]:
    pairs: dict[tuple[str, str], None] = {}
    for row in work.tables["service_at_locations"]:
        pair = row.get("service_id", ""), row.get("location_id", "")
        if pair[0] in work.services and pair[1] in places:
            pairs[pair] = None
        else:
            work.judged.row(Aside.LINK_BROKEN, row.get("id", ""))
    return list(pairs)


def _location(
    work: Work,
    key: str,
    row: Row,
    owner: UUID | None,
    addresses: list[Row],
    access: list[Row],
) -> Location:
    # A place to go to before an address to write to.
    address = min(
        addresses, key=lambda a: a.get("address_type") == "postal", default={}
    )
    where = values.place(row.get("latitude", ""), row.get("longitude", ""))
    if where is None and (row.get("latitude") or row.get("longitude")):
        work.judged.right(PutRight.PLACE_DROPPED)
    lines = (address.get(part, "") for part in _ADDRESS)
    said = (one.get("description") or one.get("details", "") for one in access)
    return Location(
        id=work.locations[key],
        source_key=key[:200],
        organization_id=owner,
        name=row.get("name", "")[:250],
        kind=row.get("location_type", "")[:20] or "physical",
        address=", ".join(line for line in lines if line)[:400],
        city=address.get("city", "")[:120],
        state=address.get("state_province", "")[:60],
        postal_code=address.get("postal_code", "")[:20],
        latitude=where[0] if where else None,
        longitude=where[1] if where else None,
        getting_there=row.get("transportation", "")[:1000],
        accessibility="; ".join(dict.fromkeys(filter(None, said)))[:500],
    )
