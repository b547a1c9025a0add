"""The only way to a file: through what the actor's own body asked for."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.http import Http404

from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ExportId, ReleaseId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import GRANTS, Permission, Reach
from offramp.program.consent import queries as consent
from offramp.program.consent.queries import Document
from offramp.program.consent.rules import Kind
from offramp.program.exports import rules
from offramp.program.exports.lifecycle import State
from offramp.program.exports.models import Export


def role_of(by: Actor) -> str:
    """As what the actor saves files."""
    return min(role.value for role in by.roles if role in GRANTS[_SAVE])


_SAVE = Permission.RELEASE_EXPORT


def _rows(reach: Reach, actor: Actor) -> Q:
    match reach:
        case Reach.AGENCY:
            roles = [role.value for role in actor.roles]
            return Q(agency_id=actor.agency_id, role__in=roles)
        case Reach.OWN | Reach.ASSIGNED | Reach.PROGRAM:
            return Q(asked_by_id=actor.id)


def reachable(actor: Actor, permission: Permission) -> QuerySet[Export]:
    """The files that the actor's roles reach: of their own body and role."""
    rows = Q(pk__in=[])
    for reach in require(actor, permission):
        rows |= _rows(reach, actor)
    return Export.objects.filter(rows)


def get(export_id: ExportId, permission: Permission, *, by: Actor) -> Export:
    """The file, held until it is decided or taken; 404 for another body's."""
    found = reachable(by, permission).select_for_update(of=("self",))
    export = found.filter(pk=export_id).first()
    if export is None:
        raise Http404
    return export


def recent(by: Actor, at: datetime) -> QuerySet[Export]:
    """What the actor's body asked somebody to allow within the last day."""
    asked = reachable(by, Permission.EXPORT_ASK).filter(asked_at__gt=at - rules.LASTS)
    return asked.filter(people__gt=rules.MOST_ALONE).order_by("-asked_at", "pk")


def waits(by: Actor, at: datetime) -> bool:
    """Whether something that the actor asked for is not decided yet."""
    mine = recent(by, at).filter(asked_by_id=by.id, state=State.ASKED.value)
    return mine.exists()


def taken_on(day: date, by: Actor) -> int:
    """How many files the actor saved on that day."""
    return Export.objects.filter(taken_by_id=by.id, taken_on=day).count()


def of_body(by: Actor) -> list[Document]:
    """All that the actor's body was told and may read at this moment."""
    require(by, _SAVE)
    return consent.all_we_were_told(by)


def one(release_id: ReleaseId, by: Actor) -> Document:
    """One thing that was told, as far as the actor may give it away as a file."""
    found = consent.document(release_id, by, _SAVE)
    if found.release.kind == Kind.CONDITION:
        raise Refused(rules.IN_ITS_CASE)
    return found
