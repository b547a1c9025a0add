"""Referrals for tests, made by the real actions."""

from datetime import datetime

from django.utils.timezone import now

from offramp.platform.kernel.ids import ReferralId, new_id
from offramp.platform.policy.actor import Actor
from offramp.program.cases import actions as cases
from offramp.program.cases.models import Case
from offramp.program.directory.models import Service
from offramp.program.directory.tests import factories as directory
from offramp.program.people.tests import factories as people
from offramp.program.referrals import actions
from offramp.program.referrals.actions import Sending
from offramp.program.referrals.models import Referral


def case(*, by: Actor, known_as: str = "Robin") -> Case:
    """An open case that this case manager manages."""
    person = people.person(by=by, known_as=known_as)
    opened = cases.open_for(person.id, None, at=now(), by=by)
    return cases.take(opened.id, at=now(), by=by)


def referral(
    *,
    by: Actor,
    of: Case | None = None,
    to: Service | None = None,
    at: datetime | None = None,
    need: str = "detox",
    **how: object,
) -> Referral:
    """A referral that was sent."""
    return actions.send(
        ReferralId(new_id()),
        (of or case(by=by)).id,
        (to or directory.service()).id,
        Sending(need=need, **how),  # type: ignore[arg-type] # whatever the test says
        at=at or now(),
        by=by,
    )
