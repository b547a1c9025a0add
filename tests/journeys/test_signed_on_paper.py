"""Somebody signs on paper, and the photograph of it is kept with the consent."""

from pathlib import Path

from django.utils.timezone import localdate

from offramp.platform.design.uploads import redrawn
from offramp.program.consent.models import Consent, Scan
from offramp.program.consent.tests.factories import PNG
from offramp.program.people.models import Person
from offramp.program.people.tests import factories as make
from tests.journeys.seat import Seat, sit, told
from tests.journeys.town import open_town


def test_somebody_signs_on_paper(phone, axe, tmp_path: Path):
    """Given a printed text, when it was signed, then its photograph is kept beside the
    consent, a wrong file is told by a sentence, and their copy is theirs to choose."""
    staff = open_town()
    person = make.person(by=staff.peers[0], known_as="Robin Fogwell")
    photograph, notes = tmp_path / "page.png", tmp_path / "notes.txt"
    photograph.write_bytes(PNG)
    notes.write_text("Made up.")

    peer = sit(phone, "percy", axe)
    version = prints_the_text(peer, person)
    fills_it_in(peer, version)
    sends_a_wrong_file(peer, notes)
    sends_the_photograph(peer, photograph)
    looks_at_the_paper(peer, tmp_path / "seen.png")
    says_how_they_have_their_copy(peer, person)

    consent = Consent.objects.get(person=person)
    assert Scan.objects.get().consent_id == consent.pk
    assert consent.copy_how == "photographed"


@told
def prints_the_text(seat: Seat, person: Person) -> str:
    seat.go(f"/people/{person.id}/consents/new/")
    seat.press("Print it to be signed on paper")
    seat.sees("Sign here")
    foot = seat.page.locator(".paper__foot strong")
    version = foot.inner_text()
    seat.press("Back", within=seat.page.locator(".paper__bar"))
    return version


@told
def fills_it_in(seat: Seat, version: str) -> None:
    seat.pick("Attorney for the Meadow District (made up)")
    seat.pick("The long talk has taken place")
    seat.pick("Signed on paper, a copy is kept here")
    seat.fill("Which day stands on the paper?", localdate().isoformat())
    seat.page.get_by_label("Who saw it signed?").select_option(label="Sam Simulacrum")
    seat.fill("Which text version stands at its foot?", version[:6])
    seat.fill("the full name as a signature", "Robin Fogwell")


@told
def sends_a_wrong_file(seat: Seat, notes: Path) -> None:
    seat.page.get_by_label("Photograph or scan").set_input_files(notes)
    seat.press("Save")
    seat.sees("Only PDF, JPEG and PNG are taken")


@told
def sends_the_photograph(seat: Seat, photograph: Path) -> None:
    """Everything else is still there, so only the file is chosen again."""
    seat.page.get_by_label("Photograph or scan").set_input_files(photograph)
    seat.press("Save")
    seat.sees("Recorded. Give the person a copy.")
    seat.sees("Signed on paper, a copy is kept here")


@told
def looks_at_the_paper(seat: Seat, seen: Path) -> None:
    with seat.page.expect_download() as coming:
        seat.page.get_by_role("link", name="The signed paper").click()
    coming.value.save_as(seen)
    assert seen.read_bytes() == redrawn(PNG, "image/png")


@told
def says_how_they_have_their_copy(seat: Seat, person: Person) -> None:
    seat.sees("Copy still to be given")
    seat.press("How they have their copy")
    seat.pick("They photographed it with their own phone")
    seat.press("Save")
    seat.sees("Copy: They photographed it with their own phone")
    seat.go(f"/people/{person.id}/")
