"""The body of an entry: the same text on every machine, because a chain signs it."""

import json
from uuid import UUID

from offramp.platform.audit import origin
from offramp.platform.policy.actor import Actor

DONE, REFUSED = "done", "refused"


def written(
    action: str,
    kind: str,
    subject: UUID,
    details: dict[str, object],
    *,
    by: Actor,
    outcome: str = DONE,
) -> str:
    """The entry as JSON in one spelling: sorted, no spaces, plain ASCII."""
    whole = {
        "action": action,
        "actor": by.id.hex,
        "agency": by.agency_id.hex,
        "roles": " ".join(sorted(by.roles)),
        "kind": kind,
        "subject": subject.hex,
        "outcome": outcome,
        "details": details,
        **origin.current(),
    }
    return json.dumps(whole, sort_keys=True, separators=(",", ":"))
