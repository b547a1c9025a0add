"""The telephone numbers of what was imported."""

from uuid import UUID

from offramp.program.directory.rules import values
from offramp.program.directory.rules.reasons import Aside
from offramp.program.directory.rules.rows import Phone, Row, row_id
from offramp.program.directory.rules.work import Work

_OWNERS = (
    "service_id",
    "location_id",
    "organization_id",
    "service_at_location_id",
)


def phones(work: Work) -> None:
    """Every number once. A line of a member of staff alone is not taken."""
    links = work.links()
    seen: dict[UUID, Phone] = {}
    for row in work.tables["phones"]:
        if row.get("contact_id") and not any(map(row.get, _OWNERS)):
            continue
        number, extension = values.split_number(row.get("number", ""))
        owner = work.owner(row, links)
        owner_id = next(filter(None, owner.values()), None)
        if not values.is_number(number):
            work.judged.row(Aside.PHONE_EMPTY, row.get("id", ""))
        elif owner_id is None:
            work.judged.row(Aside.PHONE_OWNER, row.get("id", ""))
        else:
            extension = extension or row.get("extension", "")[:20]
            id = row_id(str(owner_id), "phone", f"{number} {extension}")
            seen.setdefault(id, _phone(id, row, owner, number, extension))
    work.admitted.phones = list(seen.values())


def _phone(
    id: UUID, row: Row, owner: dict[str, UUID | None], number: str, extension: str
) -> Phone:
    return Phone(
        id=id,
        number=number,
        extension=extension,
        kind=row.get("type", "")[:20].lower(),
        note=row.get("description", "")[:250],
        **owner,
    )
