"""Held charges for tests, and what a person agreed that the prosecutor is told."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate, now

from offramp.platform.kernel.ids import ConditionId, ReleaseId, new_id
from offramp.platform.policy.actor import Actor
from offramp.program.charges import actions
from offramp.program.charges.models import Charge, Condition
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


def condition_terms(**changes: Any) -> dict[str, Any]:
    """What the prosecutor says of a condition."""
    return {
        "case_number": "26-MADE-UP-1",
        "proceeding": "held",
        "length": "About six months",
        "disposition_on": localdate() + timedelta(days=180),
        "revocable_on": localdate() + timedelta(days=90),
        **changes,
    }


def condition(charge: Charge, *, by: Actor | None = None, **changes: Any) -> Condition:
    """Taking part is a condition of this charge."""
    by, id = by or cast.petra(), ConditionId(new_id())
    said = condition_terms(**changes)
    return actions.set_condition(id, charge.id, at=now(), by=by, **said)


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
