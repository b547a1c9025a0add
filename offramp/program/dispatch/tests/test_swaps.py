from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.http import Http404
from django.urls import reverse
from django.utils.timezone import now

from offramp.platform.accounts.models import Clearance, Need
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId, ShiftId
from offramp.platform.outbox import worker
from offramp.program.dispatch import actions, queries
from offramp.program.dispatch.lifecycle import SwapEvent
from offramp.program.dispatch.models import Shift, Swap
from offramp.program.dispatch.rules import Place, Span
from offramp.program.dispatch.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db

TOMORROW = timedelta(days=1)


def asked(shift: Shift, given: Shift | None = None, id: UUID | None = None) -> Swap:
    """Percy asks Pat to take it."""
    pat = ActorId(cast.pat().id)
    for_it = given.id if given else None
    return actions.ask_swap(
        id or uuid4(), shift.id, pat, for_it, at=now(), by=cast.percy()
    )


def settled(swap: Swap, event: SwapEvent, by=None) -> Swap:
    return actions.settle_swap(swap.id, event, at=now(), by=by or cast.pat())


def test_nothing_changes_until_the_other_says_yes():
    shift = make.shift(cast.percy(), at=now() + TOMORROW)
    swap = asked(shift)
    assert asked(shift, id=swap.id) == swap
    shift.refresh_from_db()
    assert shift.staff_id == cast.percy().id
    worker.send_waiting("w1")
    assert [letter.to for letter in mail.outbox] == [["pat@example.test"]]

    settled(swap, SwapEvent.ACCEPT)
    settled(swap, SwapEvent.ACCEPT)

    shift.refresh_from_db()
    assert shift.staff_id == cast.pat().id
    with pytest.raises(Refused, match="has been settled"):
        settled(swap, SwapEvent.REFUSE)


def test_two_shifts_change_hands_together():
    mine = make.shift(cast.percy(), at=now() + TOMORROW)
    theirs = make.shift(cast.pat(), at=now() + 3 * TOMORROW)
    swap = asked(mine, theirs)
    settled(swap, SwapEvent.ACCEPT)
    assert set(Shift.objects.values_list("id", "staff_id")) == {
        (mine.id, cast.pat().id),
        (theirs.id, cast.percy().id),
    }


@pytest.mark.parametrize("event", [SwapEvent.REFUSE, SwapEvent.TAKE_BACK])
def test_a_no_leaves_the_roster_as_it_was(event: SwapEvent):
    shift = make.shift(cast.percy(), at=now() + TOMORROW)
    swap = asked(shift)
    by = cast.percy() if event is SwapEvent.TAKE_BACK else cast.pat()
    stranger = cast.pat() if event is SwapEvent.TAKE_BACK else cast.percy()
    with pytest.raises(Http404):
        settled(swap, event, by=stranger)
    assert settled(swap, event, by=by).state != "asked"
    shift.refresh_from_db()
    assert shift.staff_id == cast.percy().id
    assert asked(shift).state == "asked"


def test_what_cannot_be_is_refused_when_asked_and_again_when_accepted():
    shift = make.shift(cast.percy(), at=now() + TOMORROW)
    with pytest.raises(Refused, match="You have asked somebody"):
        asked(shift), asked(shift)
    swap = Swap.objects.get()
    make.shift(cast.pat(), Place.BACKUP, at=now() + TOMORROW)
    with pytest.raises(Refused, match="on call already"):
        settled(swap, SwapEvent.ACCEPT)
    begun = make.shift(cast.percy())
    with pytest.raises(Refused, match="has begun"):
        asked(begun)
    with pytest.raises(Http404):
        actions.ask_swap(
            uuid4(), begun.id, ActorId(cast.percy().id), at=now(), by=cast.pat()
        )


def test_the_pages_of_it(client):
    shift = make.shift(cast.percy(), at=now() + TOMORROW)
    cast.signed_in(client, cast.percy())
    url = reverse("dispatch:swap", args=[shift.id])
    assert "Pat Castly, for nothing" in client.get(url).text
    assert client.post(url, {"submission_id": str(uuid4())}).status_code == 422
    sent = {"submission_id": str(uuid4()), "to": str(cast.pat().id)}
    assert client.post(url, sent).status_code == 302
    assert "You asked Pat Castly to take" in client.get("/roster/").text

    cast.signed_in(client, cast.pat())
    assert "Percy Castly asks you to take" in client.get("/roster/").text
    swap = Swap.objects.get()
    yes = reverse("dispatch:accept_swap", args=[swap.id])
    assert client.post(yes).status_code == 302
    [swap_row] = queries.roster("", cast.pat()).swaps or [None]
    assert swap_row is None


def clearance(until: date) -> None:
    """Percy's training; the site asks for it."""
    Need.objects.get_or_create(of="peer", what="training")
    for who in (cast.percy(), cast.pat()):
        Clearance.objects.create(
            user_id=who.id,
            kind="training",
            done_on=date(2020, 1, 1),
            until_on=until,
            recorded_at=now(),
            recorded_by_id=cast.mona().id,
        )


def test_whose_training_is_out_of_date_cannot_be_rostered_and_the_reason_is_said():
    until = (now() + timedelta(days=10)).date()
    clearance(until)
    fits = make.shift(cast.percy(), at=now() + TOMORROW)
    late = now() + timedelta(days=20)
    said = f"their training runs out on {until:%B} {until.day}, {until.year}"
    with pytest.raises(Refused, match=said):
        make.shift(cast.percy(), at=late)
    Need.objects.create(of="peer", what="vetting")
    with pytest.raises(Refused, match="no vetting is on file"):
        make.shift(cast.percy(), at=now() + 2 * TOMORROW)
    row = next(row for day in week_of(fits) for row in day.rows)
    assert row.lapses == "no vetting is on file"


def week_of(shift: Shift):
    return queries.roster(f"{shift.from_at:%G-W%V}", cast.mona()).days


def test_whose_papers_have_run_out_since_is_not_paged():
    make.shift(cast.percy())
    make.shift(cast.pat(), Place.BACKUP)
    clearance(date(2021, 1, 1))
    Clearance.objects.filter(user_id=cast.pat().id).update(until_on=date(2099, 1, 1))
    dispatch = make.dispatch()
    assert list(dispatch.pages.values_list("staff_id", flat=True)) == [cast.pat().id]


def test_a_supervisor_stands_as_supervisor_only():
    span = Span(now(), now() + timedelta(hours=8))
    sam, percy = ActorId(cast.sam().id), ActorId(cast.percy().id)
    for who, place in ((sam, Place.PRIMARY), (percy, Place.SUPERVISOR)):
        with pytest.raises(Refused, match="does not serve as a"):
            actions.add_shift(
                ShiftId(uuid4()), who, place, span, at=now(), by=cast.mona()
            )


def test_holidays_can_be_left_out_and_are_shown(client):
    begins = now()
    days = {(begins + timedelta(weeks=1)).date()}
    zone = begins.astimezone(make.zone())
    days = {zone.date() + timedelta(weeks=1)}
    made = actions.add_shift(
        ShiftId(uuid4()),
        ActorId(cast.percy().id),
        Place.PRIMARY,
        Span(begins, begins + timedelta(hours=8)),
        weeks=3,
        without=days,
        at=now(),
        by=cast.sam(),
    )
    assert len(made) == 2
    week = queries.roster("2026-W52", cast.sam())
    assert [day.holiday for day in week.days if day.holiday] == ["Long Night (made up)"]
