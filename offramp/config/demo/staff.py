"""Who works in the demo, and who of them can sign in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from offramp.config.demo.file import DOMAIN
from offramp.platform.accounts import actions as accounts
from offramp.platform.accounts.actors import SYSTEM, actor_for, agency_id, unit_id
from offramp.platform.policy.actor import Actor, Role
from offramp.program.sites.rules import Site, SiteAgency

PASSWORD = "made-up-people-only"  # noqa: S105 - printed for everybody who starts the demo

_OFFICERS = (
    "Olive Sampleton", "Otto Draftwell", "Opal Mockridge", "Oren Pretendson",
    "Odette Fauxley", "Osric Imagino", "Ottilie Proofman", "Orla Stagehand",
    "Oscar Dummyfield", "Ona Placeholder", "Orson Scriptley", "Ophelia Trialwood",
    "Obi Rehearsalton", "Olga Standinsky", "Omar Specimento", "Orin Fablecroft",
    "Ottoline Mirage", "Oda Figmenthal", "Orville Shamrockett", "Olaf Mythbauer",
)  # fmt: skip
_PROGRAM = (
    ("percy", "Percy Placeborough", Role.PEER),
    ("pat", "Pat Protoville", Role.PEER),
    ("priya", "Priya Prettendi", Role.PEER),
    ("casey", "Casey Charadewell", Role.CASE_MANAGER),
    ("cora", "Cora Conjecture", Role.CASE_MANAGER),
    ("chidi", "Chidi Cardboard", Role.CASE_MANAGER),
    ("sam", "Sam Simulacrum", Role.SUPERVISOR),
    ("mona", "Mona Makebelieve", Role.MANAGER),
    ("quinn", "Quinn Quillfeather", Role.PRIVACY_OFFICER),
    ("ada", "Ada Auditfiction", Role.AUDITOR),
)
# Whom the bodies outside the program send to read what they were told. The second of
# the police is at another agency, where there is one.
_OUTSIDE = (
    ("lee", "Lee Legendley", Role.POLICE_SUPERVISOR, "police"),
    ("lois", "Lois Lorefield", Role.POLICE_SUPERVISOR, "police"),
    ("wren", "Wren Whimsington", Role.WORK_GROUP_MEMBER, "work_group"),
    ("wade", "Wade Wondertable", Role.WORK_GROUP_MEMBER, "work_group"),
    ("tess", "Tess Talespinner", Role.TREATMENT_PARTNER, "treatment_partner"),
)
_SIGN_IN = 3  # officers who get the password; the others only make contacts


@dataclass(frozen=True)
class Member:
    """One colleague, as hired."""

    email: str
    name: str
    role: Role
    agency: SiteAgency
    unit: str
    signs_in: bool


@dataclass(frozen=True)
class Staff:
    """Everybody as actors, by role and in the order hired."""

    officers: tuple[Actor, ...]
    peers: tuple[Actor, ...]
    case_managers: tuple[Actor, ...]
    supervisor: Actor
    manager: Actor
    privacy_officer: Actor
    prosecutor: Actor
    police_supervisors: tuple[Actor, ...]
    work_group: tuple[Actor, ...]
    treatment_partner: Actor


def members(site: Site, on: date) -> Iterator[Member]:
    """Officers spread over the site's agencies and units, and the program's people."""
    posts = list(_posts(site, on))
    for number, name in enumerate(_OFFICERS):
        agency, unit = posts[number % len(posts)]
        first = name.split()[0].lower()
        yield Member(
            f"{first}@{DOMAIN}", name, Role.OFFICER, agency, unit, number < _SIGN_IN
        )
    for first, name, role in _PROGRAM:
        agency = site.agency(site.program_agency)
        yield Member(f"{first}@{DOMAIN}", name, role, agency, "", True)
    office = site.agency(site.prosecutor)
    name = "Petra Purefiction"
    yield Member(f"petra@{DOMAIN}", name, Role.PROSECUTOR, office, "", True)
    for number, (first, name, role, kind) in enumerate(_OUTSIDE):
        bodies = [agency for agency in site.agencies if agency.kind == kind]
        body = bodies[min(number, len(bodies) - 1)]
        yield Member(f"{first}@{DOMAIN}", name, role, body, "", True)


def _posts(site: Site, on: date) -> Iterator[tuple[SiteAgency, str]]:
    """Agencies by turns: first who polices the places named, then all other units."""
    posts: dict[str, dict[str, None]] = {
        agency.slug: {} for agency in site.agencies if agency.kind == "police"
    }
    for row in site.coverage:
        if row.agency and row.is_on(on):
            posts[row.agency][row.unit or ""] = None
    for agency in site.agencies:
        if agency.slug in posts:  # where no unit is named, the agency is the post
            units = [slug for slug, _ in agency.units] or [""]
            posts[agency.slug].update(dict.fromkeys(units))
    for row_of_units in zip_longest(*posts.values()):
        for slug, unit in zip(posts, row_of_units, strict=True):
            if unit is not None:
                yield site.agency(slug), unit


def hire(site: Site, from_on: date, today: date) -> Staff:
    """Give everybody their login and duty, and say who may act as whom."""
    actors: dict[Role, list[Actor]] = {role: [] for role in Role}
    for member in members(site, today):
        actors[member.role].append(_hired(member, from_on))
    return Staff(
        officers=tuple(actors[Role.OFFICER]),
        peers=tuple(actors[Role.PEER]),
        case_managers=tuple(actors[Role.CASE_MANAGER]),
        supervisor=actors[Role.SUPERVISOR][0],
        manager=actors[Role.MANAGER][0],
        privacy_officer=actors[Role.PRIVACY_OFFICER][0],
        prosecutor=actors[Role.PROSECUTOR][0],
        police_supervisors=tuple(actors[Role.POLICE_SUPERVISOR]),
        work_group=tuple(actors[Role.WORK_GROUP_MEMBER]),
        treatment_partner=actors[Role.TREATMENT_PARTNER][0],
    )


def _hired(member: Member, from_on: date) -> Actor:
    user = accounts.hire(
        member.email,
        name=member.name,
        password=PASSWORD if member.signs_in else None,
        by=SYSTEM,
    )
    agency = agency_id(member.agency.slug)
    accounts.assign(
        user.id,
        member.role,
        agency_id=agency,
        unit_id=unit_id(agency, member.unit),
        from_on=from_on,
        by=SYSTEM,
    )
    actor = actor_for(user.id)
    if actor is None:
        raise RuntimeError(f"{member.email} was hired and cannot act.")
    return actor


def sign_in_lines(site: Site, on: date) -> Iterator[str]:
    """Who can sign in as whom, a line for each, the password last."""
    for member in members(site, on):
        if member.signs_in:
            role = str(member.role).replace("_", " ")
            unit = dict(member.agency.units).get(member.unit)
            where = f"{member.agency.name}{', ' + unit if unit else ''}"
            yield f"  {member.email:<20} {role:<17} {member.name}, {where}"
    yield f"  Password for everybody: {PASSWORD}"
