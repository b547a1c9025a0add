from django.utils.timezone import now

from offramp.platform.kernel.ids import CaseId, PersonId, new_id
from offramp.platform.policy.actor import Actor
from offramp.program.cases import actions
from offramp.program.cases.models import Case
from offramp.program.diversions.tests import factories as diversions
from offramp.program.people import actions as people
from tests import cast


def person(*, by: Actor, known_as: str = "Juniper Testerson") -> PersonId:
    """Somebody written down."""
    return people.create(PersonId(new_id()), known_as=known_as, at=now(), by=by).id


def case(*, peer: Actor | None = None, known_as: str = "Juniper Testerson") -> Case:
    """A stay that begins with a handover by Olive to this peer."""
    by = peer or cast.percy()
    handed = diversions.diversion(made_by=cast.olive(), said_name=known_as)
    met = person(by=by, known_as=known_as)
    return actions.open_for(met, handed.id, at=now(), by=by)


def managed(*, by: Actor | None = None) -> CaseId:
    """A stay that a case manager has taken."""
    made = case()
    actions.take(made.id, at=now(), by=by or cast.casey())
    return made.id
