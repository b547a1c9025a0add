"""Whose records an actor is near to, and who keeps them away: ids, for other queries.

As text, because each query about a person has one of these inside, often both, and
Django takes several times as long to write them as the database to answer them.
"""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import UUIDField
from django.db.models.expressions import RawSQL
from django.utils.timezone import now

from offramp.platform.policy.actor import Actor
from offramp.platform.policy.beyond import GRACE, OPENED
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission, Reach
from offramp.program.people import rules
from offramp.program.people.models import Care, Keeping, Opening, Person

# The record in use of everybody whom rows of a table name, and all that were joined
# with it.
_USED = """SELECT COALESCE(person.merged_into_id, held.person_id)
FROM {table} held JOIN {people} person ON person.id = held.person_id WHERE {rows}"""
_EVERY = """{used} UNION SELECT id FROM {people} WHERE merged_into_id IN ({used})"""
_PEOPLE, _CARE, _KEEPING, _OPENING = (
    model._meta.db_table for model in (Person, Care, Keeping, Opening)
)


def _every(table: str, rows: str) -> str:
    used = _USED.format(table=table, people=_PEOPLE, rows=rows)
    return _EVERY.format(used=used, people=_PEOPLE)


_IN_CARE = _every(_CARE, "held.staff_id = %s AND held.until_at IS NULL")
_LATELY = _every(
    _CARE, "held.staff_id = %s AND (held.until_at IS NULL OR held.until_at > %s)"
)
_KEPT = _every(_KEEPING, "held.staff_id = %s AND held.until_at IS NULL")
_ONE = (
    f"SELECT person.* FROM {_PEOPLE} person WHERE person.id = %s {{wide}} "  # noqa: S608 - ours
    f"AND person.id NOT IN ({_KEPT}){{held}}"
)
_OPENED = """held.opened_by_id = %s AND held.closed_at IS NULL
AND held.holds_until > %s AND held.id IN ({ids})"""


def in_care_of(actor: Actor, permission: Permission) -> RawSQL:
    """The ids of everyone whom the actor reaches by looking after them.

    For reading, some days longer; and whom they opened in an emergency. Under each
    record that a person ever had.
    """
    return _ids(*_near(actor, permission))


def one(
    person_id: UUID, actor: Actor, permission: Permission, *, lock: bool
) -> Person | None:
    """The person, if the actor's roles reach them; one query, ready-made, for it is
    asked several times a page."""
    reaches, me = require(actor, permission), _id(actor.id)
    if Reach.PROGRAM in reaches:
        wide, asked = "", [_id(person_id), me, me]
    elif Reach.ASSIGNED in reaches:
        near, said = _near(actor, permission)
        wide, asked = f"AND person.id IN ({near})", [_id(person_id), *said, me, me]
    else:
        return None
    held = " FOR UPDATE OF person" if lock and _can_hold() else ""
    rows = Person.objects.raw(_ONE.format(wide=wide, held=held), asked)
    return next(iter(rows), None)


def _can_hold() -> bool:
    return connection.features.has_select_for_update


def _near(actor: Actor, permission: Permission) -> tuple[str, list[object]]:
    me, moment = _id(actor.id), now()
    if permission in GRACE:
        found, asked = _LATELY, [me, _moment(moment - rules.GRACE)]
    else:
        found, asked = _IN_CARE, [me]
    said = asked * 2
    if actor.opened and permission in OPENED:
        ids = [_id(id) for id in sorted(actor.opened)]
        rows = _OPENED.format(ids=", ".join(["%s"] * len(ids)))
        found += f" UNION {_every(_OPENING, rows)}"
        said += [me, _moment(moment), *ids] * 2
    return found, said


def kept_from(actor: Actor) -> RawSQL:
    """The ids of people whose record this colleague does not open, whatever the role."""
    return _ids(_KEPT, [_id(actor.id)] * 2)


def _ids(sql: str, asked: list[object]) -> RawSQL:
    # Its text is ours, and what is asked for goes beside it.
    return RawSQL(sql, tuple(asked), output_field=UUIDField())  # noqa: S611


def _id(id: UUID) -> object:
    return UUIDField().get_db_prep_value(id, connection)


def _moment(at: datetime) -> object:
    return connection.ops.adapt_datetimefield_value(at)
