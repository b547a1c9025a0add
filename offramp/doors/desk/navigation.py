"""Where each role can go from every page."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from offramp.platform.accounts.actors import acting
from offramp.platform.accounts.handed import is_handed_over
from offramp.platform.design.navigation import NavItem, Phone
from offramp.platform.policy.actor import Role

_PLACES: tuple[tuple[str, str, frozenset[Role]], ...] = (
    ("Home", "desk:home", frozenset(Role)),
    ("New contact", "field:new_contact", frozenset({Role.OFFICER})),
    ("My contacts", "field:contacts", frozenset({Role.OFFICER})),
    ("Without signal", "phone:queue", frozenset({Role.OFFICER, Role.PEER})),
    ("Charges", "charges:held", frozenset({Role.PROSECUTOR})),
    (
        "What we were told",
        "partners:told",
        frozenset(
            {Role.POLICE_SUPERVISOR, Role.WORK_GROUP_MEMBER, Role.TREATMENT_PARTNER}
        ),
    ),
    ("Agency's contacts", "partners:contacts", frozenset({Role.POLICE_SUPERVISOR})),
    ("Review", "oversight:queue", frozenset({Role.AUDITOR})),
    ("Record of acts", "oversight:record", frozenset({Role.AUDITOR})),
    ("Pages", "dispatch:pages", frozenset({Role.PEER})),
    ("Board", "dispatch:board", frozenset({Role.SUPERVISOR, Role.MANAGER})),
    (
        "Find a person",
        "people:search",
        frozenset({Role.PEER, Role.CASE_MANAGER, Role.SUPERVISOR}),
    ),
    (
        "People",
        "desk:worklist",
        frozenset({Role.PEER, Role.CASE_MANAGER, Role.SUPERVISOR}),
    ),
    ("Safety flags", "assessments:flags", frozenset({Role.SUPERVISOR})),
    (
        "Emergency openings",
        "people:openings",
        frozenset({Role.SUPERVISOR, Role.PRIVACY_OFFICER}),
    ),
    (
        "Requests",
        "rights:waiting",
        frozenset({Role.SUPERVISOR, Role.PRIVACY_OFFICER}),
    ),
    (
        "Legal papers",
        "process:waiting",
        frozenset({Role.SUPERVISOR, Role.PRIVACY_OFFICER}),
    ),
    (
        "Legal paper",
        "process:receive",
        frozenset({Role.PEER, Role.CASE_MANAGER, Role.MANAGER}),
    ),
    (
        "Services",
        "directory:search",
        frozenset({Role.PEER, Role.CASE_MANAGER, Role.SUPERVISOR, Role.MANAGER}),
    ),
    (
        "Referrals",
        "referrals:list",
        frozenset({Role.CASE_MANAGER, Role.SUPERVISOR}),
    ),
    (
        "On call",
        "dispatch:roster",
        frozenset({Role.PEER, Role.CASE_MANAGER, Role.SUPERVISOR, Role.MANAGER}),
    ),
    (
        "Overdose",
        "overdoses:index",
        frozenset(
            {Role.OFFICER, Role.PEER, Role.CASE_MANAGER, Role.SUPERVISOR, Role.MANAGER}
        ),
    ),
    (
        "Supplies",
        "naloxone:index",
        frozenset(
            {Role.OFFICER, Role.POLICE_SUPERVISOR, Role.PEER, Role.CASE_MANAGER}
            | {Role.SUPERVISOR, Role.MANAGER}
        ),
    ),
    (
        "Records kept",
        "retention:schedule",
        frozenset({Role.SUPERVISOR, Role.MANAGER, Role.AUDITOR}),
    ),
    ("Staff", "accounts:staff", frozenset({Role.SUPERVISOR, Role.MANAGER})),
    ("How I am paged", "dispatch:paging", frozenset({Role.PEER, Role.SUPERVISOR})),
    ("My login", "accounts:own", frozenset(Role)),
)


def items(request: HttpRequest) -> list[NavItem]:
    """The places that the signed-in person's roles open."""
    if is_handed_over(request):
        return []  # whoever holds the screen goes nowhere
    roles = acting(request).roles
    places = [(title, _url(name)) for title, name, may in _PLACES if roles & may]
    here = max(
        (u for _, u in places if u and _is_in(request.path, u)), key=len, default=""
    )
    return [NavItem(title, url, current=url == here) for title, url in places if url]


def phone(request: HttpRequest) -> Phone | None:
    """Whoever has forms on a phone sends what waits there from every page."""
    can = acting(request).roles & {Role.OFFICER, Role.PEER}
    if not can or is_handed_over(request):
        return None
    urls = reverse("phone:queue"), reverse("phone:session")
    return Phone(*urls, script="field/phone/outbox.js")


def _is_in(path: str, url: str) -> bool:
    """The longest address that a page lies under is where one is; "/" only is home."""
    return path == url if url == "/" else path.startswith(url)


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
