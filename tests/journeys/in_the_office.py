"""Steps of the case manager, the supervisor, the prosecutor and the manager."""

import re
from datetime import timedelta

from django.utils.timezone import localtime
from playwright.sync_api import expect

from tests.journeys.at_the_roadside import DONE, WHO, WISH
from tests.journeys.seat import Seat, told

LAST = "Thoughts that you would be better off dead"
NEXT_SECTION = re.compile("^(Start|Go on):")


@told
def takes_the_case(case_manager: Seat) -> None:
    case_manager.go("/")
    case_manager.photograph("13-case-manager-first-page")
    case_manager.press("Take this case")
    case_manager.is_at(WHO)
    case_manager.sees("The case manager does the assessment")
    case_manager.photograph("14-case-manager-person")


@told
def begins_the_assessment(case_manager: Seat) -> str:
    case_manager.press("Begin the assessment")
    case_manager.is_at(f"Assessment: {WHO}")
    case_manager.photograph("15-assessment")
    return case_manager.page.url


@told
def asks_about_mood(case_manager: Seat) -> None:
    case_manager.press("Mood")
    questions = case_manager.page.get_by_role("radiogroup")
    for number in range(2):
        questions.nth(number).get_by_text("More than half the days").click()
    last = case_manager.page.get_by_role("radiogroup", name=LAST)
    expect(last).to_be_visible()
    for number in range(2, 8):
        questions.nth(number).get_by_text("Several days").click()
    last.get_by_text("Several days").click()


@told
def sees_what_to_do_on_the_same_screen(case_manager: Seat) -> None:
    case_manager.sees("You are not alone with this")
    line = case_manager.page.get_by_role("link", name="988")
    expect(line).to_have_attribute("href", "tel:988")
    case_manager.page.get_by_role("radiogroup").last.get_by_text("Somewhat").click()
    expect(case_manager.page.locator("[data-saved]")).to_contain_text("Saved")
    case_manager.photograph("16-safety-card", down_to=line)
    case_manager.press("Save and go on")


@told
def skips_the_other_sections(case_manager: Seat, assessment: str) -> None:
    case_manager.go(assessment)
    case_manager.press(NEXT_SECTION)
    heading = case_manager.page.get_by_role("heading", level=1)
    while "what was said" not in heading.inner_text():
        if heading.inner_text() == "Mood":
            case_manager.press("Save and go on")
            continue
        case_manager.press("Skip this section")
        case_manager.pick("Not today; ask again")
        case_manager.press("Skip this section")


@told
def completes_the_assessment(case_manager: Seat, assessment: str) -> None:
    case_manager.go(f"{assessment}review/")
    case_manager.press("Complete the assessment")
    case_manager.sees("is told one thing, as agreed")
    case_manager.photograph("17-assessment-done")
    case_manager.press("The assessment is done")
    case_manager.sees("The prosecutor is told, as agreed.")


@told
def sees_and_closes_the_flag(supervisor: Seat) -> None:
    supervisor.go("/")
    supervisor.sees("Thoughts of suicide")
    supervisor.photograph("18-supervisor-first-page")
    supervisor.go("/flags/")
    supervisor.press("Close with what was done")
    done = "Sam sat with Finn, and they called 988 together."
    supervisor.fill("What was done?", done)
    supervisor.press("Close the flag")
    supervisor.sees("No open flags")


@told
def writes_the_plan(case_manager: Seat, person: str) -> None:
    case_manager.go(person)
    case_manager.press("Begin the plan")
    case_manager.press("Add a goal")
    case_manager.fill("What do they want?", WISH)
    case_manager.pick("A roof", "What is it about?")
    case_manager.press("Save the goal")
    case_manager.press(re.compile("^Add a step"))
    case_manager.fill("What is the next thing to do?", "Look at two rooms.")
    case_manager.pick("The participant", "Who does it?")
    case_manager.press("Save the step")
    case_manager.sees(f"“{WISH}”")
    case_manager.sees("Look at two rooms.")
    case_manager.photograph("19-plan")


@told
def hears_that_they_agree(case_manager: Seat) -> None:
    case_manager.press("Agree on this plan")
    case_manager.pick("They said yes")
    how = "How did they say yes"
    case_manager.fill(how, "Finn said yes aloud, and Casey heard it.")
    case_manager.press("We agree")
    case_manager.sees("Agreed")


@told
def opens_the_copy_to_print(case_manager: Seat) -> None:
    link = case_manager.page.get_by_role("link", name="Copy to print")
    case_manager.go(str(link.get_attribute("href")))
    expect(case_manager.page.locator("body")).to_contain_text("Look at two rooms.")
    case_manager.photograph("20-plan-on-paper")


@told
def refers_to_a_service(case_manager: Seat, person: str) -> None:
    case_manager.go(person)
    case_manager.press("Find a service")
    case_manager.fill("Words", "Kettle")
    case_manager.press("Search")
    case_manager.photograph("21-find-a-service")
    case_manager.press(re.compile("^Refer here.*Kettle House"))
    need = case_manager.page.get_by_label("What do they want help with?")
    need.select_option(label="Recovery housing")
    case_manager.press("Record the referral")
    case_manager.sees("Sent, no answer yet")


@told
def follows_the_referral(case_manager: Seat) -> None:
    case_manager.press("They accepted")
    case_manager.sees("Accepted today")
    case_manager.press("Appointment")
    when = localtime() + timedelta(days=1)
    when_expected = "When do they expect the participant?"
    case_manager.fill(when_expected, when.strftime("%Y-%m-%dT10:00"))
    case_manager.press("Save")
    case_manager.sees("Appointment tomorrow")
    case_manager.press("Arrived")
    case_manager.press("Save")
    case_manager.sees("Arrived at the service")
    case_manager.photograph("22-referral")


@told
def sees_the_held_charge(prosecutor: Seat) -> None:
    prosecutor.go("/")
    prosecutor.photograph("23-prosecutor-charges")
    prosecutor.press(re.compile("^LD-"))
    prosecutor.sees("Released to your office")
    prosecutor.sees(DONE)
    for word in ("suicide", "Mood", WISH, "blanket", "Percy"):
        expect(prosecutor.page.locator("body")).not_to_contain_text(word)
    prosecutor.photograph("24-prosecutor-charge")


@told
def records_it_as_cleared(prosecutor: Seat) -> None:
    prosecutor.page.once("dialog", lambda asked: asked.accept())
    prosecutor.press("Record as cleared")
    prosecutor.sees("No charge is pursued.")


@told
def closes_the_stay(case_manager: Seat, person: str) -> None:
    case_manager.go(person)
    case_manager.press("Close the stay")
    case_manager.pick("Got where they wanted")
    case_manager.press("Close the stay")
    case_manager.sees("The stay ended")
    case_manager.photograph("25-stay-closed")


@told
def sees_what_is_on(manager: Seat) -> None:
    manager.go("/")
    manager.sees("On call now")
    manager.sees("Percy Placeborough")
    manager.sees("people in the program")
    manager.photograph("26-manager-first-page")


@told
def answers_on_paper_like_pages(case_manager: Seat) -> None:
    case_manager.press("Mood")
    questions = case_manager.page.get_by_role("radiogroup")
    for number in range(2):
        questions.nth(number).get_by_text("More than half the days").click()
    case_manager.press("Save and go on")
    last = case_manager.page.get_by_role("radiogroup", name=LAST)
    last.get_by_text("Several days").click()
    case_manager.press("Save and go on")
    case_manager.sees("You are not alone with this")
