"""The officer's pages, put together from what other packages know."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256

from django.core.paginator import Page
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.design.navigation import NavItem
from offramp.platform.kernel.ids import ContactId, DiversionId, short_code
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.consent import queries as consent
from offramp.program.consent.queries import ReleaseView
from offramp.program.dispatch import queries as dispatch
from offramp.program.dispatch.lifecycle import OVER, State
from offramp.program.dispatch.rules import Handoff, Times
from offramp.program.diversions import access
from offramp.program.diversions import queries as diversions
from offramp.program.diversions.forms import IncidentForm
from offramp.program.diversions.queries import ContactPage, Row
from offramp.program.diversions.rules import diversion_id_of
from offramp.program.sites import queries as sites
from offramp.program.sites.rules import Leaflet, Line

LANGUAGES = {
    "en": "English",
    "es": "Español",
    "bs": "Bosanski",
    "vi": "Tiếng Việt",
    "zh": "中文",
    "ar": "العربية",
    "fr": "Français",
    "so": "Soomaali",
    "sw": "Kiswahili",
    "uk": "Українська",
}


STANDS = {
    State.PAGING: ("A peer is being paged", "warning"),
    State.ANSWERED: ("A peer is coming", "info"),
    State.EN_ROUTE: ("A peer is on the way", "info"),
    State.ARRIVED: ("The peer is there", "success"),
    State.RELEASED: ("Handed over", "success"),
    State.FALLBACK: ("Nobody answered", "urgent"),
    State.WITHDRAWN: ("Taken back", "plain"),
}


@dataclass(frozen=True)
class Following:
    """A handoff as the page that follows it shows it; buttons for its own officer."""

    contact_id: ContactId
    handoff: Handoff
    is_mine: bool


@dataclass(frozen=True)
class FieldPage:
    """One contact as its page shows it. The card is there when nobody comes."""

    contact: ContactPage
    following: Following | None
    number: IncidentForm | None
    number_title: str
    card: Leaflet | None
    lines: tuple[Line, ...]
    samaritan: Leaflet | None


@dataclass(frozen=True)
class Mine:
    """One line of the officer's list, and how its handoff stands."""

    contact: Row
    says: str
    tone: str
    is_under_way: bool = False


@dataclass(frozen=True)
class Contacts:
    """The officer's first page: what is under way, then everything by date."""

    under_way: tuple[Mine, ...]
    rows: Page[Mine]


def mine(by: Actor, number: int) -> Contacts:
    """The actor's contacts, each with how its handoff stands."""
    page = diversions.mine(by, number=number)
    handed = [row.diversion_id for row in page if row.diversion_id]
    times = dispatch.of_diversions(handed)
    shown = [_mine(row, times) for row in page]
    return Contacts(
        under_way=tuple(row for row in shown if row.is_under_way),
        rows=Page(shown, page.number, page.paginator),
    )


def _mine(row: Row, times: Mapping[DiversionId, Times]) -> Mine:
    if row.diversion_id is None or row.diversion_id not in times:
        return Mine(row, row.result, row.tone)
    state = times[row.diversion_id].state
    # A handoff that nobody ended leaves the top after a day.
    recent = row.happened_at > now() - timedelta(hours=24)
    return Mine(row, *STANDS[state], is_under_way=recent and state not in OVER)


def contact(
    contact_id: ContactId, by: Actor, asked: IncidentForm | None = None
) -> FieldPage:
    """What came of one contact; 404 for whoever may not read it."""
    found = diversions.contact_page(contact_id, by)
    following = None
    if found.diversion_id:
        following = _following(contact_id, found.diversion_id, found.is_mine, by)
    site = sites.current()
    open_number = found.is_mine and not found.incident_number
    return FieldPage(
        contact=found,
        following=following,
        number=(asked or IncidentForm()) if open_number else None,
        number_title=f"Add the {site.settings['incident_number_label']}",
        card=None if found.is_handed_over else site.leaflet("resource_card"),
        lines=site.lines,
        samaritan=site.leaflet("good_samaritan") if found.overdose else None,
    )


def following(contact_id: ContactId, by: Actor) -> Following:
    """How the handoff of a contact stands; 404 when nobody was handed over."""
    found = access.get_contact(contact_id, Permission.CONTACT_READ, by=by)
    if not found.accepted:
        raise Http404
    is_mine = found.made_by_id == by.id
    return _following(contact_id, diversion_id_of(contact_id), is_mine, by)


def _following(
    contact_id: ContactId, diversion_id: DiversionId, is_mine: bool, by: Actor
) -> Following:
    """Of a handoff that is over, its officer is told what the site allows."""
    handoff = dispatch.status(diversion_id, by)
    is_told = sites.current().settings["officer_is_told"] != "nothing"
    if is_mine and handoff.state == State.RELEASED and not is_told:
        handoff = replace(handoff, sentence="Handed over.", steps=(), peer="", eta="")
    return Following(contact_id, handoff, is_mine)


@dataclass(frozen=True)
class Told:
    """What was released to the officer's agency about one handover; mostly nothing."""

    contact_id: ContactId
    code: str
    releases: tuple[ReleaseView, ...]


def told(contact_id: ContactId, by: Actor) -> Told:
    """The same page, by the same queries, whoever the person is and wherever they are:
    it differs only when they agreed in writing that this agency is told."""
    access.get_contact(contact_id, Permission.CONTACT_RECORD, by=by)
    diversion_id = diversion_id_of(contact_id)
    found = consent.releases_about([diversion_id], by).get(diversion_id, [])
    return Told(contact_id, short_code(diversion_id), tuple(found))


def etag(shown: Handoff) -> str:
    """The same as long as the same is shown."""
    return f'"{sha256(shown.etag.encode()).hexdigest()[:20]}"'


def languages(current: str) -> list[NavItem]:
    """The languages that the site's card can be had in, other than this one."""
    site = sites.current()
    there = {leaf.language for leaf in site.leaflets if leaf.slug == "resource_card"}
    return [
        NavItem(LANGUAGES[language], language)
        for language in site.languages
        if language in there and language != (current or site.default_language)
    ]
