"""Messages that wait, held until the transaction ends."""

from django.db.models import Q

from offramp.platform.outbox.lifecycle import LIFECYCLE, Event, State
from offramp.platform.outbox.models import Message


def taken_back(which: Q) -> list[Message]:
    """What of these had not left yet, and does not leave any more."""
    waiting = Message.objects.filter(which, state=State.WAITING)
    taken = list(waiting.select_for_update())
    after = LIFECYCLE.after(State.WAITING, Event.TAKE_BACK)
    Message.objects.filter(pk__in=[message.pk for message in taken]).update(state=after)
    return taken
