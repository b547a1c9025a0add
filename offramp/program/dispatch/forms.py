from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms as django
from django.utils.timezone import localdate

from offramp.platform.accounts.actors import staff
from offramp.platform.channels.shape import WORDS, Kind
from offramp.platform.design import forms
from offramp.platform.kernel.ids import ActorId, ShiftId
from offramp.platform.policy.actor import Role
from offramp.program.dispatch.lifecycle import Found
from offramp.program.dispatch.rules import (
    MOST_WEEKS,
    PLACE_WORDS,
    Place,
    Span,
    areas,
    local_moment,
)
from offramp.program.sites import queries as sites


class AnswerForm(forms.Form):
    """In how many minutes the peer is there."""

    minutes = forms.WholeNumber(label="Minutes", min_value=1, max_value=180)


class ShiftForm(forms.Form):
    """A peer goes on the roster, once or for some weeks."""

    staff_id = forms.Pick(label="Who")
    place = forms.Tiles(
        label="Place",
        choices=[(place.value, PLACE_WORDS[place]) for place in Place],
        initial=Place.PRIMARY.value,
        hints={
            Place.PRIMARY.value: "Paged first",
            Place.BACKUP.value: "Paged when the primary does not answer",
            Place.SUPERVISOR.value: "Paged when neither answers",
        },
    )
    day = forms.Day(label="Day it begins")
    begins = django.TimeField(label="From", widget=django.TimeInput({"type": "time"}))
    ends = django.TimeField(
        label="Until",
        help_text="An earlier time than the first means the next day.",
        widget=django.TimeInput({"type": "time"}),
    )
    weeks = forms.WholeNumber(
        label="For how many weeks?",
        help_text="1 is this day only. More repeats it on the same weekday.",
        min_value=1,
        max_value=MOST_WEEKS,
        initial=1,
    )
    without_holidays = django.BooleanField(
        label="Leave out holidays",
        help_text="Those days then show as gaps, to be filled one by one.",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].earliest = localdate()  # type: ignore[attr-defined] # our Day
        able = staff([Role.PEER, Role.SUPERVISOR])
        peers = [(str(id), name) for id, name in able]
        self.fields["staff_id"].choices = [("", "Choose…"), *peers]  # type: ignore[attr-defined] # our Pick

    def span(self, zone: ZoneInfo) -> Span:
        """From when until when, by the clock where the program is."""
        given = self.cleaned_data
        last = given["day"]
        if given["ends"] <= given["begins"]:
            last += timedelta(days=1)
        return Span(
            local_moment(datetime.combine(given["day"], given["begins"]), zone),
            local_moment(datetime.combine(last, given["ends"]), zone),
        )


class SwapForm(forms.Form):
    """Who is to take a shift, and for which of theirs."""

    to = forms.Pick(label="Who takes it, and for what?")

    def __init__(
        self, *args: Any, colleagues: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "Choose…"), *colleagues]  # type: ignore[attr-defined] # our Pick

    def chosen(self) -> tuple[ActorId, ShiftId | None]:
        """The colleague, and the shift that is given for it."""
        to, _, given = self.cleaned_data["to"].partition(" ")
        return ActorId(UUID(to)), ShiftId(UUID(given)) if given else None


class FollowUpForm(forms.Form):
    """What came of looking for somebody."""

    found = forms.Pick(
        label="What came of it?", choices=[(word.value, word.value) for word in Found]
    )


class ReachForm(forms.Form):
    """How one is paged: which way first, which then; and whom one suits."""

    first = forms.Pick(label="First, at once")
    second = forms.Pick(label="Second, at once too", required=False)
    third = forms.Pick(label="Third, after a while", required=False)
    fourth = forms.Pick(label="Fourth, after a while", required=False)
    phone = forms.Phone(
        label="Number for text messages and phone calls",
        help_text="Your own, or one that nobody else is paged at.",
        required=False,
    )
    areas = forms.ManyTiles(
        label="Where you can be quickly",
        help_text="None means everywhere.",
        required=False,
    )
    languages = forms.ManyTiles(
        label="Languages you speak with people",
        help_text="Only orders who is paged first, when somebody asks for it.",
        required=False,
    )
    gender = forms.Pick(
        label="Your gender, if you want to say it",
        help_text="Only orders who is paged first, when somebody asks for it.",
        required=False,
    )

    def __init__(self, *args: Any, offered: Sequence[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [(kind.value, WORDS[kind]) for kind in offered]
        for name in _ORDER:
            self.fields[name].choices = [("", "None"), *ways]  # type: ignore[attr-defined] # our Pick
        site = sites.current()
        said = {
            "areas": areas(site),
            "languages": site.choices("language"),
            "gender": [("", "Not said"), *site.choices("gender")],
        }
        for name, choices in said.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined] # a choice of ours

    def order(self) -> list[Kind]:
        """The ways in the order chosen."""
        return [Kind(word) for name in _ORDER if (word := self.cleaned_data[name])]


_ORDER = ("first", "second", "third", "fourth")
