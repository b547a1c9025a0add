from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from offramp.impact.oversight.lifecycle import Event
from offramp.impact.oversight.queries.record import Wanted
from offramp.platform.accounts import actors
from offramp.platform.design import forms
from offramp.platform.policy.actor import Role
from offramp.platform.policy.table import Permission


class Search(forms.Filter):
    """Look through the record. All of it may stay empty."""

    staff = forms.Pick(label="Who", required=False, empty="Anybody")
    day = forms.Day(label="Day", required=False)
    subject = forms.ShortText(
        label="About",
        required=False,
        max_length=36,
        help_text="A short code such as LD-7F3K2, or the long id",
    )
    action = forms.Pick(
        label="What",
        required=False,
        empty="Anything",
        choices=[(p.value, p.value) for p in sorted(Permission)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(id), name) for id, name in actors.staff(Role)]
        self.fields["staff"].choices = [("", "Anybody"), *offered]  # type: ignore[attr-defined] # a list
        day: forms.Day = self.fields["day"]  # type: ignore[assignment] # declared so above
        today = localdate()
        day.earliest, day.latest = today - timedelta(days=3653), today

    def wanted(self, before: str) -> Wanted:
        """What was asked for; what cannot be read is left out."""
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            staff_id=UUID(given["staff"]) if given.get("staff") else None,
            subject=given.get("subject", ""),
            day=given.get("day"),
            action=given.get("action", ""),
            before=int(before) if before.isdecimal() and len(before) < 19 else None,
        )


class FoundForm(forms.Form):
    """What the review found."""

    event = forms.Tiles(
        label="What did you find?",
        choices=[
            (Event.EXPLAIN.value, "There is a good explanation"),
            (Event.ESCALATE.value, "The privacy officer must look at it"),
        ],
        error_messages={"required": "Choose what you found."},
    )
    words = forms.LongText(
        label="In your words",
        help_text="Who was asked, and what they said. No participant's name.",
        max_length=1000,
        rows=4,
    )
