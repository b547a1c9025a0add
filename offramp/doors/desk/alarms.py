"""What stays in sight on every page: a record opened in an emergency is still open."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localtime, now

from offramp.platform.accounts.actors import OPENED
from offramp.platform.accounts.handed import is_handed_over
from offramp.platform.design.navigation import Alarm


def items(request: HttpRequest) -> list[Alarm]:
    """One for each record that this session still holds open. Asks no database."""
    if is_handed_over(request):
        return []  # not for the eyes of whom the screen was handed to
    held = request.session.get(OPENED, {})
    found = [(id, *row) for id, row in held.items()]
    return [
        _alarm(opening_id, person_id, until)
        for opening_id, person_id, iso in found
        if (until := datetime.fromisoformat(iso)) > now()
    ]


def _alarm(opening_id: str, person_id: str, until: datetime) -> Alarm:
    return Alarm(
        title="You have opened a record in an emergency",
        text=(
            f"You may read it until {localtime(until):%H:%M}, and change nothing. It "
            "is on record, and your supervisor and the privacy officer have been told."
        ),
        url=reverse("journey:person", args=[person_id]),
        url_text="To the record",
        end_url=reverse("people:close", args=[opening_id]),
        end_text="Close it now",
    )
