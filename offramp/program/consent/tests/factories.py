"""Consents for tests, recorded by the real action."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate, now

from offramp.platform.design.signatures import Signed
from offramp.platform.kernel.ids import ConsentId, new_id
from offramp.platform.policy.actor import Actor
from offramp.program.consent import actions
from offramp.program.consent.models import Consent
from offramp.program.consent.rules import Kind, Paper, text_of
from offramp.program.people.models import Person
from offramp.program.sites import queries as sites
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


# As small as a picture can be: one dot.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


def version_of(kind: Kind = Kind.LEAD_RELEASE, language: str = "en") -> str:
    """The fingerprint of the text of today."""
    leaflet = sites.current().leaflet(f"consent_{kind}", language)
    return text_of(leaflet, kind)[1]


def paper(**changes) -> Paper:
    """A paper that was signed today, before Sam."""
    said: dict[str, Any] = {
        "signed_on": localdate(),
        "witness_id": cast.sam().id,
        "version": version_of()[:8],
        "kind": "image/png",
        "content": PNG,
        **changes,
    }
    return Paper(**said)


def on_paper(of: Person, *, by: Actor, **changes) -> Consent:
    """A consent that this person signed on paper."""
    return consent(of, by=by, signed_how="paper", paper=paper(**changes))


def consent(of: Person, *, by: Actor, **changes) -> Consent:
    """A consent of this person."""
    return actions.record(ConsentId(new_id()), of.id, by=by, **terms(**changes))
