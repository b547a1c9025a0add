"""Consents for tests, recorded by the real action."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate, now

from offramp.platform.design.signatures import Signed
from offramp.platform.kernel.ids import ConsentId, new_id
from offramp.platform.policy.actor import Actor
from offramp.program.consent import actions
from offramp.program.consent.models import Consent
from offramp.program.people.models import Person
from tests import cast

DRAWN = '{"w":300.0,"h":100.0,"strokes":[[[1.0,2.0],[30.0,40.0]]]}'


def terms(**changes) -> dict[str, Any]:
    """Everything that a consent needs, with what differs."""
    return {
        "recipient_agency_id": cast.petra().agency_id,
        "categories": ["assessment_completed"],
        "expires_on": localdate() + timedelta(days=90),
        "language": "en",
        "signed_how": "screen",
        "signature": Signed(typed="Robin Madeup"),
        "at": now(),
        **changes,
    }


def consent(of: Person, *, by: Actor, **changes) -> Consent:
    """A consent of this person."""
    return actions.record(ConsentId(new_id()), of.id, by=by, **terms(**changes))
