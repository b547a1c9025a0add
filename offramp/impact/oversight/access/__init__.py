"""What is reviewed, and the facts of a week that the rules look at."""

from offramp.impact.oversight.access.items import closings, get, verifications
from offramp.impact.oversight.access.week import entries, of_week

__all__ = ["closings", "entries", "get", "of_week", "verifications"]
