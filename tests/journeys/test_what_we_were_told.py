"""A work group reads what it was told and saves it; a police lead sees what is theirs."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from django.utils.timezone import now
from playwright.sync_api import expect

from offramp.platform.kernel.ids import new_id
from offramp.program.consent import actions as consent
from offramp.program.consent.models import Consent
from offramp.program.consent.rules import NOTICE, Fact
from offramp.program.consent.tests import factories as consents
from offramp.program.diversions.tests import factories as diversions
from offramp.program.people.tests import factories as make
from tests.journeys.seat import Seat, sit, told
from tests.journeys.town import open_town


def test_a_work_group_reads_what_it_was_told_and_saves_it(phone, axe):
    """Given somebody who agreed, when a member looks, then they read it, print it and
    save it with its notice; when it is taken back, the page says nothing."""
    staff = open_town()
    agreed = _tell(staff, staff.work_group[0])
    member = sit(phone, "wren", axe)
    member.is_at("What we were told")
    reads_it_with_its_notice(member)
    opens_it_to_print(member)
    saves_it(member)
    consent.revoke(agreed.id, at=now(), by=staff.supervisor)
    finds_nothing(member)


def test_a_police_lead_reads_the_agencys_contacts_and_what_it_was_told(desk, axe):
    """Given two agencies, when one's lead looks, then only their own contacts are there,
    and what became of them only where the person agreed."""
    staff = open_town()
    lead = staff.police_supervisors[0]
    ours, theirs = (
        next(o for o in staff.officers if (o.agency_id == lead.agency_id) is is_ours)
        for is_ours in (True, False)
    )
    diversions.contact(made_by=ours, said_name="Ours Madeup")
    diversions.contact(made_by=theirs, said_name="Theirs Madeup")
    seat = sit(desk, "lee", axe)
    reads_their_own_contacts(seat)
    finds_nothing(seat)


def _tell(staff, reader) -> Consent:
    sam, person = staff.supervisor, make.person(by=staff.supervisor)
    terms = {"recipient_agency_id": reader.agency_id, "categories": ["name", "engaged"]}
    agreed = consents.consent(person, by=sam, **terms)
    facts = (Fact("name", "Name", "Robin Fogwell"), Fact("engaged", "Comes", "June 1"))
    consent.release(person.id, new_id(), facts, reader.agency_id, at=now(), by=sam)
    return agreed


@told
def reads_it_with_its_notice(seat: Seat) -> None:
    for said in ("Robin Fogwell", "June 1", NOTICE, "Lantern Table", "10 or fewer"):
        seat.sees(said)


@told
def opens_it_to_print(seat: Seat) -> None:
    seat.press("Open to print")
    seat.is_at("Released under a consent")
    seat.sees(NOTICE)
    seat.go("/told/")


@told
def saves_it(seat: Seat) -> None:
    seat.press("Save as a file")
    seat.sees("Files you may still save today")
    with seat.page.expect_download() as coming:
        seat.page.get_by_role("button", name="Save the file").click()
    with ZipFile(BytesIO(Path(coming.value.path()).read_bytes())) as file:
        assert {NOTICE in file.read(name).decode() for name in file.namelist()} == {
            True
        }


@told
def finds_nothing(seat: Seat) -> None:
    seat.go("/told/")
    seat.sees("Nothing is released to you")
    expect(seat.page.get_by_text("Robin Fogwell")).to_have_count(0)


@told
def reads_their_own_contacts(seat: Seat) -> None:
    seat.is_at("Contacts of the agency")
    seat.sees("Ours Madeup")
    expect(seat.page.get_by_text("Theirs Madeup")).to_have_count(0)
    seat.press(seat.page.locator("main td a").first.inner_text())
    seat.sees("As the officer wrote it")
