from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.timezone import now

from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.accounts.models import User
from offramp.platform.kernel.ids import ActorId
from offramp.platform.outbox import actions
from offramp.platform.outbox.models import Message


@dataclass(frozen=True)
class Said:
    """The words of a call."""

    subject: str
    body: str
    short: str
    spoken: str


READER = ActorId(UUID("00000000-0000-4000-8000-0000000000ee"))


def reader() -> ActorId:
    """Somebody with a mailbox."""
    User.objects.get_or_create(
        id=READER, defaults={"email": "reader@example.test", "name": "Rita Reader"}
    )
    return READER


def message(key: str = "key", due_at: datetime | None = None) -> Message:
    """A posted message."""
    return actions.post(
        reader(),
        "Offramp: you are paged",
        "Open the page.",
        key=key,
        due_at=due_at or now(),
        by=SYSTEM,
    )
