"""A subpoena comes to the door, and what becomes of it."""

from django.utils.timezone import localdate

from offramp.program.people.tests import factories as make
from offramp.program.process.tests.factories import CLERK
from tests.journeys.seat import Seat, sit, told
from tests.journeys.town import open_town


def test_a_subpoena_comes_to_the_door(phone, new_desk, axe):
    """Given a subpoena, when a peer takes it in, then nothing goes out before an order
    names what, and then only that."""
    person = make.person(by=open_town().case_managers[0], known_as="Robin Fogwell")
    takes_it_in(sit(phone, "percy", axe))

    supervisor = sit(new_desk(), "sam", axe)
    supervisor.go(f"/people/{person.id}/")
    says_about_whom_it_is(supervisor)

    privacy = sit(new_desk(), "quinn", axe)
    sees_that_it_opens_nothing(privacy)
    writes_the_order_down(privacy)
    gives_out_what_it_names(privacy)


@told
def takes_it_in(seat: Seat) -> None:
    seat.go("/papers/new/")
    seat.sees("I cannot say whether anybody is or was here")
    seat.pick("A subpoena")
    seat.fill("Who brought or sent it?", "Lena Lawyerly, Law & Madeup")
    seat.fill("About whom, as the paper says?", "Robin Fogwell")
    seat.fill("What does it ask for?", "The whole record")
    seat.fill("Where is the paper itself?", "The safe")
    seat.press("Save")


@told
def says_about_whom_it_is(seat: Seat) -> None:
    seat.press("Legal papers")
    seat.sees("Lena Lawyerly")
    seat.page.once("dialog", lambda box: box.accept())
    seat.press("This one is about them")
    seat.sees("Robin Fogwell")


@told
def sees_that_it_opens_nothing(seat: Seat) -> None:
    seat.go("/")
    seat.press("A subpoena, Lena Lawyerly, Law & Madeup")
    seat.sees("A subpoena or a warrant by itself opens nothing")


@told
def writes_the_order_down(seat: Seat) -> None:
    seat.press("An order came with it")
    seat.pick("42 CFR 2.64: not about a crime of the person")
    seat.fill("Which court?", "Made-up Circuit Court")
    seat.fill("Case number", "26-MADE-UP")
    seat.fill("Day of the order", localdate().isoformat())
    seat.pick("Whether and since when they take part")
    seat.pick("No such finding")
    seat.pick("A valid subpoena came with it")
    seat.fill("To whom, by name or office?", CLERK)
    seat.fill("Where is the order itself?", "The safe")
    seat.press("Save")
    seat.sees(CLERK)


@told
def gives_out_what_it_names(seat: Seat) -> None:
    seat.press("Give out what it names")
    seat.pick(CLERK, "Who gets it?")
    seat.fill("Whether and since when they take part", "Since June 1, 2026")
    seat.press("Save what was given")
    seat.sees("Since June 1, 2026")
    seat.sees("Order of Made-up Circuit Court under 42 CFR 2.64")
