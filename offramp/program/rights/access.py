"""The only way to a request or a disclosure: through the people the actor reaches."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from offramp.platform.kernel.ids import AgencyId, DisclosureId, PersonId, RequestId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.people import access as people_access
from offramp.program.rights.lifecycle import State
from offramp.program.rights.models import Disclosure, Request


def within(actor: Actor, permission: Permission) -> Q:
    """Rows about people within reach, for both tables."""
    rows = Q(pk__in=[])
    for reach in require(actor, permission):
        rows |= people_access.about(reach, actor, permission)
    return rows


def reachable(actor: Actor, permission: Permission) -> QuerySet[Request]:
    """The requests that the actor's roles reach with this permission."""
    return Request.objects.filter(within(actor, permission))


def disclosures(actor: Actor, permission: Permission) -> QuerySet[Disclosure]:
    """What was told without consent, as far as the actor's roles reach."""
    return Disclosure.objects.filter(within(actor, permission))


def get(
    request_id: RequestId, permission: Permission, *, by: Actor, lock: bool = False
) -> Request:
    """The request, or 404: outsiders must not learn that there is one."""
    found = reachable(by, permission).filter(pk=request_id)
    if lock:
        found = found.select_for_update(of=("self",))
    row = found.select_related("person", "agency").first()
    if row is None:
        raise Http404
    return row


def get_disclosure(disclosure_id: DisclosureId, *, by: Actor) -> Disclosure:
    """What was told without consent, or 404."""
    found = disclosures(by, Permission.DISCLOSURE_READ).filter(pk=disclosure_id)
    row = found.select_related("person").first()
    if row is None:
        raise Http404
    return row


def restrictions(ids: Iterable[UUID], agency_id: AgencyId) -> QuerySet[Request]:
    """What was agreed to about one person that keeps this agency from being told.

    `ids` may be a query too, and then stands inside this one.
    """
    rows = Request.objects.filter(state=State.GRANTED.value, agency_id=agency_id)
    return rows.filter(person_id__in=ids)


def is_restricted(person_id: PersonId, agency_id: AgencyId) -> bool:
    """Whether a restriction that was agreed to keeps this agency from being told."""
    return restrictions(people_access.ids_within(person_id), agency_id).exists()


def has_restriction(person_id: PersonId) -> bool:
    """Whether anything was restricted for this person."""
    ids = people_access.ids_within(person_id)
    return Request.objects.filter(
        person_id__in=ids, state=State.GRANTED.value, kind="restriction"
    ).exists()
