"""Directories and services that are made up here, for the tests of any package."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils.timezone import now

from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.kernel.ids import ServiceId
from offramp.program.directory import actions, formats
from offramp.program.directory.models import Organization, Service, Source, Tag
from offramp.program.directory.rules.report import Report
from offramp.program.directory.rules.rows import row_id
from offramp.program.directory.rules.words import fold, search_text

MADE_UP = Path(__file__).resolve().parents[4] / "programs" / "directory-made-up"
Tables = Mapping[str, Sequence[Mapping[str, str]]]
Rows = list[dict[str, str]]
Change = Callable[[Rows], Rows]


def old_tables() -> dict[str, list[dict[str, str]]]:
    """A directory in HSDS 1.1, with the mistakes that such directories have."""
    return {
        "organizations": [
            {"id": "1", "name": "Tin Whistle Aid", "url": "tinwhistle.example.org"},
            {"id": "2", "name": "Blue Door", "url": ""},
        ],
        "services": [
            _old("10", "1", "Tin Soup", description="Hot meals.\\n\\n###MON###"),
            _old("11", "1", "Tin Beds", status="active", url="https:/beds.example.org"),
            _old("12", "2", "Blue Detox", description="Detox, 24 hours a day"),
            _old("13", "9", "Of Nobody"),
            _old("14", "2", ""),
            _old("10", "2", "Same Id Again"),
            _old("15", "2", "Strange State", status="maybe"),
            _old("", "2", "Without Id"),
        ],
        **_old_attached(),
    }


def _old_attached() -> dict[str, list[dict[str, str]]]:
    return {
        "locations": [
            {"id": "20", "organization_id": "1", "name": "Tin House"},
            {"id": "21", "organization_id": "9", "name": "Nowhere"},
        ],
        "services_at_location": [
            {"id": "30", "service_id": "10", "location_id": "20"},
            {"id": "31", "service_id": "13", "location_id": "21"},
        ],
        "physical_addresses": [
            {
                "id": "40",
                "location_id": "20",
                "address_1": "1 Tin Street",
                "city": "Tinton",
            }
        ],
        "phones": [
            {"id": "50", "service_id": "10", "number": "(555) 555-0150 x12"},
            {"id": "51", "service_id": "11", "number": "no phone"},
            {"id": "52", "service_id": "13", "number": "555-555-0151"},
        ],
        "regular_schedules": [
            _day("10", "Monday", "9:00am", "5:00pm"),
            _day("10", "Tuesday", "9:00am", "5:00pm"),
            _day("11", "Monday", "late", "later"),
            _day("11", "Sunday", "", ""),
        ],
        "languages": [
            {"id": "", "service_id": "10", "language": "English"},
            {"id": "", "service_id": "10", "language": "Español"},
        ],
        "eligibility": [{"id": "", "service_id": "", "eligibility": "Anybody"}],
        "contacts": [{"id": "60", "service_id": "10", "name": "Nosy Parker"}],
        "services_taxonomy": [
            {"id": "70", "service_id": "10", "taxonomy_id": "BD-1800"}
        ],
    }


def _old(id: str, owner: str, name: str, **more: str) -> dict[str, str]:
    row = {"id": id, "organization_id": owner, "name": name, "description": ""}
    return {**row, "url": "", "status": "", **more}


def _day(service: str, day: str, opens: str, closes: str) -> dict[str, str]:
    row = {"id": "", "service_id": service, "weekday": day}
    return {**row, "opens_at": opens, "closes_at": closes}


def csv_bytes(rows: Sequence[Mapping[str, str]]) -> bytes:
    """A table as a spreadsheet saves it."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def folder(path: Path, tables: Tables) -> Path:
    """The tables as a folder of CSV files."""
    path.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        (path / f"{name}.csv").write_bytes(csv_bytes(rows))
    return path


def rewrite(folder: Path, table: str, change: Change) -> None:
    """Change the rows of one table of a folder."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    path.write_bytes(csv_bytes(change(rows)))


def without(key: str) -> Change:
    """A change that takes out the row with this id."""
    return lambda rows: [row for row in rows if row["id"] != key]


def with_value(key: str, **values: str) -> Change:
    """A change of one row's values."""
    return lambda rows: [{**r, **values} if r["id"] == key else r for r in rows]


def package(
    path: Path, tables: Tables, *, name: str = "", inside: str = "data/"
) -> Path:
    """The tables as a zip, in a folder of their own, with a datapackage.json."""
    with zipfile.ZipFile(path, "w") as archive:
        for table, rows in tables.items():
            archive.writestr(f"{inside}{table}.csv", csv_bytes(rows))
        archive.writestr("datapackage.json", json.dumps({"name": name}))
        archive.writestr("__MACOSX/data/._services.csv", b"\x00\x05\x16")
    return path


def service_json(key: str = "s-1", **more: Any) -> dict[str, Any]:
    """A service in full, as HSDS 3 nests it."""
    return {
        "id": key,
        "name": f"Nested {key}",
        "status": "active",
        "description": "Buprenorphine on the same day.",
        "organization": {
            "id": "o-1",
            "name": "Nest & Co",
            "website": "nest.example.org",
        },
        "phones": [{"number": "555-555-0160", "type": "voice"}],
        "contacts": [{"name": "Nosy Parker", "phones": [{"number": "555-555-0199"}]}],
        "schedules": [
            {
                "freq": "WEEKLY",
                "byday": "MO,WE",
                "opens_at": "09:00",
                "closes_at": "17:00",
            }
        ],
        "languages": [{"name": "Spanish"}],
        "service_at_locations": [
            {
                "id": f"at-{key}",
                "location": {
                    "id": "l-1",
                    "name": "The Nest",
                    "location_type": "physical",
                    "addresses": [{"address_1": "1 Twig Way", "city": "Twigton"}],
                },
            }
        ],
        "attributes": [
            {"taxonomy_term": {"code": "buprenorphine", "taxonomy": "service_need"}},
            {"taxonomy_term": {"code": "RX-8450", "taxonomy": "Somebody’s codes"}},
        ],
        **more,
    }


def json_file(path: Path, content: Any) -> Path:
    """Content as a JSON file."""
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def imported(path: Path, *, dry_run: bool = False) -> Report:
    """Read a directory and bring it in."""
    found = formats.read(path)
    return actions.import_rows(found, at=now(), by=SYSTEM, dry_run=dry_run)


def service(
    name: str = "Made-up Help",
    *,
    needs: Sequence[str] = (),
    is_active: bool = True,
    organization: str = "Made-up House",
) -> Service:
    """A service that stands alone."""
    source, _ = Source.objects.get_or_create(
        slug="made-by-a-test",
        defaults={"imported_at": now(), "imported_by_id": SYSTEM.id, "format": "none"},
    )
    key = uuid4()
    owner = Organization.objects.create(
        source=source, source_key=str(key), digest="", name=organization
    )
    made = Service.objects.create(
        id=ServiceId(key),
        source=source,
        source_key=str(key),
        digest="",
        organization=owner,
        name=name,
        status="active" if is_active else "inactive",
        is_active=is_active,
        name_key=fold(name),
        search_text=search_text([name, organization]),
    )
    for need in needs:
        id = row_id(str(made.id), "tag", need)
        Tag.objects.create(id=id, service=made, need=need, origin="listed")
    return made
