from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms as django
from django.utils.timezone import localdate

from offramp.platform.accounts.actors import staff
from offramp.platform.design import forms
from offramp.platform.policy.actor import Role
from offramp.program.dispatch.rules import (
    MOST_WEEKS,
    PLACE_WORDS,
    Place,
    Span,
    local_moment,
)


class AnswerForm(forms.Form):
    """In how many minutes the peer is there."""

    minutes = forms.WholeNumber(label="Minutes", min_value=1, max_value=180)


class ShiftForm(forms.Form):
    """A peer goes on the roster, once or for some weeks."""

    staff_id = forms.Pick(label="Peer")
    place = forms.Tiles(
        label="Place",
        choices=[(place.value, PLACE_WORDS[place]) for place in Place],
        initial=Place.PRIMARY.value,
        hints={
            Place.PRIMARY.value: "Paged first",
            Place.BACKUP.value: "Paged when the primary does not answer",
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].earliest = localdate()  # type: ignore[attr-defined] # our Day
        peers = [(str(id), name) for id, name in staff([Role.PEER])]
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
