from typing import Any

from django.utils.timezone import localdate

from offramp.platform.design import forms
from offramp.program.directory.rules import needs
from offramp.program.directory.rules.checks import TAKING, Heard, Right, Taking
from offramp.program.directory.rules.page import Wanted


class Search(forms.Filter):
    """Find a service. All of it may stay empty."""

    q = forms.ShortText(
        label="Words", required=False, help_text="A name, a place, or what it is about"
    )
    need = forms.Pick(
        label="Helps with", required=False, choices=needs.grouped(), empty="Anything"
    )
    open_to = forms.Pick(
        label="Open to",
        required=False,
        choices=needs.choices(needs.OPEN_TO),
        empty="Anybody",
    )
    language = forms.ShortText(label="Language", required=False, max_length=60)

    def wanted(self) -> Wanted:
        """What was asked for; what cannot be read is left out."""
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            text=given.get("q", ""),
            need=given.get("need", ""),
            open_to=given.get("open_to", ""),
            language=given.get("language", ""),
        )


class CheckForm(forms.Form):
    """What a service said on the telephone, in four questions."""

    taking = forms.Tiles(
        label="Are they taking people?",
        choices=[(taking.value, said) for taking, said in TAKING.items()],
        error_messages={"required": "Choose what they said about taking people."},
    )
    next_on = forms.Day(
        label="When is the next place free?",
        required=False,
        help_text="The day they named, if they named one",
    )
    phone_right = forms.Tiles(
        label="Is the telephone number right?",
        required=False,
        choices=[
            (Right.YES.value, "Yes"),
            (Right.NO.value, "No"),
            (Right.UNKNOWN.value, "Did not call it"),
        ],
    )
    right_number = forms.Phone(label="The right number, if you have it", required=False)
    note = forms.LongText(
        label="Anything else the next colleague should know",
        help_text="About the service only, never about a participant",
        required=False,
        max_length=500,
        rows=3,
    )
    asked_when = {
        "next_on": forms.when("taking", Taking.WAITING.value, Taking.NO.value),
        "right_number": forms.when("phone_right", Right.NO.value),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_on"].earliest = localdate()  # type: ignore[attr-defined] # a Day

    def heard(self) -> Heard:
        """The answers, as the action takes them."""
        given = self.cleaned_data
        right = Right(given["phone_right"] or Right.UNKNOWN)
        taking = Taking(given["taking"])
        is_full = taking in {Taking.WAITING, Taking.NO}
        return Heard(
            taking=taking,
            phone_right=right,
            right_number=given["right_number"] if right == Right.NO else "",
            next_on=given["next_on"] if is_full else None,
            note=given["note"],
        )


class NeedsForm(forms.Form):
    """What a service helps with and whom it is open to, as it said itself."""

    helps_with = forms.ManyTiles(
        label="It helps with", choices=needs.grouped(), required=False
    )
    open_to = forms.ManyTiles(
        label="It is open to", choices=needs.choices(needs.OPEN_TO), required=False
    )

    def meets(self) -> frozenset[str]:
        """Everything that was ticked."""
        given = self.cleaned_data
        return frozenset(given["helps_with"]) | frozenset(given["open_to"])
