"""Taken back is gone: what the prosecutor reads after a consent ended says nothing.

A reader asks the real page over and over while the consent is being ended on another. On
PostgreSQL both run at once; SQLite in memory has one connection, so there they take
turns. `ROUNDS=1000` proves it at length:

    ROUNDS=1000 .venv/bin/python -m tests.postgres .venv/bin/python -m pytest \\
        tests/test_taken_back.py
"""

import os
from threading import Event, Thread
from time import monotonic

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from offramp.program.charges.tests import factories as charges
from offramp.program.consent.models import Consent, Release
from tests import cast

ROUNDS = int(os.environ.get("ROUNDS", "10"))


class Reader(Thread):
    """Asks for one page until told to stop; notes when each asking began, and saw."""

    def __init__(self, client: Client, url: str, wanted: str) -> None:
        super().__init__(daemon=True)
        self.client, self.url, self.wanted = client, url, wanted
        self.seen: list[tuple[float, bool]] = []
        self.enough, self.warm = Event(), Event()

    def look(self) -> None:
        """Ask once."""
        began = monotonic()
        body = self.client.get(self.url).content.decode()
        self.seen.append((began, self.wanted in body))
        self.warm.set()

    def run(self) -> None:
        """Ask until it is enough, and once more."""
        try:
            while not self.enough.is_set():
                self.look()
            self.look()
        finally:
            connections.close_all()


@pytest.fixture
def told():
    charge = charges.charge()
    return charge, charges.told(charge)


def _again(release: Release) -> None:
    """The same consent and release as if nothing had been taken back."""
    Consent.objects.update(revoked_at=None, revoked_by_id=None)
    Release.objects.update(withdrawn_at=None, withdrawn_by_id=None)


@pytest.mark.slow  # it asks the pages many times over
@pytest.mark.django_db(transaction=True)
def test_nothing_is_shown_that_was_asked_for_after_it_was_taken_back(told):
    charge, release = told
    page = reverse("charges:charge", args=[charge.id])
    end = reverse("consent:revoke", args=[release.consent_id])
    at_once = connection.vendor == "postgresql"
    petra = cast.signed_in(Client(), cast.petra())
    sam = cast.signed_in(Client(), cast.sam())
    for _ in range(ROUNDS):
        _again(release)
        reader = Reader(petra, page, release.scope)
        if at_once:
            reader.start()
            assert reader.warm.wait(10)
        else:
            reader.look()
        assert sam.post(end).status_code == 302
        over = monotonic()
        reader.enough.set()
        if at_once:
            reader.join(10)
        else:
            reader.look()
        assert reader.seen[0][1], "what was agreed is shown at first"
        assert not [when for when, saw in reader.seen if when > over and saw]
        assert reader.seen[-1][0] > over
