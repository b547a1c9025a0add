from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from offramp.platform.accounts.actors import name_of
from offramp.platform.channels import access as channels
from offramp.platform.channels.shape import WORDS, Kind
from offramp.platform.kernel.ids import ActorId
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
            (not self.worker_lives, "No worker runs: nobody is paged."),
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


_WAYS = {1: "First way", 2: "Second way", 3: "Third way", 4: "Fourth way"}


@dataclass(frozen=True)
class Sent:
    """One way by which somebody was called, and what came of it."""

    to_id: UUID
    who: str
    about_id: UUID
    way: str
    state: State
    due_at: datetime
    sent_at: datetime | None
    receipt: str
    problem: str


def calls(about: Iterable[UUID]) -> list[Sent]:
    """Every step of these calls that was planned, in order; not those without a way."""
    rows = Message.objects.filter(about_id__in=list(about))
    rows = rows.exclude(state=State.NO_WAY).annotate(who=name_of("to_id"))
    return [
        Sent(
            to_id=row.to_id,
            who=row.who or "",
            about_id=row.about_id,
            way=WORDS[Kind(row.channel)] if row.channel else _WAYS[row.rank or 1],
            state=State(row.state),
            due_at=row.due_at,
            sent_at=row.sent_at,
            receipt=row.receipt,
            problem=row.problem,
        )
        for row in rows.order_by("due_at", "rank", "id")
        if row.about_id
    ]


@dataclass(frozen=True)
class Heard:
    """Who answers, and about what, if the way itself says that."""

    user_id: ActorId
    about: UUID | None


def called(message_id: UUID) -> Heard | None:
    """Whom this message went to, and what about."""
    row = Message.objects.filter(pk=message_id).first()
    return Heard(ActorId(row.to_id), row.about_id) if row else None


def writer(phone: str) -> Heard | None:
    """Who texts from this number; nobody when it is not known, or two people's."""
    found = channels.of_number(phone)
    return Heard(found[0], None) if len(found) == 1 else None
