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
from offramp.platform.policy.table import Permission
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
_OPENED = """held.opened_by_id = %s AND held.closed_at IS NULL
AND held.holds_until > %s AND held.id IN ({ids})"""


def in_care_of(actor: Actor, permission: Permission) -> RawSQL:
    """The ids of everyone whom the actor reaches by looking after them.

    For reading, some days longer; and whom they opened in an emergency. Under each
    record that a person ever had.
    """
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
    return _ids(found, said)


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
