"""Held charges for tests, and what a person agreed that the prosecutor is told."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import now

from offramp.platform.kernel.ids import ReleaseId
from offramp.platform.policy.actor import Actor
from offramp.program.charges import actions
from offramp.program.charges.models import Charge
from offramp.program.consent import actions as consent_actions
from offramp.program.consent.models import Release
from offramp.program.consent.rules import Fact
from offramp.program.consent.tests import factories as consents
from offramp.program.diversions.tests import factories as diversions
from offramp.program.people.tests import factories as people
from tests import cast


def charge(*, made_by: Actor | None = None, days_ago: int = 0, **said: Any) -> Charge:
    """A charge that an officer held back so many days ago."""
    officer = made_by or cast.olive()
    diversion = diversions.diversion(made_by=officer, **said)
    held = actions.hold(
        diversion.id,
        diversion.contact.offences,
        at=now() - timedelta(days=days_ago),
        by=officer,
    )
    assert held is not None
    return held


def told(charge: Charge, slug: str = "assessment_completed") -> Release:
    """The person agreed, and the program told the prosecutor about this diversion."""
    sam, petra = cast.sam(), cast.petra()
    somebody = people.person(by=sam)
    consents.consent(somebody, by=sam, categories=[slug])
    return consent_actions.release(
        somebody.id,
        charge.diversion_id,
        [Fact(slug, "The assessment is completed", "Yes")],
        petra.agency_id,
        at=now(),
        by=sam,
    )


def reported(charge: Charge, release: Release, **changes: Any) -> Any:
    """A supervisor reports that the assessment is not completed."""
    said = {
        "attempts": 9,
        "signature_name": "Sam Castly",
        "release_id": ReleaseId(release.id),
        "at": now(),
        "by": cast.sam(),
        **changes,
    }
    return actions.report_not_completed(charge.id, **said)
