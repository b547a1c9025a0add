"""Every part on one page, with made-up contents, for tests and for our own eyes."""

from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils.datastructures import MultiValueDict

from offramp.platform.design import forms
from offramp.platform.design.navigation import NavItem

HERE = Path(__file__).parent
PERCY = SimpleNamespace(
    product="Offramp",
    program_name="Prairie County LEAD",
    demo=True,
    is_signed_in=True,
    signed_in_as="Percy Castly",
    role="Peer",
    sign_out_url="/sign-out/",
    navigation=[
        NavItem("Tonight", "/tonight/", current=True),
        NavItem("People", "/people/"),
        NavItem("Follow-ups", "/follow-ups/"),
        NavItem("Shifts", "/shifts/"),
        NavItem("Naloxone", "/kits/"),
    ],
)
OLIVE = SimpleNamespace(
    **{
        **vars(PERCY),
        "demo": False,
        "signed_in_as": "Olive Castly",
        "role": "Officer",
        "navigation": [
            NavItem("New contact", "/contacts/new/", current=True),
            NavItem("My contacts", "/contacts/"),
        ],
    }
)


@dataclass(frozen=True)
class Event:
    when: str
    title: str
    text: str = ""
    tone: str = "plain"
    iso: str = ""
    url: str = ""


@dataclass(frozen=True)
class Step:
    title: str
    state: str
    when: str = ""


class Contact(forms.Form):
    """A form with one question of each kind."""

    asked_when = {"charge": forms.when("route", "arrest", needed=True)}

    route = forms.Tiles(
        label="How did you meet?",
        choices=[("arrest", "Instead of arrest or charge"), ("social", "No charge")],
        hints={
            "arrest": "The charge is held back while the person is assessed.",
            "social": "Somebody you know needs help, and nothing is charged.",
        },
    )
    charge = forms.ShortText(label="Which charge is held back?", required=False)
    agrees = forms.YesNoUnknown(label="Does the person agree to meet a peer?")
    needs = forms.ManyTiles(
        label="What is needed now?",
        choices=[
            ("wound", "Medical or wound care"),
            ("overdose", "Overdose risk right now"),
            ("shelter", "Shelter tonight"),
            ("id", "ID or phone"),
        ],
        required=False,
    )
    place = forms.ShortText(
        label="Where are you?", help_text="Street address, cross streets or a landmark."
    )
    age = forms.WholeNumber(label="Age, or best guess", required=False)
    born_on = forms.PastDate(label="Date of birth", required=False)
    met_at = forms.PastMoment(label="When did you meet?")
    phone = forms.Phone(label="Telephone", required=False)
    language = forms.Pick(
        label="Language", choices=[("en", "English"), ("es", "Spanish")]
    )
    note = forms.LongText(label="Note for the peer", required=False)
    signature = forms.Signature(label="The person's signature")


class SignIn(forms.Filter):
    """The form of a page for people who are not signed in."""

    email = forms.ShortText(label="E-mail")
    password = forms.ShortText(label="Password")


def contact(**answers: object) -> Contact:
    """The form as it was sent with these answers; not sent when there are none."""
    if not answers:
        return Contact()
    data = {k: v if isinstance(v, list) else [v] for k, v in answers.items()}
    return Contact(MultiValueDict(data))


def page(name: str, *, frame: object = PERCY, **context: object) -> str:
    """One of the gallery's pages, as the browser gets it."""
    template = engines["django"].from_string((HERE / f"{name}.html").read_text())
    return str(
        template.render(
            {"page": frame, **_contents(), **context}, RequestFactory().get("/?need=id")
        )
    )


def _contents() -> dict[str, object]:
    return {
        "form": contact(),
        "list": Paginator(range(200), 20).page(5),
        "messages": [
            Message(constants.SUCCESS, "Saved. A peer has been paged."),
        ],
        "facts": [
            ("Known as", "Bluebird"),
            ("Phone", ""),
            ("Safe to leave a message", "Yes, but do not say who is calling"),
            ("Language", "Bosanski: čćđšž"),
        ],
        "events": [
            Event("Today, 14:02", "Peer arrived", "At the scene.", "success"),
            Event("Today, 13:31", "Page answered", "Percy Castly, 20 minutes.", "info"),
            Event("Today, 13:29", "Nobody answered", "Backup paged.", "urgent"),
            Event("Today, 13:24", "Contact", "Main and 3rd.", url="/x/"),
        ],
        "steps": [
            Step("Contact", "done", "13:24"),
            Step("Page placed", "done", "13:25"),
            Step("Answered", "done", "13:31"),
            Step("On the way", "current", "about 13:51"),
            Step("Arrived", "next"),
            Step("You are released", "next"),
        ],
        "sides": [
            NavItem("Overview", "?side=a", current=True),
            NavItem("Assessment", "?side=b"),
            NavItem("Plan", "?side=c"),
            NavItem("Referrals", "?side=d"),
        ],
    }
