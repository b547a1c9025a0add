from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import DispatchId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.dispatch import access, rules
from offramp.program.dispatch.actions.calling import Calling
from offramp.program.dispatch.lifecycle import Found
from offramp.program.dispatch.models import Dispatch, FollowUp, Match
from offramp.program.sites import queries as sites


@transaction.atomic
def follow_up(
    dispatch_id: DispatchId, found: Found, *, at: datetime, by: Actor
) -> FollowUp:
    """Somebody looked for a person to whom nobody could come, and says what came of it."""
    dispatch = access.get(dispatch_id, Permission.FOLLOW_UP_RECORD, by=by, lock=True)
    if dispatch.fallback_at is None or dispatch.answered_by_id is not None:
        raise Refused("A peer came to this handover, so nobody needs to be looked for.")
    row, is_new = FollowUp.objects.update_or_create(
        pk=dispatch.pk,
        defaults={"found": found.value, "looked_at": at, "looked_by_id": by.id},
    )
    log.record(Permission.FOLLOW_UP_RECORD, row, by=by, found=found, again=not is_new)
    return row


@transaction.atomic
def remind(dispatch_id: DispatchId, *, at: datetime, by: Actor) -> Dispatch:
    """In the morning, tell whoever is first on call that somebody is to be looked for."""
    dispatch = access.get(dispatch_id, Permission.FOLLOW_UP_RECORD, by=by, lock=True)
    calling = Calling(dispatch, at, by)
    on_call = rules.rounds(access.on_call(at), ())
    first = on_call[0].staff if on_call else ()
    calling.write(rules.MORNING, {id: f"morning {dispatch.id} {id}" for id in first})
    log.record(Permission.FOLLOW_UP_RECORD, dispatch, by=by, reminded=bool(on_call))
    return dispatch


@transaction.atomic
def choose_match(
    areas: Sequence[str],
    languages: Sequence[str],
    gender: str,
    *,
    at: datetime,
    by: Actor,
) -> Match:
    """Where one can be quickly, and what one says of oneself; or nothing."""
    require(by, Permission.MATCH_CHOOSE)
    site = sites.current()
    listed = {slug for slug, _ in site.choices("language")}
    genders = {slug for slug, _ in site.choices("gender")}
    if gender and gender not in genders:
        raise Refused("Choose one of the words that are listed, or none.")
    row, _ = Match.objects.update_or_create(
        pk=by.id,
        defaults={
            "areas": [area for area in areas if area in dict(rules.areas(site))],
            "languages": [word for word in languages if word in listed],
            "gender": gender,
            "chosen_at": at,
        },
    )
    log.record(Permission.MATCH_CHOOSE, row, by=by)
    return row
