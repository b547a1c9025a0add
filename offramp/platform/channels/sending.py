"""A notice goes to somebody by one channel, to every browser when that is push."""

from django.utils.timezone import now

from offramp.platform.channels import access
from offramp.platform.channels.shape import Kind, Notice, NotTaken, Unreachable
from offramp.platform.kernel.ids import ActorId


def send(kind: Kind, user_id: ActorId, notice: Notice) -> str:
    """Hand it over; what the carrier calls it. Done once one browser's service has it."""
    reference, taken, problem = "", 0, Unreachable("nowhere")
    later: NotTaken | None = None
    for channel, address, device in access.ways(user_id, kind):
        try:
            reference = channel.send(notice, address)
            taken += 1
        except NotTaken as no:
            later = no
        except Unreachable as no:
            problem = no
            if device is not None:  # the browser has forgotten us
                device.gone_at = now()
                device.save(update_fields=["gone_at"])
    if not taken:
        raise later or problem
    return reference
