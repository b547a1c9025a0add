"""The only way to a charge: through what the actor may reach."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.http import Http404

from offramp.platform.kernel.ids import ChargeId, ReleaseId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission, Reach
from offramp.program.charges.lifecycle import State
from offramp.program.charges.models import Charge, Condition, Notice
from offramp.program.consent import queries as consent
from offramp.program.consent.queries import ReleaseView
from offramp.program.consent.rules import Kind
from offramp.program.sites import queries as sites


def _rows(reach: Reach, actor: Actor) -> Q:
    match reach:
        case Reach.AGENCY:
            return Q(prosecutor_agency_id=actor.agency_id)
        case Reach.OWN:
            return Q(held_by_id=actor.id)
        case Reach.PROGRAM:
            return ~Q(pk__in=[])
        case Reach.ASSIGNED:
            return Q(pk__in=[])


def reachable(actor: Actor, permission: Permission) -> QuerySet[Charge]:
    """The charges that the actor's roles reach with this permission."""
    rows = Q(pk__in=[])
    for reach in require(actor, permission):
        rows |= _rows(reach, actor)
    return Charge.objects.filter(rows)


def get(
    charge_id: ChargeId, permission: Permission, *, by: Actor, lock: bool = False
) -> Charge:
    """The charge, or 404: outsiders must not learn that it exists."""
    found = reachable(by, permission).filter(pk=charge_id)
    if lock:
        found = found.select_for_update(of=("self",))
    charge = found.select_related(
        "diversion__contact", "diversion__agency", "notice"
    ).first()
    if charge is None:
        raise Http404
    return charge


def must_have_conditions() -> None:
    """404 where the site has no conditions of cases: there is no such act there."""
    if not sites.current().settings["condition_consents"]:
        raise Http404


def standing_condition(charge: Charge) -> Condition | None:
    """The condition that the charge carries now."""
    return charge.conditions.filter(taken_back_at=None).first()


def is_told_under_condition(charge: Charge, by: Actor) -> bool:
    """Whether the actor's office was told something as a condition of this case."""
    return any(one.kind == Kind.CONDITION for one in _in_force(charge, by))


def _in_force(charge: Charge, by: Actor) -> list[ReleaseView]:
    found = consent.releases_about([charge.diversion_id], by)
    return visible(charge, found.get(charge.diversion_id, []))


def visible(charge: Charge, releases: Iterable[ReleaseView]) -> list[ReleaseView]:
    """What was told as a condition of the case is over when the case is decided
    (42 CFR 2.35(c)): read anew each time, so nobody has to end it."""
    is_held = charge.state == State.HELD
    return [one for one in releases if is_held or one.kind != Kind.CONDITION]


def told(charge: Charge, fact: str, by: Actor) -> ReleaseId | None:
    """The release in force that tells the actor's agency this fact of a diversion.

    One that a report of "not completed" rests on speaks of the same thing, and says no.
    """
    says_no = set(
        Notice.objects.filter(charge=charge).values_list("release", flat=True)
    )
    for release in _in_force(charge, by):
        if release.id not in says_no and any(
            said.slug == fact for said in release.facts
        ):
            return release.id
    return None


def may_be_told(charge: Charge, release_id: ReleaseId, by: Actor) -> bool:
    """Whether this release is about this very diversion, and in force."""
    return release_id in {release.id for release in _in_force(charge, by)}


def is_reported(charge: Charge, by: Actor) -> bool:
    """Whether a signed report stands, under a release that is still in force."""
    active = [release.id for release in _in_force(charge, by)]
    return Notice.objects.filter(charge=charge, release_id__in=active).exists()
