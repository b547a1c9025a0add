"""Whose records an actor is near to, and who keeps them away: ids, for other queries.

As text, because each query about a person has one of these inside, often both, and
Django takes several times as long to write them as the database to answer them.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import chain
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

_PEOPLE, _CARE, _KEEPING, _OPENING = (
    model._meta.db_table for model in (Person, Care, Keeping, Opening)
)
# The record in use of everybody whom rows of a table name, and all that were joined
# with it.
_USED = f"""SELECT COALESCE(person.merged_into_id, held.person_id)
FROM {{table}} held JOIN {_PEOPLE} person ON person.id = held.person_id WHERE {{rows}}"""  # noqa: S608 - ours
_EVERY = f"{{used}} UNION SELECT id FROM {_PEOPLE} WHERE merged_into_id IN ({{used}})"  # noqa: S608 - ours
# The same, asked of one person: from their records to the rows, which are few.
_SAME = "COALESCE(person.merged_into_id, person.id)"
_NAMED = f"""EXISTS (SELECT 1 FROM {{table}} held WHERE {{rows}} AND held.person_id IN (
SELECT {_SAME} UNION ALL SELECT id FROM {_PEOPLE} WHERE merged_into_id = {_SAME}))"""  # noqa: S608 - ours
_ONE = (
    f"SELECT person.* FROM {_PEOPLE} person WHERE person.id = %s "  # noqa: S608 - ours
    "{near} AND NOT {kept}{lock}"
)
_MINE = "held.staff_id = %s AND held.until_at IS NULL"
_LATELY = "held.staff_id = %s AND (held.until_at IS NULL OR held.until_at > %s)"
_OPENED = """held.opened_by_id = %s AND held.closed_at IS NULL
AND held.holds_until > %s AND held.id IN ({ids})"""


@dataclass(frozen=True)
class _Rows:
    """Rows of a table that name people, and what they are asked with."""

    table: str
    rows: str
    asked: list[object]

    def everybody(self) -> tuple[str, list[object]]:
        """The ids of all whom they name."""
        used = _USED.format(table=self.table, rows=self.rows)
        return _EVERY.format(used=used), self.asked * 2

    def names_one(self) -> str:
        """Whether they name `person`."""
        return _NAMED.format(table=self.table, rows=self.rows)


def in_care_of(actor: Actor, permission: Permission) -> RawSQL:
    """The ids of everyone whom the actor reaches by looking after them.

    For reading, some days longer; and whom they opened in an emergency. Under each
    record that a person ever had.
    """
    texts, asked = zip(
        *(rows.everybody() for rows in _near(actor, permission)), strict=True
    )
    return _ids(" UNION ".join(texts), list(chain(*asked)))


def kept_from(actor: Actor) -> RawSQL:
    """The ids of people whose record this colleague does not open, whatever the role."""
    return _ids(*_kept(actor).everybody())


def one(
    person_id: UUID, actor: Actor, permission: Permission, *, lock: bool
) -> Person | None:
    """The person, if the actor's roles reach them; one query, ready-made, for it is
    asked several times a page."""
    reaches, kept = require(actor, permission), _kept(actor)
    if Reach.PROGRAM in reaches:
        near: list[_Rows] = []
    elif Reach.ASSIGNED in reaches:
        near = _near(actor, permission)
    else:
        return None
    any_of = " OR ".join(rows.names_one() for rows in near)
    sql = _ONE.format(
        near=f"AND ({any_of})" if any_of else "",
        kept=kept.names_one(),
        lock=" FOR UPDATE OF person" if lock and _can_lock() else "",
    )
    asked = [_id(person_id), *chain(*(rows.asked for rows in (*near, kept)))]
    return next(iter(Person.objects.raw(sql, asked)), None)


def _can_lock() -> bool:
    return connection.features.has_select_for_update


def _near(actor: Actor, permission: Permission) -> list[_Rows]:
    me, moment = _id(actor.id), now()
    if permission in GRACE:
        found = [_Rows(_CARE, _LATELY, [me, _moment(moment - rules.GRACE)])]
    else:
        found = [_Rows(_CARE, _MINE, [me])]
    if actor.opened and permission in OPENED:
        ids = [_id(id) for id in sorted(actor.opened)]
        opened = _OPENED.format(ids=", ".join(["%s"] * len(ids)))
        found.append(_Rows(_OPENING, opened, [me, _moment(moment), *ids]))
    return found


def _kept(actor: Actor) -> _Rows:
    return _Rows(_KEEPING, _MINE, [_id(actor.id)])


def _ids(sql: str, asked: list[object]) -> RawSQL:
    # Its text is ours, and what is asked for goes beside it.
    return RawSQL(sql, tuple(asked), output_field=UUIDField())  # noqa: S611


def _id(id: UUID) -> object:
    return UUIDField().get_db_prep_value(id, connection)


def _moment(at: datetime) -> object:
    return connection.ops.adapt_datetimefield_value(at)
