"""What pages need to know of the whole way: where people stand, what happened."""

from offramp.program.journey.queries.standing import Standing, standings
from offramp.program.journey.queries.timeline import Item, timeline

__all__ = ["Item", "Standing", "standings", "timeline"]
