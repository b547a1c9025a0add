"""What pages, lists and other packages are given of referrals."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from offramp.platform.kernel.ids import CaseId, PersonId, ReferralId
from offramp.program.directory.rules.page import Row, ServicePage
from offramp.program.referrals.lifecycle import Event, State
from offramp.program.referrals.rules import ACTS

# Acts that take a word or a day; the others are one tap.
WITH_FORM = {Event.WAIT, Event.APPOINT, Event.CONNECT, Event.NOT_CONNECT, Event.DECLINE}

_STYLES = {
    Event.CONNECT: "primary",
    Event.WITHDRAW: "quiet",
    Event.REOPEN: "quiet",
}
_CONFIRM = {
    Event.WITHDRAW: "Take this referral back for the participant?",
    Event.REOPEN: "Open this referral again, as it stood before?",
}


@dataclass(frozen=True)
class Brief:
    """A referral as a case shows it."""

    id: ReferralId
    service_name: str
    need: str
    state: State
    state_label: str
    tone: str
    sent_at: datetime
    updated_at: datetime
    connected_at: datetime | None


@dataclass(frozen=True)
class OpenRow:
    """An open referral as the case manager's list shows it."""

    id: ReferralId
    person_id: PersonId
    known_as: str
    service_name: str
    need: str
    state_label: str
    tone: str
    since: str
    is_due: bool
    is_offered: bool


@dataclass(frozen=True)
class Item:
    """A step on the timeline of a referral."""

    when: str
    iso: str
    title: str
    text: str
    tone: str


@dataclass(frozen=True)
class Act:
    """Something that can be done now; without a form it is one tap."""

    text: str
    url: str
    has_form: bool
    confirm: str
    style: str


@dataclass(frozen=True)
class ReferralPage:
    """Everything that the page of one referral shows."""

    id: ReferralId
    code: str
    person_id: PersonId
    known_as: str
    service: Row
    is_open: bool
    state_label: str
    tone: str
    since: str
    is_due: bool
    is_offered: bool
    facts: tuple[tuple[str, str], ...]
    timeline: tuple[Item, ...]
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Letter:
    """What a participant carries to a service. Nothing in it speaks of police."""

    id: ReferralId
    code: str
    on: str
    service: ServicePage
    need: str
    appointment: str
    sender: str


@dataclass(frozen=True)
class Sender:
    """The case that somebody is about to be referred from."""

    case_id: CaseId
    person_id: PersonId
    known_as: str
    is_open: bool


def acts(
    open_to: set[Event], state: State, address: Callable[[Event], str]
) -> tuple[Act, ...]:
    """The buttons of a referral in this state, in the order things usually go."""
    again = {Event.APPOINT: "Another day"} if state == State.APPOINTED else {}
    return tuple(
        Act(
            text=again.get(event, text),
            url=address(event),
            has_form=event in WITH_FORM,
            confirm=_CONFIRM.get(event, ""),
            style=_STYLES.get(event, "secondary"),
        )
        for event, text in ACTS.items()
        if event in open_to
    )
