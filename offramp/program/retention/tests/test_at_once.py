"""Somebody places a hold while a destruction runs, each on a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection, connections
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.audit.models import Entry
from offramp.platform.kernel.ids import PersonId
from offramp.program.people.models import Person
from offramp.program.people.tests import factories as make_person
from offramp.program.retention import actions
from offramp.program.retention.models import Destruction, Hold
from offramp.program.retention.tests import factories as make
from tests import cast

TURNS = 5  # whoever is first differs from turn to turn

pytestmark = pytest.mark.django_db(transaction=True)


def later() -> datetime:
    return now() + timedelta(days=365 * 40)


def signed() -> tuple[PersonId, Destruction]:
    person = make_person.person(by=cast.percy())
    destruction = actions.propose("inquiry", at=later(), by=cast.mona())
    actions.sign(destruction.id, at=later(), by=cast.sam())
    return person.id, destruction


def at_once(hold: Callable[[], Hold], destruction: Destruction) -> Hold | None:
    """The hold, if there was still something to hold."""
    if connection.vendor == "sqlite":
        pytest.skip("In memory there is one connection; config/sqlite tests the line.")
    both = Barrier(2)

    def place() -> Hold | None:
        both.wait()
        try:
            return hold()
        except Http404:
            return None
        finally:
            connections.close_all()

    def destroy() -> None:
        both.wait()
        try:
            actions.destroy_next(destruction.id, at=later(), by=SYSTEM)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        held, done = pool.submit(place), pool.submit(destroy)
        done.result()
        return held.result()


def test_a_record_is_held_or_gone_and_never_both():
    for _ in range(TURNS):
        person_id, destruction = signed()
        hold = at_once(partial(make.on_person, person_id), destruction)
        destruction.refresh_from_db()
        is_there = Person.objects.filter(pk=person_id).exists()
        assert is_there == (hold is not None) == bool(destruction.spared)
        actions.finish(destruction.id, at=later(), by=SYSTEM)


def test_nothing_of_a_class_goes_once_it_is_held():
    for _ in range(TURNS):
        person_id, destruction = signed()
        hold = at_once(partial(make.on_class, "inquiry"), destruction)
        assert hold is not None
        destruction.refresh_from_db()
        is_there = Person.objects.filter(pk=person_id).exists()
        assert is_there == bool(destruction.spared)
        assert is_there == (placed(hold.id) < carried_out(destruction.id))
        actions.finish(destruction.id, at=later(), by=SYSTEM)
        actions.lift(hold.id, "LH 2026-020", at=now(), by=cast.mona())
        if is_there:
            make.on_person(person_id)  # so that the next turn is about somebody else


def placed(id: UUID) -> int:
    return Entry.objects.get(action="hold.place", subject_id=id).position


def carried_out(id: UUID) -> int:
    return Entry.objects.get(action="destruction.carry_out", subject_id=id).position
