"""What everybody outside the program is answered, in each state that a consent can be in.

Eight states: none, care only, the right fact agreed, another fact agreed, expired, taken
back, a live condition of a case (42 CFR 2.35), proceedings only. In all of them every
page answers with the status that the table names, and only a release in force is seen.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils.timezone import now

from offramp.platform.kernel.ids import new_id
from offramp.program.consent.models import Consent, Release
from offramp.program.consent.rules import Kind, Recipient
from tests import cast
from tests.architecture.walk import (
    COLUMNS,
    PLANTED,
    Walk,
    addresses,
    answered,
    people,
    table,
)

OUTSIDE = (
    "officer-mine", "officer-other", "prosecutor", "police-lead", "work-group", "clinic",
)  # fmt: skip
MADE_WITH = dict(addresses())


def _nothing() -> None:
    # The rows stay, for the charge names one; they are nobody's on the justice side.
    Release.objects.update(recipient_agency=cast.agency("program"))
    Consent.objects.update(recipient_agency=cast.agency("program"))


def _care_only() -> None:
    _nothing()
    Consent.objects.update(
        kind=Kind.CARE.value,
        recipient_kind=Recipient.PROVIDERS.value,
        recipient_agency=None,
        condition=None,
        revocable_at=None,
    )


def _as_told() -> None:
    pass


def _another_fact() -> None:
    other = [{"slug": "other", "label": "Another fact", "value": "Nothing of note"}]
    Release.objects.update(categories=["other"], facts=other)


def _expired() -> None:
    past = now() - timedelta(seconds=1)
    Consent.objects.update(expires_at=past)
    Release.objects.update(expires_at=past)


def _taken_back() -> None:
    who = cast.sam().id
    Consent.objects.update(revoked_at=now(), revoked_by_id=who)
    Release.objects.update(withdrawn_at=now(), withdrawn_by_id=who)


def _condition() -> None:
    Consent.objects.update(
        kind=Kind.CONDITION.value,
        condition={"case": "Made-up 1"},
        revocable_at=now() + timedelta(days=30),
        rests_on_id=new_id(),
    )
    Release.objects.update(kind=Kind.CONDITION.value)


def _proceedings() -> None:
    _nothing()
    Consent.objects.update(kind=Kind.PROCEEDINGS.value)


# The charge of the story is settled, and a condition counts there only while it is held.
CHARGE, DOCUMENT, FILE = "charges:charge", "consent:document", "exports:one"
# Addresses of one release: not there once it is over.
ONE = {DOCUMENT, FILE, "partners:release"}
# What is seen of the rest as long as anything is in force.
ALWAYS = {
    ("officer-mine", "field:told"),
    ("police-lead", "partners:told"),
    ("work-group", "partners:told"),
    ("work-group", "partners:release"),
    ("clinic", "partners:told"),
}
STATES: Mapping[str, tuple[Callable[[], None], set[str]]] = {
    "none": (_nothing, set()),
    "care only": (_care_only, set()),
    "the right fact": (_as_told, {CHARGE, DOCUMENT, FILE}),
    "another fact": (_another_fact, set()),
    "expired": (_expired, set()),
    "taken back": (_taken_back, set()),
    "a live condition": (_condition, {DOCUMENT}),
    "proceedings only": (_proceedings, set()),
}


def _reached(column: str) -> Iterator[str]:
    """The pages that this person gets to see at all."""
    for (name, method), statuses in table().items():
        if method == "GET" and statuses[COLUMNS.index(column)] == "200":
            yield name


@pytest.mark.slow  # every page of those outside, eight times
@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_only_a_release_in_force_is_seen_and_no_status_tells(walk: Walk, state: str):
    change, told = STATES[state]
    with transaction.atomic():
        change()
        seen = {(column, name) for column in OUTSIDE for name in _showing(walk, column)}
        transaction.set_rollback(True)
    others = ALWAYS if told else set()
    assert seen == {("prosecutor", name) for name in told} | others


def _showing(walk: Walk, column: str) -> Iterator[str]:
    """The pages on which this person sees what was told."""
    actor = people(walk.told)[column]
    assert actor is not None
    client = cast.signed_in(Client(), actor)
    for name in _reached(column):
        answer = answered(client, "GET", walk.url(name, MADE_WITH[name]))
        # What is not told is not there, as if nobody had ever told anything.
        assert answer.status_code == 200 or name in ONE, (column, name)
        if PLANTED in b"".join(answer).decode():
            yield name
