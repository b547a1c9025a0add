"""Trouble on the way: servers that refuse, workers that die."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from offramp.platform.outbox import leases, queries, rules, worker
from offramp.platform.outbox.delivery import deliver
from offramp.platform.outbox.models import Lease, Message
from offramp.platform.outbox.tests import factories as make

pytestmark = pytest.mark.django_db

REFUSING = "offramp.platform.outbox.tests.test_deliver.Refusing"


class Refusing(BaseEmailBackend):
    """A mail server that says no, and says to whom."""

    def send_messages(self, email_messages):
        raise OSError("550 reader@example.test is not known here")


def try_again_until(end: datetime) -> None:
    """Let time pass, as far as tasks can tell."""
    leases.reap(end)
    DBTaskResult.objects.filter(status="READY").update(run_after=now())


def test_a_refused_message_is_tried_again_later(settings):
    message = make.message()
    settings.EMAIL_BACKEND = REFUSING
    worker.send_waiting("w1")

    message.refresh_from_db()
    assert (message.state, message.problem) == ("waiting", "OSError")

    leases.reap(now())
    worker.send_waiting("w1")
    assert DBTaskResult.objects.get().worker_ids == ["w1"], "not before the pause"

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    try_again_until(now())
    worker.send_waiting("w1")
    message.refresh_from_db()
    assert (message.state, message.attempts, message.problem) == ("sent", 2, "")
    assert len(mail.outbox) == 1


def test_nobody_s_address_stays_in_the_error(settings):
    make.message()
    settings.EMAIL_BACKEND = REFUSING
    worker.send_waiting("w1")

    task = DBTaskResult.objects.get()
    assert task.exception_class_path.endswith("NotSent")
    assert "reader@example.test" not in task.traceback


def test_it_is_given_up_after_the_last_attempt_and_somebody_can_see_it(settings):
    message = make.message()
    settings.EMAIL_BACKEND = REFUSING
    for _ in range(rules.ATTEMPTS + 3):
        worker.send_waiting("w1")
        try_again_until(now())

    message.refresh_from_db()
    assert (message.state, message.attempts) == ("given_up", rules.ATTEMPTS)
    assert queries.health(now()).given_up == 1


def test_the_pauses_grow_to_a_limit():
    pauses = [rules.pause_after(n).total_seconds() for n in range(1, 12)]
    assert pauses[:4] == [5, 10, 20, 40]
    assert pauses[-1] == 600
    assert pauses == sorted(pauses)


def test_a_page_is_tried_again_sooner_than_a_letter():
    pauses = [rules.pause_after(n, is_a_page=True).total_seconds() for n in (1, 2, 12)]
    assert pauses == [1, 2, 600]


def claimed_by(name: str) -> None:
    """A worker of this name took the task and died there."""
    task = DBTaskResult.objects.get()
    task.claim(name)
    Message.objects.update(state="sending", claimed_by=name, attempts=1)


def test_what_a_dead_worker_held_is_sent_by_another():
    make.message()
    claimed_by("dead")
    Lease.objects.create(worker="dead", until_at=now() - timedelta(seconds=1))

    assert leases.reap(now()) == 1
    leases.renew("alive", now())
    worker.send_waiting("alive")

    assert len(mail.outbox) == 1
    assert Message.objects.get().state == "sent"


def test_a_letter_that_was_sent_but_not_noted_carries_the_same_message_id():
    message = make.message()
    worker.send_waiting("dead")
    Message.objects.update(state="sending")
    DBTaskResult.objects.update(status="RUNNING")

    leases.reap(now())
    worker.send_waiting("alive")

    ids = [letter.message()["Message-ID"] for letter in mail.outbox]
    assert ids == [f"<{message.id}@offramp>"] * 2


def test_what_a_living_worker_holds_is_left_alone():
    make.message()
    claimed_by("alive")
    leases.renew("alive", now())

    assert leases.reap(now()) == 0
    assert DBTaskResult.objects.get().status == "RUNNING"


def test_two_tasks_for_one_message_send_it_once():
    message = make.message()
    deliver.enqueue(str(message.id))
    worker.send_waiting("w1")

    assert len(mail.outbox) == 1


def test_a_task_that_kills_its_workers_is_put_aside_in_the_end():
    make.message()
    for number in range(rules.ATTEMPTS):
        claimed_by(f"dead {number}")
        leases.reap(now())
    leases.reap(now())

    assert DBTaskResult.objects.get().status == "FAILED"
    assert queries.health(now() + timedelta(minutes=6)).late == 1
