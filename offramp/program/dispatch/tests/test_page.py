from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.outbox.models import Message
from offramp.platform.policy.gate import Forbidden
from offramp.program.dispatch import actions, jobs
from offramp.program.dispatch.models import Dispatch
from offramp.program.dispatch.rules import Place
from offramp.program.dispatch.tests import factories as make
from offramp.program.diversions import actions as diversions
from offramp.program.sites import queries as sites
from tests import cast

pytestmark = pytest.mark.django_db


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def paged() -> list[str]:
    """Who has been paged, by first letter of the address, in order."""
    letters = Message.objects.filter(rank=1).select_related("to")
    letters = letters.order_by("due_at", "stored_at")
    return [letter.to.email.partition("@")[0] for letter in letters]


def test_the_primary_on_call_is_paged_and_the_backup_is_not():
    make.shift(cast.percy())
    make.shift(cast.pat(), Place.BACKUP)

    dispatch = make.dispatch()

    assert dispatch.state == "paging"
    assert paged() == ["percy"]
    assert Entry.objects.filter(action="dispatch.page").count() == 1


def test_a_page_is_placed_once():
    make.shift(cast.percy())
    diversion = make.diversion()

    first = actions.page(diversion.id, at=now(), by=cast.olive())
    again = actions.page(diversion.id, at=now() + minutes(1), by=cast.olive())

    assert first.id == again.id
    assert first.paged_at == again.paged_at
    assert paged() == ["percy"]


def test_every_primary_of_the_hour_is_paged_at_once():
    make.shift(cast.percy())
    make.shift(cast.pat())

    make.dispatch()

    assert sorted(paged()) == ["pat", "percy"]


def test_without_a_primary_the_backup_is_paged_at_once():
    make.shift(cast.pat(), Place.BACKUP)
    make.dispatch()
    assert paged() == ["pat"]


def test_with_nobody_on_the_roster_the_fallback_shows_at_once():
    over = now() - timedelta(hours=20)
    make.shift(cast.percy(), at=over)

    dispatch = make.dispatch()

    assert dispatch.state == "fallback"
    assert paged() == []
    shown = make.officer_sees(dispatch)
    site = sites.current()
    assert shown.fallback_title == site.fallback.title
    assert shown.fallback_phone == site.fallback.phone


def test_a_cancelled_shift_pages_nobody():
    shift = make.shift(cast.percy())
    actions.cancel_shift(shift.id, at=now(), by=cast.sam())
    assert make.dispatch().state == "fallback"


def test_without_an_answer_the_backup_is_paged_and_then_the_fallback_shows():
    clocks = sites.current().clocks
    start = now()
    make.shift(cast.percy())
    make.shift(cast.pat(), Place.BACKUP)
    dispatch = make.dispatch(start)

    jobs.escalate(start + minutes(clocks.next_person_after_seconds / 60 - 1))
    assert paged() == ["percy"]

    jobs.escalate(start + minutes(clocks.next_person_after_seconds / 60))
    assert paged() == ["percy", "pat"]

    jobs.escalate(start + minutes(clocks.fallback_after_minutes - 1))
    dispatch.refresh_from_db()
    assert dispatch.state == "paging"

    jobs.escalate(start + minutes(clocks.fallback_after_minutes))
    dispatch.refresh_from_db()
    assert dispatch.state == "fallback"
    assert dispatch.fallback_by_id == SYSTEM.id
    assert Entry.objects.filter(action="dispatch.escalate").count() == 2


def test_the_job_may_run_twice():
    start = now()
    make.shift(cast.percy())
    make.shift(cast.pat(), Place.BACKUP)
    make.dispatch(start)
    due = start + minutes(sites.current().clocks.next_person_after_seconds / 60)

    jobs.escalate(due)
    jobs.escalate(due)

    assert paged() == ["percy", "pat"]


def test_an_answered_page_is_not_passed_on():
    start = now()
    make.shift(cast.percy())
    dispatch = make.dispatch(start)
    actions.answer(dispatch.id, 20, at=start + minutes(1), by=cast.percy())

    jobs.escalate(start + timedelta(hours=2))

    dispatch.refresh_from_db()
    assert dispatch.state == "answered"


def test_whoever_comes_on_duty_meanwhile_is_paged_before_the_backup():
    start = now()
    make.shift(cast.percy(), after=0)
    make.shift(cast.pat(), at=start + timedelta(hours=1), before=1)
    dispatch = make.dispatch(start - minutes(1))
    assert paged() == ["percy"]

    jobs.escalate(start + timedelta(minutes=30))

    dispatch.refresh_from_db()
    assert (dispatch.state, paged()) == ("paging", ["percy", "pat"])


def test_a_fault_is_logged_by_its_kind_and_tried_again(settings, caplog):
    start = now()
    make.shift(cast.percy())
    make.shift(cast.pat(), Place.BACKUP)
    make.dispatch(start)
    make.dispatch(start)
    due = start + minutes(sites.current().clocks.next_person_after_seconds / 60)

    origins, settings.OFFRAMP_ORIGINS = settings.OFFRAMP_ORIGINS, None
    jobs.escalate(due)
    assert [record.args for record in caplog.records] == [("TypeError",)] * 2
    assert paged() == ["percy", "percy"]

    settings.OFFRAMP_ORIGINS = origins
    jobs.escalate(due)
    assert paged() == ["percy", "percy", "pat", "pat"]


def test_a_supervisor_need_not_wait_for_the_clock():
    make.shift(cast.percy())
    make.shift(cast.pat(), Place.BACKUP)
    dispatch = make.dispatch()

    actions.escalate(dispatch.id, at=now(), by=cast.sam())

    assert paged() == ["percy", "pat"]
    with pytest.raises(Forbidden):
        actions.escalate(dispatch.id, at=now(), by=cast.percy())


def test_only_the_officer_s_own_diversion_can_be_paged():
    diversion = make.diversion()
    with pytest.raises(Http404):
        actions.page(diversion.id, at=now(), by=cast.otto())
    with pytest.raises(Forbidden):
        actions.page(diversion.id, at=now(), by=cast.percy())


def test_nobody_is_paged_for_what_was_taken_back():
    diversion = make.diversion()
    reason = sites.current().choices("withdrawal_reason")[0][0]
    diversions.withdraw(diversion.id, reason, at=now(), by=cast.olive())

    with pytest.raises(Refused, match="taken back, so nobody is paged"):
        actions.page(diversion.id, at=now(), by=cast.olive())


def test_an_officer_s_clock_that_runs_ahead_does_no_harm():
    diversion = make.diversion()
    dispatch = actions.page(
        diversion.id, at=diversion.contact.happened_at - minutes(3), by=cast.olive()
    )
    assert dispatch.contact_at == dispatch.paged_at


def test_the_database_keeps_the_moments_in_order():
    make.shift(cast.percy())
    dispatch = make.answered(cast.pat())
    early = dispatch.paged_at - minutes(1)
    for change in (
        {"answered_at": early},
        {"arrived_at": early, "arrived_by_id": SYSTEM.id},
        {"released_at": early, "released_by_id": SYSTEM.id},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Dispatch.objects.filter(pk=dispatch.id).update(**change)
