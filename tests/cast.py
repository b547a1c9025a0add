"""Who plays in the tests. Each call gives an Actor with a real login behind it.

Olive and Otto are officers of two agencies, Percy and Pat are peers, Casey and Cora are
case managers, Sam supervises, Petra prosecutes, Mona manages the program, Quinn
is its privacy officer, Ada audits. Lee supervises Olive at the police, Wren sits in the
work group, Tess works at a clinic.
"""

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from uuid import UUID, uuid5

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client
from django.utils.timezone import now

from offramp.platform.accounts.actors import actor_for
from offramp.platform.accounts.models import Agency, Duty, User
from offramp.platform.kernel.ids import ActorId
from offramp.platform.policy.actor import Actor, Role

CAST = UUID("6f66666c-696e-4765-8000-0000000ca570")
SITE = Path(__file__).resolve().parent.parent / "programs" / "prairie-county"

PARTS: Mapping[str, tuple[Role, str, int]] = {
    "Olive": (Role.OFFICER, "police", 0),
    "Otto": (Role.OFFICER, "police", 1),
    "Percy": (Role.PEER, "program", 0),
    "Pat": (Role.PEER, "program", 0),
    "Casey": (Role.CASE_MANAGER, "program", 0),
    "Cora": (Role.CASE_MANAGER, "program", 0),
    "Sam": (Role.SUPERVISOR, "program", 0),
    "Lee": (Role.POLICE_SUPERVISOR, "police", 0),
    "Petra": (Role.PROSECUTOR, "prosecutor", 0),
    "Wren": (Role.WORK_GROUP_MEMBER, "work_group", 0),
    "Tess": (Role.TREATMENT_PARTNER, "treatment_partner", 0),
    "Mona": (Role.MANAGER, "program", 0),
    "Quinn": (Role.PRIVACY_OFFICER, "program", 0),
    "Ada": (Role.AUDITOR, "program", 0),
}
# They are there from the start, so a test pays for none of them.
_playing: dict[str, Actor] = {}


def load_test_site() -> None:
    """Put the made-up site and its people into the test database, once."""
    from offramp.platform.accounts.actors import SYSTEM
    from offramp.program.sites import actions, queries

    queries.forget()
    actions.load(SITE, by=SYSTEM)
    queries.current()  # read now, so that no test pays for it in its count of queries
    _playing.clear()
    for name, part in PARTS.items():
        _playing[name] = play(name, *part)


def agency(kind: str, which: int = 0) -> Agency:
    """One of the site's agencies of a kind, always the same."""
    return Agency.objects.filter(kind=kind).order_by("slug")[which]


def play(name: str, role: Role, kind: str, which: int = 0) -> Actor:
    """The actor of this name, made on first call."""
    user_id = ActorId(uuid5(CAST, name))
    if not User.objects.filter(pk=user_id).exists():
        User.objects.create(
            id=user_id, email=f"{name.lower()}@example.test", name=f"{name} Castly"
        )
        Duty.objects.create(
            user_id=user_id,
            agency=agency(kind, which),
            role=role,
            from_on=date(2020, 1, 1),
        )
    actor = actor_for(user_id)
    assert actor is not None
    return actor


def olive() -> Actor:
    return _playing["Olive"]


def otto() -> Actor:
    return _playing["Otto"]


def percy() -> Actor:
    return _playing["Percy"]


def pat() -> Actor:
    return _playing["Pat"]


def casey() -> Actor:
    return _playing["Casey"]


def cora() -> Actor:
    return _playing["Cora"]


def sam() -> Actor:
    return _playing["Sam"]


def petra() -> Actor:
    return _playing["Petra"]


def lee() -> Actor:
    return _playing["Lee"]


def wren() -> Actor:
    return _playing["Wren"]


def tess() -> Actor:
    return _playing["Tess"]


def mona() -> Actor:
    return _playing["Mona"]


def quinn() -> Actor:
    return _playing["Quinn"]


def ada() -> Actor:
    return _playing["Ada"]


EVERYONE = {
    Role.OFFICER: olive,
    Role.PEER: percy,
    Role.CASE_MANAGER: casey,
    Role.SUPERVISOR: sam,
    Role.POLICE_SUPERVISOR: lee,
    Role.PROSECUTOR: petra,
    Role.WORK_GROUP_MEMBER: wren,
    Role.TREATMENT_PARTNER: tess,
    Role.MANAGER: mona,
    Role.PRIVACY_OFFICER: quinn,
    Role.AUDITOR: ada,
}


def signed_in(client: Client, actor: Actor) -> Client:
    """The client, with a session as the sign-in page would have made it."""
    user = User.objects.get(pk=actor.id)
    session = import_module(settings.SESSION_ENGINE).SessionStore()  # the zone's
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "offramp.platform.accounts.backend.WithDuties"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    for moment in ("began_at", "seen_at", "factor_at"):
        session[moment] = now().isoformat()
    session["factor"] = "codes"
    session.create()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client
