"""The only way to a referral: through the people whom the actor looks after."""

from django.db.models import Q, QuerySet
from django.http import Http404

from offramp.platform.kernel.ids import ReferralId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.people import access as people_access
from offramp.program.referrals.models import Referral

# Not `pk=None`: that would stay in the query and keep PostgreSQL from its indexes.
_NOBODY = Q(pk__in=[])


def within(actor: Actor, permission: Permission) -> Q:
    """Rows about people within reach, for any table that has a person."""
    rows = _NOBODY
    for reach in require(actor, permission):
        rows |= people_access.about(reach, actor, permission)
    return rows


def reachable(actor: Actor, permission: Permission) -> QuerySet[Referral]:
    """The referrals that the actor's roles reach with this permission."""
    return Referral.objects.filter(within(actor, permission))


def about(found: people_access.Reached, permission: Permission) -> QuerySet[Referral]:
    """The referrals of one person, as far as `reachable` reaches them."""
    return Referral.objects.filter(people_access.rows_of(found, permission))


def get(
    referral_id: ReferralId, permission: Permission, *, by: Actor, lock: bool = False
) -> Referral:
    """The referral, or 404: outsiders must not learn that it exists."""
    found = reachable(by, permission).filter(pk=referral_id)
    if lock:
        found = found.select_for_update(of=("self",))
    referral = found.select_related("person", "service").first()
    if referral is None:
        raise Http404
    return referral
