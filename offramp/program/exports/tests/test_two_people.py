"""A file about many people takes two of the same body and role."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.http import Http404
from django.test import Client
from django.utils.timezone import localdate, now

from offramp.platform.accounts import actions as accounts
from offramp.platform.accounts.actors import SYSTEM, actor_for
from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId, AgencyId
from offramp.platform.outbox.models import Message
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.gate import Forbidden
from offramp.program.consent import actions as consent
from offramp.program.exports import actions
from offramp.program.exports.models import Export
from offramp.program.exports.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


def colleague(name: str, role: Role, agency_id: AgencyId) -> Actor:
    email = f"{name.lower()}@example.test"
    user = accounts.hire(email, name=f"{name} Castly", password=None, by=SYSTEM)
    accounts.assign(
        user.id, role, agency_id=agency_id, unit_id=None, from_on=localdate(),
        by=SYSTEM,
    )  # fmt: skip
    found = actor_for(ActorId(user.id))
    assert found
    return found


@pytest.fixture
def wren():
    return cast.wren()


@pytest.fixture
def wim(wren):
    return colleague("Wim", Role.WORK_GROUP_MEMBER, wren.agency_id)


@pytest.fixture
def many(wren):
    return make.told_many(wren, 51)


def test_fifty_are_saved_alone_and_fifty_one_are_not(wren):
    make.told_many(wren, 50)
    actions.save(at=now(), by=wren)
    with pytest.raises(Refused, match="Save it yourself"):
        actions.ask(at=now(), by=wren)
    make.told(wren)
    with pytest.raises(Refused, match="somebody else of your body"):
        actions.save(at=now(), by=wren)


def test_one_asks_another_allows_and_it_is_taken_once(many, wren, wim):
    first, second = (cast.signed_in(Client(), who) for who in (wren, wim))
    assert b"Save the file" not in first.get("/told/save/").content
    assert first.post("/told/save/ask/").status_code == 302
    asked = Export.objects.get()
    assert b"Allow it" not in first.get("/told/save/").content
    assert b"Allow it" in second.get("/told/save/").content
    assert second.post(f"/told/save/{asked.id}/allow/").status_code == 302
    assert b"Save the file" in first.get("/told/save/").content
    taken = first.post(f"/told/save/{asked.id}/file/")
    assert taken["Content-Type"] == "application/zip"
    assert first.post(f"/told/save/{asked.id}/file/").status_code == 409
    acts = Entry.objects.filter(subject_id=asked.id).order_by("position")
    assert [(one.action, one.actor_id) for one in acts] == [
        ("export.ask", wren.id), ("export.decide", wim.id), ("release.export", wren.id),
    ]  # fmt: skip
    assert not mail.outbox
    assert not Message.objects.exists()


def test_nobody_asks_twice_at_once(many, wren, wim):
    asked = actions.ask(at=now(), by=wren)
    with pytest.raises(Refused, match="asked already"):
        actions.ask(at=now(), by=wren)
    actions.refuse(asked.id, at=now(), by=wim)
    actions.ask(at=now(), by=wren)


def test_nobody_allows_their_own(many, wren, wim):
    asked = actions.ask(at=now(), by=wren)
    with pytest.raises(Refused, match="takes two people"):
        actions.allow(asked.id, at=now(), by=wren)
    with pytest.raises(DatabaseError), transaction.atomic():
        Export.objects.update(decided_at=now(), decided_by_id=wren.id)


def test_nobody_takes_what_was_not_allowed(many, wren, wim):
    asked = actions.ask(at=now(), by=wren)
    with pytest.raises(Refused):
        actions.take(asked.id, at=now(), by=wren)
    actions.refuse(asked.id, at=now(), by=wim)
    with pytest.raises(Refused):
        actions.take(asked.id, at=now(), by=wren)
    with pytest.raises(Refused):
        actions.allow(asked.id, at=now(), by=wim)
    with pytest.raises(DatabaseError), transaction.atomic():
        Export.objects.update(
            decided_at=None, decided_by_id=None, taken_at=now(),
            taken_by_id=wren.id, taken_on=localdate(), turn=1,
        )  # fmt: skip


def test_only_who_asked_takes_it(many, wren, wim):
    asked = actions.ask(at=now(), by=wren)
    actions.allow(asked.id, at=now(), by=wim)
    with pytest.raises(Refused, match="Only the colleague who asked"):
        actions.take(asked.id, at=now(), by=wim)


def test_a_day_later_it_is_over(many, wren, wim):
    asked, later = actions.ask(at=now(), by=wren), now() + timedelta(days=1, minutes=1)
    with pytest.raises(Refused, match="more than a day ago"):
        actions.allow(asked.id, at=later, by=wim)
    actions.allow(asked.id, at=now(), by=wim)
    with pytest.raises(Refused, match="more than a day ago"):
        actions.take(asked.id, at=later, by=wren)


def test_another_body_or_another_role_neither_sees_nor_allows_it(many, wren):
    asked = actions.ask(at=now(), by=wren)
    officer = colleague("Ossi", Role.OFFICER, cast.lee().agency_id)
    for other in (cast.lee(), cast.tess()):
        with pytest.raises(Http404):
            actions.allow(asked.id, at=now(), by=other)
        shown = cast.signed_in(Client(), other).get("/told/save/").content
        assert b"Allow it" not in shown
    for other in (officer, cast.petra(), cast.sam()):
        with pytest.raises(Forbidden):
            actions.allow(asked.id, at=now(), by=other)


def test_what_was_taken_back_in_between_is_not_in_it(many, wren, wim):
    asked = actions.ask(at=now(), by=wren)
    actions.allow(asked.id, at=now(), by=wim)
    consent.revoke(many.id, at=now(), by=cast.sam())
    with pytest.raises(Refused, match="nothing to save"):
        actions.take(asked.id, at=now(), by=wren)


def test_more_people_than_were_allowed_are_asked_for_anew(many, wren, wim):
    asked = actions.ask(at=now(), by=wren)
    actions.allow(asked.id, at=now(), by=wim)
    make.told(wren)
    with pytest.raises(Refused, match="More people are in it now"):
        actions.take(asked.id, at=now(), by=wren)
