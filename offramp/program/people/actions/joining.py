from datetime import datetime

from django.db import transaction

from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import MergeId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.people import access
from offramp.program.people.models import Merge, Person


@transaction.atomic
def merge(
    keep_id: PersonId, merge_id: PersonId, reason: str, *, at: datetime, by: Actor
) -> Merge:
    """These two records are one person. The first is used from now on."""
    kept, merged = _both(keep_id, merge_id, by)
    if merged.merged_into_id == kept.id:
        return Merge.objects.get(merged=merged, undone_at=None)
    if kept.merged_into_id or merged.merged_into_id:
        raise Refused("One of these is joined already. Join from the person in use.")
    following = Person.objects.filter(merged_into=merged)
    made = Merge(kept=kept, merged=merged, reason=reason, made_at=at, made_by_id=by.id)
    made.followed = [str(pk) for pk in following.values_list("pk", flat=True)]
    made.save(force_insert=True)
    following.update(merged_into=kept)
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    log.record(Permission.PERSON_MERGE, kept, by=by, merged=str(merged.id))
    return made


def _both(keep_id: PersonId, merge_id: PersonId, by: Actor) -> tuple[Person, Person]:
    if keep_id == merge_id:
        raise Refused("These are the same record. Choose another one to join with it.")
    # Locked in one order, so that two supervisors never wait for each other.
    found = {
        id: access.get(id, Permission.PERSON_MERGE, by=by, lock=True)
        for id in sorted((keep_id, merge_id))
    }
    return found[keep_id], found[merge_id]


@transaction.atomic
def unmerge(merge_id: MergeId, *, at: datetime, by: Actor) -> Merge:
    """They were two people after all. Each record is again as it was before."""
    made = access.get_merge(merge_id, by=by, lock=True)
    if made.undone_at is not None:
        return made
    if Merge.objects.filter(merged=made.kept, undone_at=None).exists():
        raise Refused("The kept record was joined with another since. Undo that first.")
    made.undone_at, made.undone_by_id = at, by.id
    made.save(update_fields=["undone_at", "undone_by_id"])
    Person.objects.filter(pk=made.merged_id).update(merged_into=None)
    Person.objects.filter(pk__in=made.followed).update(merged_into=made.merged_id)
    log.record(Permission.PERSON_MERGE, made.kept, by=by, undone=str(made.id))
    return made
