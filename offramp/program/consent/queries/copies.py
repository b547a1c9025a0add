"""Consents of which the person has no copy yet, for pages about the person."""

from collections.abc import Iterable

from django.db.models import QuerySet

from offramp.platform.kernel.ids import ConsentId
from offramp.platform.policy.table import Permission
from offramp.program.consent import access, rules
from offramp.program.consent.models import Consent
from offramp.program.people.access import Reached


def copy_rows(found: Reached) -> QuerySet[Consent]:
    """What `no_copies` reads, for a page that fetches it together with other rows."""
    if not found.may(Permission.CONSENT_RECORD):
        return Consent.objects.none()
    rows = access.about(found, Permission.CONSENT_RECORD).filter(access.without_copy())
    return rows.only("kind")


def no_copies(rows: Iterable[Consent]) -> tuple[tuple[ConsentId, str], ...]:
    """Each with the words by which it is known on pages for staff."""
    return tuple(sorted((row.id, rules.kind_text(row.kind)) for row in rows))
