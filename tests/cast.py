"""Who plays in the tests. Each call gives an Actor with a real login behind it.

Olive and Otto are officers of two agencies, Percy and Pat are peers, Casey and Cora are
case managers, Sam supervises, Petra prosecutes, Mona manages the program.
"""

from datetime import date
from pathlib import Path
from uuid import UUID, uuid5

from django.test import Client
from django.utils.timezone import now

from offramp.platform.accounts.actors import actor_for
from offramp.platform.accounts.models import Agency, Duty, User
from offramp.platform.kernel.ids import ActorId
from offramp.platform.policy.actor import Actor, Role

CAST = UUID("6f66666c-696e-4765-8000-0000000ca570")
SITE = Path(__file__).resolve().parent.parent / "programs" / "prairie-county"


def load_test_site() -> None:
    """Put the made-up site into the test database, once."""
    from offramp.platform.accounts.actors import SYSTEM
    from offramp.program.sites import actions, queries

    queries.forget()
    actions.load(SITE, by=SYSTEM)
    queries.current()  # read now, so that no test pays for it in its count of queries


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
    return play("Olive", Role.OFFICER, "police")


def otto() -> Actor:
    return play("Otto", Role.OFFICER, "police", 1)


def percy() -> Actor:
    return play("Percy", Role.PEER, "program")


def pat() -> Actor:
    return play("Pat", Role.PEER, "program")


def casey() -> Actor:
    return play("Casey", Role.CASE_MANAGER, "program")


def cora() -> Actor:
    return play("Cora", Role.CASE_MANAGER, "program")


def sam() -> Actor:
    return play("Sam", Role.SUPERVISOR, "program")


def petra() -> Actor:
    return play("Petra", Role.PROSECUTOR, "prosecutor")


def mona() -> Actor:
    return play("Mona", Role.MANAGER, "program")


EVERYONE = {
    Role.OFFICER: olive,
    Role.PEER: percy,
    Role.CASE_MANAGER: casey,
    Role.SUPERVISOR: sam,
    Role.PROSECUTOR: petra,
    Role.MANAGER: mona,
}


def signed_in(client: Client, actor: Actor) -> Client:
    """The client, with a session as the sign-in page would have made it."""
    client.force_login(User.objects.get(pk=actor.id))
    session = client.session
    session["began_at"] = session["seen_at"] = now().isoformat()
    session.save()
    return client
