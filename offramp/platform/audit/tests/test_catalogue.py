"""Each kind of thing that has to be on record (AU-2, 5.4.1 of the CJIS policy), done
once as it is done, leaves its entry: who, what, on what, and how it ended."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from offramp.impact.oversight import jobs
from offramp.platform.accounts import actions
from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.accounts.models import AgreementKind, ClearanceKind, Duty
from offramp.platform.accounts.tests import people as logins
from offramp.platform.audit.models import Entry
from offramp.platform.kernel.ids import AgencyId, DutyId
from offramp.platform.policy.actor import Role
from offramp.program.people.tests import factories as make
from tests import cast
from tests.tampering import triggers_off

pytestmark = pytest.mark.django_db
TODAY, DAY = localdate(), timedelta(days=1)


def _sign_in(client: Client) -> None:
    assert logins.come_in(client, logins.with_codes(cast.percy())).status_code == 302


def _sign_in_in_vain(client: Client) -> None:
    logins.password(client, "percy@example.test", "wrong")


def _sign_out(client: Client) -> None:
    cast.signed_in(client, cast.percy())
    client.post("/sign-out/")


def _read_a_record(client: Client) -> None:
    person = make.person(by=cast.percy())
    cast.signed_in(client, cast.percy())
    client.get(reverse("people:ways", args=[person.id]))


def _read_what_is_not_theirs(client: Client) -> None:
    cast.signed_in(client, cast.percy())
    client.get("/charges/")


def _change_a_record(client: Client) -> None:
    make.way(make.person(by=cast.percy()), by=cast.percy())


def _choose_a_password(client: Client) -> None:
    actions.choose_password("a long made-up password", at=now(), by=cast.percy())


def _change_a_factor(client: Client) -> None:
    actions.write_recovery_codes(at=now(), by=cast.percy())


def _ask_for_a_right(client: Client) -> None:
    actions.ask_grant(
        "new@example.test", Role.PEER, name="New Castly", why="Nights", at=now(),
        agency_id=AgencyId(cast.agency("program").id), from_on=TODAY,
        until_on=TODAY + DAY, by=cast.mona(),
    )  # fmt: skip


def _give_a_right(client: Client) -> None:
    grant = actions.ask_grant(
        "new@example.test", Role.PEER, name="New Castly", why="Nights", at=now(),
        agency_id=AgencyId(cast.agency("program").id), from_on=TODAY,
        until_on=TODAY + DAY, by=cast.mona(),
    )  # fmt: skip
    actions.approve_grant(grant.id, at=now(), by=cast.sam())


def _take_a_right(client: Client) -> None:
    duty = Duty.objects.get(user_id=cast.percy().id)
    actions.end_duty(DutyId(duty.id), on=TODAY, by=cast.mona())


def _close_a_login(client: Client) -> None:
    actions.disable(cast.percy().id, at=now(), by=cast.mona())


def _open_a_locked_login(client: Client) -> None:
    actions.unlock(cast.percy().id, at=now(), by=cast.mona())


def _hand_out_a_password(client: Client) -> None:
    actions.give_first_password(cast.percy().id, at=now(), by=cast.mona())


def _vet(client: Client) -> None:
    actions.record_clearance(
        cast.percy().id,
        ClearanceKind.VETTING,
        done_on=TODAY,
        until_on=TODAY,
        at=now(),
        by=cast.mona(),
    )


def _record_an_agreement(client: Client) -> None:
    actions.record_agreement(
        AgencyId(cast.agency("police").id),
        AgreementKind.MOU,
        from_on=TODAY,
        until_on=TODAY,
        lies="Cabinet 2",
        at=now(),
        by=cast.mona(),
    )


def _read_the_log(client: Client) -> None:
    cast.signed_in(client, cast.ada())
    client.get("/audit/record/")


def _try_to_read_the_log(client: Client) -> None:
    cast.signed_in(client, cast.percy())
    client.get("/audit/record/")


def _alter_the_log(client: Client) -> None:
    """Around every guard; the next reading finds it, and says so in the log itself."""
    make.person(by=cast.percy())
    with triggers_off(connection) as cursor:
        cursor.execute(
            "UPDATE audit_entry SET body = replace(body, 'person.create', 'person.kreate')"
        )
    jobs.verify(now())


# What the policy names, how it comes about, and the entry: action, outcome, by whom.
CATALOGUE: tuple[tuple[Callable[[Client], None], str, str, str], ...] = (
    (_sign_in, "session.begin", "done", "percy"),
    (_sign_in_in_vain, "session.refuse", "done", "system"),
    (_sign_out, "session.end", "done", "percy"),
    (_read_a_record, "person.read", "done", "percy"),
    (_read_what_is_not_theirs, "charge.read", "refused", "percy"),
    (_change_a_record, "person.change", "done", "percy"),
    (_choose_a_password, "factor.change", "done", "percy"),
    (_change_a_factor, "factor.change", "done", "percy"),
    (_ask_for_a_right, "grant.ask", "done", "mona"),
    (_give_a_right, "grant.decide", "done", "sam"),
    (_take_a_right, "account.change", "done", "mona"),
    (_close_a_login, "account.change", "done", "mona"),
    (_open_a_locked_login, "account.change", "done", "mona"),
    (_hand_out_a_password, "account.change", "done", "mona"),
    (_vet, "account.change", "done", "mona"),
    (_record_an_agreement, "agreement.record", "done", "mona"),
    (_read_the_log, "audit.read", "done", "ada"),
    (_try_to_read_the_log, "audit.read", "refused", "percy"),
    (_alter_the_log, "audit.verify", "done", "system"),
)


@pytest.mark.parametrize(
    ("act", "action", "outcome", "who"),
    CATALOGUE,
    ids=[act.__name__.removeprefix("_") for act, *_ in CATALOGUE],
)
def test_each_kind_of_act_leaves_its_entry(
    client, settings, tmp_path, act, action, outcome, who
):
    settings.OFFRAMP_CHECKPOINTS = [str(tmp_path / "one")]
    settings.OFFRAMP_AUDIT_KEY = str(tmp_path / "audit.key")
    before = Entry.objects.latest("position").position if Entry.objects.exists() else 0
    act(client)
    by = SYSTEM if who == "system" else getattr(cast, who)()
    written = Entry.objects.filter(position__gt=before, action=action, outcome=outcome)
    assert [entry.actor_id for entry in written] == [by.id]


def test_what_was_altered_is_said_where_it_was_altered(client, settings, tmp_path):
    settings.OFFRAMP_CHECKPOINTS = [str(tmp_path / "one")]
    settings.OFFRAMP_AUDIT_KEY = str(tmp_path / "audit.key")
    _alter_the_log(client)
    said = Entry.objects.get(action="audit.verify").details
    assert said["wrong"] == Entry.objects.get(action="person.kreate").position
