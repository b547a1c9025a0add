"""Scans of signed papers: sealed for the consent they belong to, and opened for a look."""

import hashlib
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404

from offramp.platform.kernel.errors import Refused
from offramp.platform.policy.actor import Actor
from offramp.platform.sealed import seal
from offramp.program.consent.models import Consent, Scan
from offramp.program.consent.rules import Paper

SHUT = (
    "This scan cannot be opened with the keys that are here. Tell whoever looks after "
    "the server; the consent itself stands."
)


def sealed(consent: Consent, paper: Paper, *, at: datetime, by: Actor) -> Scan:
    """The scan of this consent's paper, closed and not saved yet."""
    return Scan(
        consent=consent,
        signed_on=paper.signed_on,
        witness_id=paper.witness_id,
        kind=paper.kind,
        fingerprint=hashlib.sha256(paper.content).hexdigest(),
        key=seal.file_keys()[0],
        sealed=seal.seal_file(paper.content, consent.pk),
        kept_at=at,
        kept_by_id=by.id,
    )


def scan(consent: Consent) -> Scan:
    """The scan of a consent that was reached; 404 when it has none."""
    found = Scan.objects.filter(consent=consent).first()
    if found is None:
        raise Http404
    return found


def opened(found: Scan) -> bytes:
    """The paper, as it came in."""
    try:
        return seal.open_file(bytes(found.sealed), found.pk)
    except seal.Sealed:
        raise Refused(SHUT) from None


def old_scans(most: int) -> QuerySet[Scan]:
    """Some of those that an older key closed, of the keys that are here."""
    _, *older = seal.file_keys()
    return Scan.objects.filter(key__in=older).order_by("pk")[:most]
