"""Somebody who can sign in: with a password, with codes from an app, through the page."""

import re
from datetime import timedelta
from html import unescape

from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.utils.timezone import now

from offramp.platform.accounts import codes
from offramp.platform.accounts.models import Factor, FactorKind, User
from offramp.platform.policy.actor import Actor
from offramp.platform.sealed.seal import seal


class Counting(MD5PasswordHasher):
    """Counts how often a password is hashed: that is what takes the time."""

    times = 0

    def encode(self, password: str, salt: str) -> str:
        """As its parent does."""
        Counting.times += 1
        return super().encode(password, salt)


PASSWORD = "a long made-up password"  # for made-up people
SECRET = b"made-up secret 12345"


def with_password(actor: Actor) -> User:
    user = User.objects.get(pk=actor.id)
    user.set_password(PASSWORD)
    user.save()
    return user


def with_codes(actor: Actor) -> User:
    """A user with an app, none of whose codes was used yet."""
    user = with_password(actor)
    Factor.objects.create(
        user=user,
        kind=FactorKind.CODES,
        name="Codes from an app",
        sealed=seal(SECRET, user.id),
    )
    return user


def code(ago: int = 0) -> str:
    """What the app shows now, or showed some seconds ago."""
    return codes.code_at(SECRET, now() - timedelta(seconds=ago))


def hidden(page: str) -> list[tuple[str, str]]:
    """The hidden fields of a page, in order."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page)
    return [(unescape(name), unescape(value)) for name, value in found]


def password(client: Client, email: str, word: str = PASSWORD, **more: str):
    given = {"email": email, "password": word, "notice": "1", **more}
    return client.post("/sign-in/", given)


def proof(client: Client, typed: str, **more: str):
    return client.post("/sign-in/factor/", {"code": typed, **more})


def come_in(client: Client, user: User, **more: str):
    """Both steps, as they are made in the browser."""
    password(client, user.email, **more)
    return proof(client, code(), **more)
