"""JSON of HSDS 3: one service or organization in full, pages of them, or a list."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from offramp.program.directory.formats.rows import Found, Row, Unreadable, clean
from offramp.program.directory.formats.tables import decode

_OF_SERVICE = {"status", "organization", "organization_id", "service_at_locations"}
_OF_ORGANIZATION = {
    "website", "legal_status", "locations", "services", "tax_status",
    "parent_organization_id", "organization_identifiers",
}  # fmt: skip
# What is not a service, however much it looks like one.
_OF_TERM = {"taxonomy", "taxonomy_detail", "term_uri", "service_id"}
Json = dict[str, Any]


@dataclass
class _Extent:
    """How much of a directory the files turned out to hold."""

    files: int = 0
    lists: int = 0
    paged: int = 0
    of_pages: int = 0
    is_paged: bool = False

    def is_whole(self) -> bool:
        """Lists are whole; pages are when all are there; so are many single files."""
        if self.is_paged:
            return self.paged >= self.of_pages
        return self.lists > 0 or self.files > 1


def read_into(found: Found, files: Mapping[str, Callable[[], bytes]]) -> None:
    """Read every JSON file of one folder, or the one that was named."""
    extent = _Extent()
    for path in sorted(files):
        content = _parsed(files[path](), path)
        before = _size(found)
        for item in _items(content):
            _take(found, item)
        if _size(found) == before:
            found.notes.append(f"{path} holds no service and was passed over.")
        else:
            _measure(extent, content)
    found.is_complete = extent.is_whole()
    if not found.is_complete:
        found.notes.append(
            "This is a part of a directory: services that it does not name stay as "
            "they are, except those of an organization that is in it as a whole."
        )


def _size(found: Found) -> int:
    return len(found.tables["services"]) + len(found.tables["organizations"])


def _parsed(data: bytes, path: str) -> Any:
    text = decode(data, path)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"{path} is not whole JSON: line {error.lineno}, column {error.colno}. "
            "Download or export it again."
        ) from error
    except (RecursionError, ValueError) as error:
        raise Unreadable(
            f"{path} is not JSON as a directory is written in. Export it again as HSDS."
        ) from error


def _items(content: Any) -> list[Any]:
    if isinstance(content, list):
        return content
    if isinstance(content, dict) and isinstance(content.get("contents"), list):
        return list(content["contents"])
    return [content] if isinstance(content, dict) else []


def _measure(extent: _Extent, content: Any) -> None:
    extent.files += 1
    if isinstance(content, list):
        extent.lists += 1
    elif "contents" in content:
        items = content["contents"]
        total = content.get("total_items")
        extent.is_paged = True
        extent.paged += len(items)
        extent.of_pages = total if isinstance(total, int) else len(items)


def _take(found: Found, item: Any) -> None:
    """One record of whatever kind it is."""
    if not isinstance(item, dict):
        found.tables["services"].append({})
    elif _OF_TERM & item.keys():
        return
    elif _OF_ORGANIZATION & item.keys() and "status" not in item:
        _organization(found, item, with_services=True)
    elif _OF_SERVICE & item.keys():
        _service(found, item, {})


def _organization(found: Found, item: Json, *, with_services: bool) -> str:
    key = clean(item.get("id"))
    found.tables["organizations"].append(_flat(item))
    owner = {"organization_id": key}
    _belongings(found, item, owner)
    for location in _objects(item.get("locations")):
        _location(found, location, owner)
    found.left_out["staff contacts"] += len(_objects(item.get("contacts")))
    if with_services and isinstance(item.get("services"), list):
        found.whole_organizations.add(key)
        for service in item["services"]:
            if isinstance(service, dict):
                _service(found, service, owner)
            else:
                found.tables["services"].append({})
    return key


def _service(found: Found, item: Json, owner: Row) -> None:
    row = {**_flat(item), **owner}
    nested = item.get("organization")
    if isinstance(nested, dict):
        row["organization_id"] = _organization(found, nested, with_services=False)
    found.tables["services"].append(row)
    mine = {"service_id": row.get("id", "")}
    _belongings(found, item, mine)
    for table in ("required_documents", "cost_options", "capacities"):
        for thing in _objects(item.get(table)):
            unit = thing.get("unit")
            name = clean(unit.get("name")) if isinstance(unit, dict) else ""
            found.tables[table].append({**_flat(thing), **mine, "unit": name})
    for place in _objects(item.get("service_at_locations")):
        _at_location(found, place, mine)
    found.left_out["staff contacts"] += len(_objects(item.get("contacts")))


def _at_location(found: Found, item: Json, mine: Row) -> None:
    location = item.get("location")
    if isinstance(location, dict):
        key = _location(found, location, {})
    else:
        key = clean(item.get("location_id"))
    found.tables["service_at_locations"].append(
        {**_flat(item), **mine, "location_id": key}
    )
    _belongings(found, item, mine)


def _location(found: Found, item: Json, owner: Row) -> str:
    key = clean(item.get("id"))
    found.tables["locations"].append({**_flat(item), **owner})
    mine = {"location_id": key}
    _belongings(found, item, mine)
    for table in ("addresses", "accessibility"):
        for thing in _objects(item.get(table)):
            found.tables[table].append({**_flat(thing), **mine})
    return key


def _belongings(found: Found, item: Json, owner: Row) -> None:
    """What services, organizations and locations alike can have."""
    for table in ("phones", "schedules", "languages"):
        for thing in _objects(item.get(table)):
            found.tables[table].append({**_flat(thing), **owner})
    for thing in _objects(item.get("attributes")):
        term = thing.get("taxonomy_term")
        named = _flat(term) if isinstance(term, dict) else {}
        found.tables["attributes"].append(
            {
                **_flat(thing),
                "link_id": clean(item.get("id")),
                "code": named.get("code", ""),
                "taxonomy": named.get("taxonomy", ""),
            }
        )


def _objects(value: Any) -> list[Json]:
    return list(_dicts(value)) if isinstance(value, list) else []


def _dicts(values: list[Any]) -> Iterator[Json]:
    return (value for value in values if isinstance(value, dict))


def _flat(item: Json) -> Row:
    """The plain values of an object, as text."""
    return {
        name: clean(value)
        for name, value in item.items()
        if not isinstance(value, dict | list)
    }
