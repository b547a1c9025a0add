"""What may be done with a held charge, and when. Dates and sentences, no tables."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from offramp.platform.kernel.errors import Refused
from offramp.program.charges.lifecycle import State

COMPLETED = "assessment_completed"
NOT_COMPLETED = "assessment_not_completed"


class FilingReason(StrEnum):
    """Why a held charge is filed, in the prosecutor's categories."""

    NOT_COMPLETED = "assessment_not_completed"
    NEW_FACTS = "new_facts"
    NEVER_ELIGIBLE = "never_eligible"
    PERSON_ASKED = "person_asked"
    OTHER = "other"


FILING_REASONS = {
    FilingReason.NOT_COMPLETED: "A supervisor reported the assessment not completed",
    FilingReason.NEW_FACTS: "New facts in this matter, from another source",
    FilingReason.NEVER_ELIGIBLE: "The matter was never eligible",
    FilingReason.PERSON_ASKED: "The person or their lawyer asked for it",
    FilingReason.OTHER: "Another reason",
}


class AskedBy(StrEnum):
    """Which side asked for more time."""

    PROGRAM = "program"
    PROSECUTOR = "prosecutor"


ASKED_BY = {
    AskedBy.PROGRAM: "The program asked for more time",
    AskedBy.PROSECUTOR: "Your office gave more time",
}


class Proceeding(StrEnum):
    """Before whom the case is, of which taking part is a condition (42 CFR 2.35)."""

    HELD = "held"
    CRIMINAL = "criminal"
    MUNICIPAL = "municipal"
    SUPERVISION = "supervision"


PROCEEDINGS = {
    Proceeding.HELD: "A charge that the prosecutor holds back",
    Proceeding.CRIMINAL: "A criminal case before a court",
    Proceeding.MUNICIPAL: "A case before a municipal court",
    Proceeding.SUPERVISION: "Release, probation or parole",
}
# As long as a consent under 42 CFR 2.35 may run here; mark I, see consent/rules/kinds.py.
LONGEST_CONDITION = timedelta(days=2 * 365)


class Urgency(StrEnum):
    """How near a date is."""

    PAST = "past"
    SOON = "soon"
    FAR = "far"


SOON_DAYS = 7


@dataclass(frozen=True)
class Countdown:
    """A date and how far off it is, in words."""

    on: date
    days: int
    words: str
    urgency: Urgency

    @property
    def reads(self) -> str:
        """The date, and how far off it is."""
        return f"{said(self.on)}, {self.words}"


def countdown(on: date, today: date) -> Countdown:
    """How far off a date is."""
    days = (on - today).days
    if days < 0:
        return Countdown(on, days, _days(-days) + " ago", Urgency.PAST)
    urgency = Urgency.SOON if days <= SOON_DAYS else Urgency.FAR
    words = {0: "today", 1: "tomorrow"}.get(days, f"in {_days(days)}")
    return Countdown(on, days, words, urgency)


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


STANDS = {
    State.HELD: ("Held back", "info"),
    State.CLEARED: ("Cleared, no charge", "success"),
    State.FILED: ("Filed", "plain"),
    State.LET_GO: ("Handover taken back", "plain"),
}


def next_step(
    due: Countdown, *, is_completed: bool, is_reported: bool
) -> tuple[str, str]:
    """What the prosecutor does next with a held charge, and its tone."""
    if is_completed:
        return (
            "The program has told your office that the assessment is completed. Record "
            "the charge as cleared: no charge is pursued.",
            "success",
        )
    if is_reported:
        return (
            "A supervisor reported the assessment as not completed. Your office decides "
            "what follows; more time is one of the answers.",
            "warning",
        )
    if due.urgency == Urgency.PAST:
        return (
            "The date has passed and nobody has reported anything. Give more time, or "
            "ask the program; silence is not a report.",
            "warning",
        )
    return f"Nothing. The assessment is due {due.words}.", "plain"


def watch(due: Countdown) -> str:
    """What program staff read instead: the dates are theirs, the decision is not."""
    verb = "was" if due.urgency == Urgency.PAST else "is"
    return (
        f"The assessment {verb} due {due.words}. Only the prosecutor clears a charge or "
        "records it as filed."
    )


def due_dates(held_on: date, *, due_days: int, record_days: int) -> tuple[date, date]:
    """When the assessment is due, and when an uncharged arrest's record closes."""
    return held_on + timedelta(days=due_days), held_on + timedelta(days=record_days)


def must_be_later(until: date, due_on: date, *, today: date, most_days: int) -> None:
    """More time must be more, must not have run out, and has its limit."""
    first = max(due_on, today) + timedelta(days=1)
    last = max(due_on, today) + timedelta(days=most_days)
    if until < first:
        raise Refused(f"Choose {said(first)}, or a later day: that is more time.")
    if until > last:
        raise Refused(
            f"One extension gives at most {_days(most_days)}: choose {said(last)}, or "
            "an earlier day. It can be extended again."
        )


def must_be_sound(revocable_on: date, disposition_on: date, *, today: date) -> None:
    """The person can take it back no later than the case is decided (42 CFR 2.35(c))."""
    if disposition_on < today:
        raise Refused("The day on which the case is decided must not be over.")
    if disposition_on > today + LONGEST_CONDITION:
        raise Refused("A condition of a case holds for two years at the most.")
    if revocable_on > disposition_on:
        raise Refused(
            "The person must be able to take it back no later than the day on which the "
            "case is decided. Choose that day, or an earlier one."
        )


def must_be_reportable(
    attempts: int, *, minimum: int, due_on: date, today: date
) -> None:
    """No surprise: the date has passed, and the person was looked for often enough."""
    if today <= due_on:
        raise Refused(
            f"The person has until {said(due_on)}. Nothing can be reported before that "
            "day is over."
        )
    if attempts < minimum:
        raise Refused(
            f"The outreach log shows {attempts} of at least {minimum} attempts to reach "
            "the person. Try again first; nothing was reported."
        )


def said(day: date) -> str:
    """A day as people write it."""
    return f"{day:%B} {day.day}, {day.year}"
