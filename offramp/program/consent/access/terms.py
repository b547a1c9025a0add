"""What goes with the facts that are told: the consent as it stands, and the notice."""

from datetime import datetime
from typing import Any

from offramp.program.consent import rules
from offramp.program.consent.access.clock import here
from offramp.program.consent.models import Consent
from offramp.program.consent.rules import Kind, Recipient
from offramp.program.sites import queries as sites


def until(consent: Consent) -> datetime | None:
    """When what is told under it leaves the recipient's view, whatever comes first."""
    lapses = consent.lapses_at if consent.signed_at is None else None
    asked = consent.revocable_at if consent.asked_at is not None else None
    return min(
        (end for end in (consent.expires_at, lapses, asked) if end), default=None
    )


def terms(consent: Consent) -> dict[str, Any]:
    """What goes with the facts: the consent as it stands now, and the notice."""
    site, end = sites.current(), until(consent)
    to = consent.recipient_agency
    name = to.name if to else ""
    labels = [
        rules.category_text(slug, site.label("release_category", slug))
        for slug in consent.categories
    ]
    local = here(end) if end else None
    return {
        "consent": consent,
        "kind": consent.kind,
        "consent_version": consent.text_version,
        "recipient_agency": to,
        "recipient_kind": consent.recipient_kind,
        "recipient_name": name,
        "purpose": consent.purpose,
        "categories": consent.categories,
        "scope": rules.scope(name, labels, consent.purpose, local),
        "onward": rules.onward(Kind(consent.kind), Recipient(consent.recipient_kind)),
        "notice": rules.NOTICE,
        "notice_version": rules.fingerprint(rules.NOTICE),
        "expires_at": end,
    }
