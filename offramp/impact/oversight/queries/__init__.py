"""The review queue and the record of acts, as pages show them."""

from offramp.impact.oversight.queries.queue import closed, item, queue, standing
from offramp.impact.oversight.queries.record import record

__all__ = ["closed", "item", "queue", "record", "standing"]
