"""What each role's first page holds."""

from datetime import datetime

from offramp.platform.policy.actor import Actor, Role

# Of two roles, the one with more to do comes first.
ORDER = (Role.SUPERVISOR, Role.CASE_MANAGER, Role.PEER, Role.MANAGER)


def home(by: Actor, at: datetime) -> object:
    """The page of the actor's first role."""
    return None
