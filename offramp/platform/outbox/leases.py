"""Who of the workers lives, and what becomes of the work of one who does not."""

from datetime import datetime, timedelta

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from offramp.platform.outbox import pulse, rules
from offramp.platform.outbox.models import Lease

# Short, so that what was held on a machine that went down is soon sent by another.
LEASE = timedelta(seconds=8)
# A lease that ended so long ago is of no further use to anybody.
_FORGET = timedelta(days=1)


def renew(worker: str, at: datetime, lease: timedelta = LEASE) -> None:
    """The worker lives."""
    Lease.objects.update_or_create(worker=worker, defaults={"until_at": at + lease})


def end(worker: str) -> None:
    """The worker has stopped of its own will and holds nothing."""
    Lease.objects.filter(worker=worker).delete()


def end_of_the_dead(at: datetime) -> None:
    """Of workers killed on this machine nobody waits for the lease to run out."""
    running = Lease.objects.filter(until_at__gt=at)
    for worker in running.values_list("worker", flat=True):
        if pulse.has_stopped(worker):
            end(worker)
            pulse.forget(worker)


def last_sign_of_life() -> datetime | None:
    """Until when the longest lease of any worker runs, or ran."""
    newest = Lease.objects.order_by("-until_at").first()
    return newest.until_at if newest else None


def reap(at: datetime) -> int:
    """Put back what a dead worker held, and what did not work; how much it was."""
    alive = set(Lease.objects.filter(until_at__gt=at).values_list("worker", flat=True))
    orphans = [
        task
        for task in DBTaskResult.objects.running()
        if not task.worker_ids or task.worker_ids[-1] not in alive
    ]
    stopped = DBTaskResult.objects.failed().filter(finished_at__gte=at - _FORGET)
    again = [task for task in stopped if not rules.is_last(len(task.worker_ids))]
    Lease.objects.filter(until_at__lt=at - _FORGET).delete()
    # An orphan has waited for its worker's end to be seen: that was pause enough.
    return sum(_put_back(task, at, at) for task in orphans) + sum(
        _put_back(task, at, (task.finished_at or at) + _pause(task)) for task in again
    )


def _pause(task: DBTaskResult[..., object]) -> timedelta:
    return rules.pause_after(
        len(task.worker_ids), is_a_page=task.priority >= rules.AT_ONCE
    )


def _put_back(task: DBTaskResult[..., object], at: datetime, again: datetime) -> int:
    as_seen = DBTaskResult.objects.filter(
        pk=task.pk, status=task.status, started_at=task.started_at
    )
    if rules.is_last(len(task.worker_ids)):
        return as_seen.update(status=TaskResultStatus.FAILED, finished_at=at)
    return as_seen.update(status=TaskResultStatus.READY, run_after=again)
