from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.audit.models import Entry
from offramp.platform.outbox import actions, worker
from offramp.platform.outbox.models import Message
from offramp.platform.outbox.tests import factories as make
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.gate import Forbidden

pytestmark = pytest.mark.django_db


def test_a_message_leaves_by_e_mail_and_is_on_record():
    message = make.message()

    worker.send_waiting("w1")

    [letter] = mail.outbox
    assert letter.to == ["reader@example.test"]
    assert letter.subject == "Offramp: you are paged"
    assert letter.message()["Message-ID"] == f"<{message.id}@offramp>"
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("sent", 1)
    assert message.sent_at is not None
    posted, sent = Entry.objects.filter(action="message.send")
    assert posted.subject_id == sent.subject_id == message.id


def test_the_same_key_is_sent_once():
    assert make.message("page 1").id == make.message("page 1").id
    make.message("page 2")

    worker.send_waiting("w1")

    assert len(mail.outbox) == 2
    assert DBTaskResult.objects.count() == 2


def test_what_was_not_done_is_not_told():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make.message(str(1 // 0))
    with transaction.atomic():
        make.message()
        transaction.set_rollback(True)

    worker.send_waiting("w1")

    assert mail.outbox == []


def test_it_waits_until_it_is_due():
    make.message(due_at=now() + timedelta(hours=1))

    worker.send_waiting("w1")
    assert mail.outbox == []

    DBTaskResult.objects.update(run_after=now())
    worker.send_waiting("w1")
    assert len(mail.outbox) == 1


def test_what_nobody_needs_any_more_is_taken_back():
    make.message("page 1")
    make.message("page 2")

    assert actions.take_back(["page 1", "never posted"], by=SYSTEM) == 1
    worker.send_waiting("w1")

    assert len(mail.outbox) == 1
    assert Message.objects.get(key="page 1").state == "taken_back"


def test_what_has_left_cannot_be_taken_back():
    message = make.message("page 1")
    worker.send_waiting("w1")

    assert actions.take_back(["page 1"], by=SYSTEM) == 0
    message.refresh_from_db()
    assert message.state == "sent"


def test_only_the_system_posts():
    peer = Actor(make.reader(), SYSTEM.agency_id, frozenset({Role.PEER}))
    with pytest.raises(Forbidden):
        actions.post(make.READER, "s", "b", key="k", due_at=now(), by=peer)
    with pytest.raises(Forbidden):
        actions.take_back(["k"], by=peer)
