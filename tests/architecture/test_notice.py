"""Released facts leave no address without the notice of 42 CFR 2.32.

An unmistakable value is planted in every release of the story; then every address is
asked by everybody. Wherever the value appears, the notice, what may be done with it and
the scope of the consent appear too.
"""

import html

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from offramp.program.consent.models import Release
from offramp.program.consent.rules import NOTICE
from tests import cast
from tests.architecture.test_access_table import APART, COLUMNS, addresses, people

PLANTED = "Planted-7Q4-Xylophone"


def _plant() -> Release:
    for release in Release.objects.all():
        facts = [{**fact, "value": PLANTED} for fact in release.facts]
        Release.objects.filter(pk=release.pk).update(facts=facts)
    return Release.objects.all()[0]


def _asked(client: Client, url: str, method: str) -> str:
    with transaction.atomic():
        answer = getattr(client, method)(url)
        transaction.set_rollback(True)
    body = b"".join(answer) if answer.streaming else answer.content
    heads = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    return heads + html.unescape(body.decode(errors="replace"))


@pytest.mark.slow
@pytest.mark.django_db
def test_no_address_shows_a_released_fact_without_its_notice(told):
    release = _plant()
    showing = set()
    for column in COLUMNS:
        actor = people(told)[column]
        client = Client(raise_request_exception=False)
        if actor is not None:
            cast.signed_in(client, actor)
        for name, params in addresses():
            if name in APART:
                continue
            url = reverse(name, kwargs={p: told.ids[p] for p in params})
            for method in ("get", "post"):
                said = _asked(client, url, method)
                if PLANTED in said:
                    showing.add(name)
                    where = f"{method} {name} as {column}"
                    assert said.count(NOTICE) >= 1, where
                    assert release.onward in said, where
                    assert "agreed in writing that" in said, where
    assert showing >= {"consent:index", "consent:detail", "consent:document"}
    assert "charges:charge" in showing
