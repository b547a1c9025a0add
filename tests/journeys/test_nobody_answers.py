"""A page that nobody answers goes on; the backup taps a link, goes, and is looked after."""

import base64
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils.timezone import now
from playwright.sync_api import Page

from offramp.config.demo.staff import Staff
from offramp.platform.channels.shape import Accounts
from offramp.platform.kernel.ids import ActorId, ShiftId
from offramp.platform.outbox import tokens
from offramp.program.dispatch import actions as dispatch
from offramp.program.dispatch import jobs
from offramp.program.dispatch.models import Dispatch, Watch
from offramp.program.dispatch.models import Page as Paged
from offramp.program.dispatch.rules import Place, Span
from offramp.program.sites import queries as sites
from tests.journeys import at_the_roadside as road
from tests.journeys.seat import Seat, sit, told
from tests.journeys.town import open_town


@pytest.mark.slow  # a whole story, four people
def test_nobody_answers_and_the_backup_comes(
    phone, other_phone, desk, axe, new_desk, settings
):
    settings.OFFRAMP_CHANNELS = Accounts(push_key=_key(), carrier_sender="+13145550100")
    staff = open_town()
    _roster(staff)
    officer = sit(phone, "olive", axe)
    lead = sit(desk, "sam", axe)
    road.fills_in_the_contact(officer)
    road.hands_the_person_over(officer)

    _time_passes(sites.current().clocks.next_person_after_seconds)
    road.sees_without_reloading(officer, "The backup is being paged.", "")
    sees_each_step(lead)

    link = tokens.link(Paged.objects.get(place="backup").pk)
    peer = Seat(other_phone.new_page(), "pat", axe)
    taps_the_link(peer, "/p/" + link.split("/p/")[1])
    road.sees_without_reloading(officer, "Pat is coming", "")
    pat = sit(other_phone, "pat", axe)
    comes(pat)
    road.is_released(officer)

    _the_peer_is_silent()
    sees_the_alarm_and_sees_to_it(lead)
    says_that_they_are_done(pat)
    chooses_how_to_be_paged(pat)
    reads_the_board(sit(new_desk(), "mona", axe))


def _key() -> str:
    """A key that signs push messages."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=").decode()


def _roster(staff: Staff) -> None:
    at = now()
    stands = {Place.BACKUP: staff.peers[1], Place.SUPERVISOR: staff.supervisor}
    for place, who in stands.items():
        span = Span(at - timedelta(hours=1), at + timedelta(hours=8))
        dispatch.add_shift(
            ShiftId(uuid4()), ActorId(who.id), place, span, at=at, by=staff.supervisor
        )


def _time_passes(seconds: int) -> None:
    """As far as the page can tell."""
    jobs.escalate(now() + timedelta(seconds=seconds + 1))


def _the_peer_is_silent() -> None:
    """Long enough that they were asked, and then the supervisor was called."""
    clocks = sites.current().clocks
    late = now() + timedelta(minutes=clocks.check_in_minutes + 1)
    jobs.watch(late)
    jobs.watch(late + timedelta(minutes=clocks.check_in_grace_minutes + 1))
    assert Watch.objects.get().alarmed_at


@told
def sees_each_step(lead: Seat) -> None:
    lead.go(f"/dispatches/{Dispatch.objects.get().pk}/")
    lead.sees("Whom we tried to reach")
    lead.sees("Percy")
    lead.sees("Pat")


@told
def taps_the_link(peer: Seat, link: str) -> None:
    peer.go(link)
    peer.sees("You are paged")
    assert road.WHO not in _words(peer.page)
    peer.press("Coming, 20 min")
    peer.is_at("You are going")


def _words(page: Page) -> str:
    return page.content()


@told
def comes(peer: Seat) -> None:
    peer.go("/dispatches/")
    peer.sees(road.WHERE)
    road.travels(peer)
    road.arrives(peer)
    peer.sees("All well at")


@told
def sees_the_alarm_and_sees_to_it(lead: Seat) -> None:
    lead.go("/dispatches/board/")
    lead.sees("The supervisor is called.")
    lead.go(f"/dispatches/{Dispatch.objects.get().pk}/")
    lead.press("I see to it")
    lead.sees("sees to it. Last word at")


@told
def says_that_they_are_done(peer: Seat) -> None:
    peer.go(f"/dispatches/{Dispatch.objects.get().pk}/")
    peer.page.on("dialog", lambda asked: asked.accept())
    peer.press("I am done and safe")
    peer.sees("Nobody waits for a word of you.")


@told
def chooses_how_to_be_paged(peer: Seat) -> None:
    peer.go("/me/paging/")
    peer.sees("This browser takes none yet.")
    peer.page.get_by_label("First, at once").select_option(label="Text message")
    peer.fill("Number for text messages", "314")
    peer.press("Keep this")
    peer.sees("area code")
    peer.fill("Number for text messages", "314 555 0143")
    peer.press("Keep this")
    peer.sees("You are reached by: Text message.")


@told
def reads_the_board(manager: Seat) -> None:
    manager.go("/dispatches/board/")
    manager.sees("Today's handoffs")
    manager.sees("No page is open")
    manager.go("/dispatches/measures/")
    manager.sees("within the goal of")
    manager.go("/roster/")
    manager.sees("Gaps in the next 14 days")
