"""Which consents and releases an actor reaches, and which of them count now."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Q, QuerySet
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.kernel.ids import AgencyId, ConsentId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission, Reach
from offramp.program.consent import rules
from offramp.program.consent.models import Consent, Release
from offramp.program.consent.rules import Kind
from offramp.program.people import access as people_access
from offramp.program.rights import access as rights_access

_NONE = Q(pk__in=[])


def reachable(actor: Actor, permission: Permission) -> QuerySet[Consent]:
    """The consents that the actor's roles reach with this permission."""
    rows = _NONE
    for reach in require(actor, permission):
        rows |= people_access.about(reach, actor, permission)
    return Consent.objects.filter(rows)


def about(found: people_access.Reached, permission: Permission) -> QuerySet[Consent]:
    """The consents of one person, as far as `reachable` reaches them."""
    return Consent.objects.filter(people_access.rows_of(found, permission))


def get(
    consent_id: ConsentId, permission: Permission, *, by: Actor, lock: bool = False
) -> Consent:
    """The consent, or 404: outsiders must not learn that there is one."""
    found = reachable(by, permission).filter(pk=consent_id)
    if lock:
        found = found.select_for_update(of=("self",))
    consent = with_all(found).first()
    if consent is None:
        raise Http404
    return consent


def with_all(rows: QuerySet[Consent]) -> QuerySet[Consent]:
    """Consents with all that is shown of them. The scan itself stays where it lies."""
    related = ("person", "recipient_agency", "from_agency", "scan")
    return rows.select_related(*related).defer("scan__sealed")


def in_force(at: datetime | None = None) -> Q:
    """Consents that count at this moment, to the second. Asked at each reading."""
    at = at or now()
    return (
        Q(revoked_at=None, ended_at=None)
        & (Q(expires_at=None) | Q(expires_at__gt=at))
        & (Q(lapses_at=None) | Q(signed_at__isnull=False) | Q(lapses_at__gt=at))
        & (Q(asked_at=None) | Q(revocable_at__gt=at))
    )


def without_copy(at: datetime | None = None) -> Q:
    """Consents in force of which the person has no copy yet."""
    return in_force(at) & Q(copy_how__in=rules.OPEN)


def told(at: datetime | None = None) -> Q:
    """Releases that count at this moment, to the second, so no late job extends one."""
    at = at or now()
    return Q(withdrawn_at=None) & (Q(expires_at=None) | Q(expires_at__gt=at))


def agreed(
    person_id: PersonId,
    agency_id: AgencyId,
    categories: Iterable[str],
    at: datetime | None = None,
    *,
    about_id: UUID | None = None,
    consent_id: ConsentId | None = None,
) -> Consent | None:
    """A consent that lets this agency be told all of this at that moment, or None.

    One that is a condition of a case counts for that case alone (42 CFR 2.35(d)).
    """
    wanted = set(categories)
    of_case = Q(kind=Kind.CONDITION.value, condition__about=str(about_id))
    which = Q(kind=Kind.LEAD_RELEASE.value) | of_case
    if consent_id:
        which = Q(pk=consent_id) & (~Q(kind=Kind.CONDITION.value) | of_case)
    found = agreed_with(person_id, agency_id, at).filter(which)
    for consent in found.select_related("recipient_agency").order_by("-given_at"):
        if rules.covers(consent.categories, wanted):
            return consent
    return None


def agreed_with(
    person_id: PersonId, agency_id: AgencyId, at: datetime | None = None
) -> QuerySet[Consent]:
    """What lets this agency be told anything at that moment, whatever it covers.

    Nothing where a restriction was agreed to: it goes before every consent.
    """
    ids = people_access.ids_within(person_id)
    return Consent.objects.filter(
        in_force(at),
        ~Exists(rights_access.restrictions(ids, agency_id)),
        person_id__in=ids,
        recipient_agency_id=agency_id,
    )


def releases(
    actor: Actor, permission: Permission = Permission.RELEASE_READ
) -> QuerySet[Release]:
    """What the actor may read of what was told.

    A recipient reads what names their agency for as long as it is in force, and never
    a consent: the release carries its own ending.
    """
    rows = _NONE
    for reach in require(actor, permission):
        rows |= _releases(reach, actor, permission)
    return Release.objects.filter(rows)


def still_told(consent: Consent) -> QuerySet[Release]:
    """What was told under it and not withdrawn."""
    return Release.objects.filter(consent=consent, withdrawn_at=None)


def releases_about(found: people_access.Reached) -> QuerySet[Release]:
    """What was told about one person, as far as `releases` reaches it."""
    may = Permission.RELEASE_READ
    return Release.objects.filter(people_access.rows_of(found, may, via="consent__"))


def _releases(reach: Reach, actor: Actor, permission: Permission) -> Q:
    match reach:
        case Reach.AGENCY:
            return Q(recipient_agency_id=actor.agency_id) & told()
        case Reach.ASSIGNED:
            near = people_access.in_care_of(actor, permission)
            return Q(consent__person_id__in=near) & _not_kept(actor)
        case Reach.PROGRAM:
            return _not_kept(actor)
        case Reach.OWN:
            return _NONE


def _not_kept(actor: Actor) -> Q:
    return ~Q(consent__person_id__in=people_access.kept_from(actor))
