"""Overdoses on their way to ODMAP: each once, whatever stops in between.

A task may run twice: its worker was killed, and nobody knows how far it got. So whoever
tries again asks first whether it is there, under the id that it has for good; and the
call itself carries that id as its Idempotency-Key.
"""

from datetime import datetime, timedelta
from uuid import UUID

import requests
from django.conf import settings
from django.db import transaction
from django_tasks import TaskContext, task

from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.outbox import rules
from offramp.platform.outbox.schedule import recurring
from offramp.program.overdoses import actions
from offramp.program.overdoses.actions import Claimed
from offramp.program.overdoses.lifecycle import Event
from offramp.program.overdoses.rules import SendingId, odmap

# The same worker sends pages to peers: ODMAP must not keep those waiting for long.
_SECONDS = (2, 4)  # to reach it, and for its answer


class NotSent(Exception):
    """Tried in vain. Says which kind of failure it was, and nothing else."""


class _Refused(Exception):
    """It does not want this one, now or later."""


@recurring("overdoses.odmap", every=timedelta(seconds=15))
def hand_over(at: datetime) -> None:
    """Make a task of each that waits, in one transaction with noting so."""
    if settings.ODMAP is None:
        return
    with transaction.atomic():
        for sending_id in actions.queue(by=SYSTEM):
            send.enqueue(str(sending_id))


@task(takes_context=True)
def send(context: TaskContext, sending_id: str) -> None:
    """Tell ODMAP of one of them, unless it knows."""
    at: odmap.Odmap | None = settings.ODMAP
    carried_by = str(context.task_result.id)
    claimed = actions.claim(SendingId(UUID(sending_id)), carried_by, by=SYSTEM)
    if claimed is None or at is None:
        return
    try:
        if not (claimed.before and _is_there(claimed, at)):
            _post(claimed, at)
    except _Refused as no:
        actions.put_off(claimed.id, Event.REFUSE, str(no), by=SYSTEM)
        return
    except Exception as error:
        problem = str(error) if isinstance(error, NotSent) else type(error).__name__
        is_last = rules.is_last(context.attempt)
        event = Event.GIVE_UP if is_last else Event.PUT_OFF
        actions.put_off(claimed.id, event, problem, by=SYSTEM)
        # The reaper tries a failed task again; its words may name an address.
        raise NotSent(problem) from None
    actions.sent(claimed.id, by=SYSTEM)


def _is_there(claimed: Claimed, at: odmap.Odmap) -> bool:
    where = f"{at.url.rstrip('/')}/incidents/{claimed.told.id}"
    status = _asked("GET", where, at, None)
    if status not in {200, 404}:
        raise NotSent(f"It answered {status} when asked.")
    return status == 200


def _post(claimed: Claimed, at: odmap.Odmap) -> None:
    status = _asked("POST", f"{at.url.rstrip('/')}/incidents", at, claimed.told)
    if odmap.is_refused(status):
        raise _Refused(f"It refused this one: {status}.")
    if not odmap.is_settled(status):
        raise NotSent(f"It answered {status}.")


def _asked(how: str, where: str, at: odmap.Odmap, told: odmap.Told | None) -> int:
    """The status of the answer. Its words are not read, and it leads nowhere else."""
    headers = {"X-API-Key": at.key, "Accept": "application/json"}
    if told is not None:
        headers["Idempotency-Key"] = str(told.id)
    with requests.request(
        how,
        where,
        json=None if told is None else odmap.payload(told, at.agency),
        params={"agencyId": at.agency} if told is None else None,
        headers=headers,
        timeout=_SECONDS,
        allow_redirects=False,
        stream=True,
    ) as answer:
        return int(answer.status_code)
