"""The only way to an assessment or a flag: through whose care the person is in."""

from django.db.models import Q, QuerySet
from django.http import Http404

from offramp.platform.kernel.ids import AssessmentId, FlagId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import Forbidden, require
from offramp.platform.policy.table import Permission
from offramp.program.assessments.models import Assessment, Flag
from offramp.program.assessments.rules.sections import SECTIONS, Section, sections_for
from offramp.program.people import access as people_access


def _rows(actor: Actor, permission: Permission) -> Q:
    rows = Q(pk__in=[])
    for reach in require(actor, permission):
        rows |= people_access.about(reach, actor, permission)
    return rows


def reachable(actor: Actor, permission: Permission) -> QuerySet[Assessment]:
    """The assessments that the actor's roles reach with this permission."""
    return Assessment.objects.filter(_rows(actor, permission))


def about(found: people_access.Reached, permission: Permission) -> QuerySet[Assessment]:
    """The assessments of one person, as far as `reachable` reaches them."""
    return Assessment.objects.filter(people_access.rows_of(found, permission))


def get(
    assessment_id: AssessmentId,
    permission: Permission,
    *,
    by: Actor,
    lock: bool = False,
) -> Assessment:
    """The assessment, or 404: outsiders must not learn that it exists."""
    found = reachable(by, permission).filter(pk=assessment_id)
    if lock:
        found = found.select_for_update(of=("self",))
    assessment = found.select_related("person").first()
    if assessment is None:
        raise Http404
    return assessment


def flags_about(found: people_access.Reached, permission: Permission) -> QuerySet[Flag]:
    """The flags of one person, as far as `flags` reaches them."""
    return Flag.objects.filter(people_access.rows_of(found, permission))


def section(slug: str, *, by: Actor) -> Section:
    """The section, if the actor's roles may ask it. Unknown 404, not theirs 403."""
    found = next((one for one in SECTIONS if one.slug == slug), None)
    if found is None:
        raise Http404
    if found not in sections_for(by.roles):
        raise Forbidden(Permission.ASSESSMENT_ANSWER)
    return found


def flags(actor: Actor, permission: Permission) -> QuerySet[Flag]:
    """The flags that the actor's roles reach with this permission."""
    return Flag.objects.filter(_rows(actor, permission))


def get_flag(
    flag_id: FlagId, permission: Permission, *, by: Actor, lock: bool = False
) -> Flag:
    """The flag, or 404."""
    found = flags(by, permission).filter(pk=flag_id)
    if lock:
        found = found.select_for_update(of=("self",))
    flag = found.select_related("person").first()
    if flag is None:
        raise Http404
    return flag
