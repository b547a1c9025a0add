from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from offramp.impact.oversight import access
from offramp.impact.oversight.lifecycle import LIFECYCLE, Event, State
from offramp.impact.oversight.models import Item
from offramp.impact.oversight.rules import findings, letter
from offramp.platform.accounts.actors import staff
from offramp.platform.audit import log, years
from offramp.platform.audit.verify import Verdict
from offramp.platform.audit.years import Closing
from offramp.platform.kernel.ids import ActorId, ItemId
from offramp.platform.outbox import actions as outbox
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission


@transaction.atomic
def gather(week_on: date, *, by: Actor) -> list[Item]:
    """Put into the queue what stands out in the week; again, only what is new."""
    require(by, Permission.AUDIT_REVIEW)
    added = []
    for found in findings(*access.of_week(week_on)):
        item, is_new = Item.objects.get_or_create(
            week_on=week_on,
            rule=found.rule,
            staff_id=found.staff_id,
            defaults={"count": found.count, "positions": list(found.positions)},
        )
        if is_new:
            log.record(Permission.AUDIT_REVIEW, item, by=by, rule=found.rule)
            added.append(item)
    return added


@transaction.atomic
def settle(
    item_id: ItemId, event: Event, words: str, *, at: datetime, by: Actor
) -> Item:
    """Say what was found: there is an explanation, or somebody else must look."""
    item = access.get(item_id, by=by, lock=True)
    item.state = LIFECYCLE.after(State(item.state), event)
    item.words, item.settled_at, item.settled_by_id = words, at, by.id
    item.save(update_fields=["state", "words", "settled_at", "settled_by_id"])
    log.record(Permission.AUDIT_REVIEW, item, by=by, state=item.state)
    return item


@transaction.atomic
def verified(found: Verdict, *, at: datetime, by: Actor) -> None:
    """Put down what a reading of the whole record found; tell people if it is bad."""
    require(by, Permission.AUDIT_VERIFY)
    said = {"says": found.sentence, "wrong": found.seq}
    log.about_itself(Permission.AUDIT_VERIFY, by=by, **said)
    if found.seq is not None:
        _tell(at, by)


@transaction.atomic
def close_years(*, at: datetime, by: Actor) -> list[Closing]:
    """Close each year that is over with a signed note; which they were."""
    require(by, Permission.AUDIT_CLOSE)
    closings = list(years.due(at))
    for closing in closings:
        said = {**asdict(closing), "count": closing.count}
        log.about_itself(Permission.AUDIT_CLOSE, by=by, **said)
        years.sign(closing, at)
    return closings


@transaction.atomic
def alarm(problems: Sequence[str], *, at: datetime, by: Actor) -> None:
    """The record is not guarded, or does not fit: on record, and people are told."""
    require(by, Permission.AUDIT_VERIFY)
    says, last = " ".join(problems), access.verifications().first()
    if last is None or last.details["says"] != says:  # once, not every quarter hour
        log.about_itself(Permission.AUDIT_VERIFY, by=by, says=says, wrong=0)
    _tell(at, by)


def _tell(at: datetime, by: Actor) -> None:
    """Each of those who can do something about it, at most once a day."""
    subject, body = letter(settings.OFFRAMP_ORIGIN + reverse("oversight:queue"))
    for staff_id, _ in staff((Role.AUDITOR, Role.MANAGER)):
        key = f"record:{localdate(at)}:{staff_id}"
        outbox.post(ActorId(staff_id), subject, body, key=key, due_at=at, by=by)
