"""The worker is killed in the middle of a destruction: the next one goes on from there."""

import subprocess

import pytest

from offramp.platform.audit.models import Entry
from offramp.platform.outbox.tests.test_killed import Place, place
from offramp.program.people.models import NameKey, Person
from offramp.program.retention.models import Destruction, Part
from tests import cast

__all__ = ["place"]

MANY = 60
SIGN = """
import django, os
django.setup()
from datetime import timedelta
from uuid import uuid4
from django.utils.timezone import now
from offramp.platform.accounts.actors import actor_for
from offramp.program.people import actions as people
from offramp.program.retention import actions
peer, manager, supervisor = map(actor_for, os.environ["WHO"].split())
then = now() - timedelta(days=366 * 20)
for _ in range(int(os.environ["MANY"])):
    people.create(uuid4(), known_as="Made Up", at=then, by=peer)
destruction = actions.propose("inquiry", at=now(), by=manager)
actions.sign(destruction.id, at=now(), by=supervisor)
"""
DESTROY = """
import django
django.setup()
from django.utils.timezone import now
from offramp.program.retention import access, jobs
jobs.AT_ONCE = 1
while access.signed():
    jobs.destroy(now())
    print("one", flush=True)
"""


def started(place: Place, script: str) -> "subprocess.Popen[str]":
    who = (cast.percy(), cast.mona(), cast.sam())
    them = {"WHO": " ".join(str(actor.id) for actor in who), "MANY": str(MANY)}
    return place.begin(script, them)


def run(place: Place, script: str) -> int:
    process = started(place, script)
    process.communicate()
    return process.returncode


@pytest.mark.slow  # processes start, destroy for a moment and are killed
def test_what_was_begun_is_finished_and_no_record_is_half_gone(place: Place):
    assert run(place, SIGN) == 0
    first = started(place, DESTROY)
    assert first.stdout is not None
    acknowledged = sum(bool(first.stdout.readline()) for _ in range(10))
    first.kill()
    first.communicate()

    people = Person.objects.using(place.alias).filter(known_as="Made Up")
    left = Part.objects.using(place.alias).values_list("about_id", flat=True)
    assert set(people.values_list("pk", flat=True)) == set(left)
    assert 0 < len(left) <= MANY - acknowledged
    keys = NameKey.objects.using(place.alias).values_list("person_id", flat=True)
    assert set(left) <= set(keys)

    assert run(place, DESTROY) == 0
    done = Destruction.objects.using(place.alias).get()
    assert (done.state, done.destroyed, done.spared) == ("done", MANY, 0)
    assert not people.exists()
    entries = Entry.objects.using(place.alias).filter(action="destruction.carry_out")
    about = [e.details["about"] for e in entries if "about" in e.details]
    assert len(about) == len(set(about)) == MANY
