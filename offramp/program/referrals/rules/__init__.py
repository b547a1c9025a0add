"""How a referral reads, and when somebody should ask what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from offramp.program.referrals.lifecycle import Event, State

# A service that has not answered for this long is asked again. Ours, not measured.
NO_ANSWER_AFTER_DAYS = 3

LABELS: Mapping[State, str] = {
    State.SENT: "Sent, no answer yet",
    State.ACCEPTED: "Accepted",
    State.WAITING: "On the waiting list",
    State.DECLINED: "The service said no",
    State.APPOINTED: "Has an appointment",
    State.CONNECTED: "Arrived at the service",
    State.NOT_CONNECTED: "Did not arrive",
    State.WITHDRAWN: "Withdrawn by the participant",
}
TONES: Mapping[State, str] = {
    State.SENT: "info",
    State.ACCEPTED: "info",
    State.WAITING: "warning",
    State.DECLINED: "plain",
    State.APPOINTED: "info",
    State.CONNECTED: "success",
    State.NOT_CONNECTED: "plain",
    State.WITHDRAWN: "plain",
}
# The buttons of a referral, in the order in which things usually go.
ACTS: Mapping[Event, str] = {
    Event.ACCEPT: "They accepted",
    Event.WAIT: "Waiting list",
    Event.APPOINT: "Appointment",
    Event.CONNECT: "Arrived",
    Event.NOT_CONNECT: "Did not arrive",
    Event.DECLINE: "They said no",
    Event.WITHDRAW: "Changed their mind",
    Event.REOPEN: "That was a slip: open it again",
}
STEPS: Mapping[Event, str] = {
    Event.SEND: "Sent",
    Event.ACCEPT: "The service accepted",
    Event.WAIT: "Put on the waiting list",
    Event.APPOINT: "Appointment made",
    Event.CONNECT: "Arrived at the service",
    Event.NOT_CONNECT: "Did not arrive",
    Event.DECLINE: "The service said no",
    Event.WITHDRAW: "The participant changed their mind",
    Event.REOPEN: "Taken back: the referral is open again",
}


class Why(StrEnum):
    """Why a need could not be met. Stored by these words."""

    NONE = "none"
    FULL = "full"
    RULES = "rules"
    FAR = "far"
    COST = "cost"
    UNWANTED = "unwanted"


WHY: Mapping[Why, str] = {
    Why.NONE: "No service for this that we know of",
    Why.FULL: "All full or closed for now",
    Why.RULES: "None is open to this person",
    Why.FAR: "Too far, or no way to get there",
    Why.COST: "Insurance or cost",
    Why.UNWANTED: "Nothing of what there is suits the person",
}


@dataclass(frozen=True)
class Dates:
    """What decides whether a referral needs a call."""

    state: State
    changed_on: date
    waits_until_on: date | None = None
    appointment_on: date | None = None


def since(dates: Dates, today: date) -> str:
    """How long nothing has been heard, in a sentence."""
    days = (today - dates.changed_on).days
    heard = "today" if days <= 0 else "1 day" if days == 1 else f"{days} days"
    match dates.state:
        case State.SENT:
            return "Sent today" if days <= 0 else f"No answer for {heard}"
        case State.WAITING:
            return "Waiting since today" if days <= 0 else f"Waiting for {heard}"
        case State.ACCEPTED:
            return (
                "Accepted today" if days <= 0 else f"Accepted {heard} ago, no day yet"
            )
        case State.APPOINTED:
            return _until(dates.appointment_on, today)
        case _:
            return ""


def _until(day: date | None, today: date) -> str:
    if day is None:
        return ""
    days = (day - today).days
    if days == 0:
        return "The appointment is today"
    if days > 0:
        return "Appointment tomorrow" if days == 1 else f"Appointment in {days} days"
    ago = "yesterday" if days == -1 else f"{-days} days ago"
    return f"The appointment was {ago}: ask what came of it"


def needs_a_call(dates: Dates, today: date) -> bool:
    """Whether it is time to ask the service or the participant."""
    quiet = (today - dates.changed_on).days >= NO_ANSWER_AFTER_DAYS
    match dates.state:
        case State.SENT | State.ACCEPTED:
            return quiet
        case State.WAITING:
            ends = dates.waits_until_on
            return ends <= today if ends else (today - dates.changed_on).days >= 14
        case State.APPOINTED:
            return dates.appointment_on is not None and dates.appointment_on < today
        case _:
            return False


CANNOT: Mapping[State, str] = {
    State.DECLINED: "The service said no to this referral. Send a new one.",
    State.CONNECTED: "The participant arrived at this service. Nothing is open here.",
    State.NOT_CONNECTED: "This referral has ended. Send a new one to try again.",
    State.WITHDRAWN: "The participant took this referral back. Send a new one.",
}
