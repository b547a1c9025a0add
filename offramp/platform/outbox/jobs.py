from datetime import datetime, timedelta

from django_tasks_db.models import DBTaskResult

from offramp.platform.audit import checkpoints
from offramp.platform.outbox.schedule import recurring

_KEEP = timedelta(days=7)


@recurring("outbox.forget", every=timedelta(hours=6))
def forget(at: datetime) -> None:
    """Remove the traces of tasks that ended a week ago. The messages stay."""
    DBTaskResult.objects.finished().filter(finished_at__lt=at - _KEEP).delete()


@recurring("audit.checkpoint", every=timedelta(minutes=1))
def checkpoint(at: datetime) -> None:
    """Sign where the record of acts ends, once it has grown for long or by much."""
    checkpoints.write_if_due(at)
