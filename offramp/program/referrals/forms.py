from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate, localtime, now

from offramp.platform.design import forms
from offramp.program.directory.rules import needs
from offramp.program.referrals.actions import Sending
from offramp.program.referrals.lifecycle import Event
from offramp.program.referrals.rules import WHY, Why
from offramp.program.sites import queries as sites


class SendForm(forms.Form):
    """How the participant gets to the service."""

    need = forms.Pick(label="What do they want help with?", choices=needs.grouped())
    is_warm = forms.Tiles(
        label="Does somebody of ours go along, or call together?",
        choices=[("yes", "Yes, a warm hand-off"), ("no", "No, they go by themselves")],
        required=False,
    )
    transport = forms.Tiles(label="How do they get there?", required=False)
    note = forms.LongText(
        label="To remember, for us only",
        help_text="Not printed on the letter. No diagnoses, please.",
        required=False,
        max_length=300,
        rows=2,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "transport", "transport")

    def sending(self) -> Sending:
        """The answers, as the action takes them."""
        given = self.cleaned_data
        return Sending(
            need=given["need"],
            is_warm=given["is_warm"] == "yes",
            transport=given["transport"],
            note=given["note"],
        )


class UnmetForm(forms.Form):
    """A need that no service meets."""

    need = forms.Pick(label="What did they need?", choices=needs.grouped())
    why = forms.Tiles(
        label="Why is there nothing?",
        choices=[(why.value, said) for why, said in WHY.items()],
    )
    note = forms.LongText(
        label="What would have helped",
        help_text="About services, not about the person",
        required=False,
        max_length=300,
        rows=2,
    )

    def said(self) -> tuple[str, Why, str]:
        """The need, the reason and the words, as the action takes them."""
        given = self.cleaned_data
        return given["need"], Why(given["why"]), given["note"]


class Learn(forms.Form):
    """Something that was learned of a referral. On its own: one tap, no question."""

    def step_id(self) -> UUID:
        """The id of this step, so that a second tap does nothing."""
        found: UUID = self.cleaned_data["submission_id"]
        return found

    def learned(self) -> dict[str, Any]:
        """The answers, by the names that the action knows them under."""
        return {}

    def learned_at(self) -> datetime:
        """When it was."""
        return now()


class WaitForm(Learn):
    """Until when, if the service said so."""

    waits_until_on = forms.Day(
        label="Until about when?", required=False, help_text="If they named a day"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["waits_until_on"].earliest = localdate()  # type: ignore[attr-defined] # a Day

    def learned(self) -> dict[str, Any]:
        """The day, or none."""
        return {"waits_until_on": self.cleaned_data["waits_until_on"]}


class AppointForm(Learn):
    """When the service expects the participant."""

    appointment = forms.Moment(label="When do they expect the participant?")

    def learned(self) -> dict[str, Any]:
        """The day and the time."""
        return {"appointment": self.cleaned_data["appointment"]}


class ConnectForm(Learn):
    """When the participant got there."""

    arrived_at = forms.PastMoment(label="When did they get there?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        moment = localtime().replace(second=0, microsecond=0)
        super().__init__(*args, initial={"arrived_at": moment}, **kwargs)

    def learned_at(self) -> datetime:
        """The moment of the arrival."""
        at: datetime = self.cleaned_data["arrived_at"]
        return at


class _ReasonForm(Learn):
    """A reason from the site's own list."""

    words = ""
    reason = forms.Tiles(label="Why?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "reason", self.words)

    def learned(self) -> dict[str, Any]:
        """The reason."""
        return {"reason": self.cleaned_data["reason"]}


class NotConnectForm(_ReasonForm):
    """Why the participant did not get there."""

    words = "not_connected_reason"


class DeclineForm(_ReasonForm):
    """Why the service does not take the participant."""

    words = "referral_declined_reason"


def _offer(form: forms.Form, name: str, words: str) -> None:
    form.fields[name].choices = sites.current().choices(words)  # type: ignore[attr-defined] # Tiles


FORMS: Mapping[Event, type[Learn]] = {
    Event.WAIT: WaitForm,
    Event.APPOINT: AppointForm,
    Event.CONNECT: ConnectForm,
    Event.NOT_CONNECT: NotConnectForm,
    Event.DECLINE: DeclineForm,
}
