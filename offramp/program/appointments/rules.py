"""What appointments are for, what came of them, and why, in words that blame nobody."""

from offramp.program.appointments.lifecycle import State

KINDS = {
    "assessment": "Assessment",
    "follow_up": "Meeting",
    "service": "Visit to a service",
    "other": "Something else",
}
STATES = {
    State.BOOKED: "Agreed",
    State.KEPT: "Met",
    State.NOT_MET: "Did not meet",
    State.MOVED: "Moved",
    State.CANCELLED: "Called off",
}
# What every site offers: the person wants none.
NO_REMINDER = "none"
NOT_MET_REASONS = {
    "not_there": "They were not there",
    "we_could_not": "We could not make it",
    "no_ride": "No way to get there",
    "in_hospital": "In hospital",
    "in_jail": "In jail",
    "duties": "Work or family came first",
    "not_known": "Not known yet",
    "other": "Another reason",
}
CHANGE_REASONS = {
    "they_asked": "They asked",
    "we_asked": "We asked",
    "not_needed": "Not needed any more",
    "by_mistake": "Entered by mistake",
    "other": "Another reason",
}


def reason_text(reason: str) -> str:
    """A reason in words, also one that is no longer offered; empty when none."""
    known = NOT_MET_REASONS.get(reason) or CHANGE_REASONS.get(reason)
    return known or reason.replace("_", " ").capitalize()
