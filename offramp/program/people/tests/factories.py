"""People for tests, written down by the real actions."""

from datetime import datetime

from django.utils.timezone import now

from offramp.platform.kernel.ids import ContactWayId, PersonId, new_id
from offramp.platform.policy.actor import Actor
from offramp.program.people import actions
from offramp.program.people.models import ContactWay, Person


def person(
    *, by: Actor, known_as: str = "Robin", at: datetime | None = None, **said
) -> Person:
    """Somebody whom `by` wrote down, and so looks after."""
    return actions.create(
        PersonId(new_id()), known_as=known_as, at=at or now(), by=by, **said
    )


def way(
    of: Person, *, by: Actor, kind: str = "phone", value: str = "555-010-0199", **safe
) -> ContactWay:
    """A way to reach them."""
    return actions.add_way(
        ContactWayId(new_id()), of.id, kind=kind, value=value, at=now(), by=by, **safe
    )
