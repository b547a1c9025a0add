from dataclasses import dataclass
from datetime import datetime, timedelta

from offramp.platform.outbox import leases
from offramp.platform.outbox.lifecycle import State
from offramp.platform.outbox.models import Message, Recurring

_LATE = timedelta(minutes=5)
_WAITED = "Messages that have waited for more than five minutes"


@dataclass(frozen=True)
class Health:
    """Whether messages leave: for the manager's page and for whoever watches over it."""

    worker_lives: bool
    late: int
    given_up: int
    stopped_jobs: tuple[str, ...]

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong, each in a sentence."""
        said = (
            (not self.worker_lives, "No worker runs: nobody is paged by e-mail."),
            (self.late > 0, f"{_WAITED}: {self.late}."),
            (bool(self.stopped_jobs), f"Jobs stopped: {', '.join(self.stopped_jobs)}."),
        )
        return tuple(sentence for is_so, sentence in said if is_so)


def health(at: datetime) -> Health:
    """How the outbox stands, in four small queries; names nobody."""
    until = leases.last_sign_of_life()
    open_states = [State.WAITING, State.SENDING]
    late = Message.objects.filter(state__in=open_states, due_at__lt=at - _LATE)
    day = at - timedelta(days=1)
    given_up = Message.objects.filter(state=State.GIVEN_UP, due_at__gte=day)
    stopped = Recurring.objects.exclude(problem="").values_list("name", flat=True)
    return Health(
        worker_lives=until is not None and until > at,
        late=late.count(),
        given_up=given_up.count(),
        stopped_jobs=tuple(stopped.order_by("name")),
    )
