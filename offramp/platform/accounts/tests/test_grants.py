"""A duty takes two people, and ends within a year."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils.timezone import localdate, now

from offramp.platform.accounts import actions, rules
from offramp.platform.accounts.actors import actor_for
from offramp.platform.accounts.models import Agency, Duty, Grant, Reset, User
from offramp.platform.accounts.tests import people
from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId, AgencyId
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.gate import Forbidden
from tests import cast

pytestmark = pytest.mark.django_db


def ask(
    email: str, by: Actor, role=Role.PEER, kind="program", days=365, name=""
) -> Grant:
    known = User.objects.filter(email__iexact=email).first()
    return actions.ask_grant(
        email,
        role,
        name=name or (known.name if known else "New Castly"),
        agency_id=AgencyId(cast.agency(kind).id),
        from_on=localdate(),
        until_on=localdate() + timedelta(days=days),
        why="A second peer at night",
        at=now(),
        by=by,
    )


def test_one_asks_and_another_gives(client):
    grant = ask("New@example.test", cast.mona())
    assert not User.objects.filter(email="new@example.test").exists()
    duty = actions.approve_grant(grant.id, at=now(), by=cast.sam())
    assert duty.until_on == localdate() + timedelta(days=365)
    actor = actor_for(ActorId(duty.user_id))
    assert actor is not None
    assert actor.has(Role.PEER)
    acts = Entry.objects.filter(action__startswith="grant.").order_by("position")
    assert [(e.action, e.actor_id) for e in acts] == [
        ("grant.ask", cast.mona().id),
        ("grant.decide", cast.sam().id),
    ]


def test_the_login_of_somebody_who_left_is_not_given_to_anybody_else():
    percy = cast.percy()
    actions.disable(percy.id, at=now() - timedelta(days=400), by=cast.mona())
    with pytest.raises(Refused, match="is the login of Percy Castly"):
        ask("Percy@example.test", cast.mona(), name="Paula Castly")
    ask("percy@example.test", cast.mona(), name="percy  castly")
    assert User.objects.filter(email__iexact="percy@example.test").count() == 1


def test_of_two_who_were_asked_for_under_one_address_one_gets_it():
    first = ask("new@example.test", cast.mona(), name="Nora Castly")
    second = ask("new@example.test", cast.mona(), name="Nils Castly")
    actions.approve_grant(first.id, at=now(), by=cast.sam())
    with pytest.raises(Refused, match="is the login of Nora Castly"):
        actions.approve_grant(second.id, at=now(), by=cast.sam())


def test_whoever_asked_does_not_decide():
    grant = ask("new@example.test", cast.mona())
    for decide in (actions.approve_grant, actions.refuse_grant):
        with pytest.raises(Refused, match="takes two people"):
            decide(grant.id, at=now(), by=cast.mona())


def test_the_database_itself_refuses_one_person_in_both_places():
    grant = ask("new@example.test", cast.mona())
    row = Grant.objects.filter(pk=grant.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.update(state="approved", decided_at=now(), decided_by_id=cast.mona().id)


def test_nobody_gives_themselves_a_duty():
    with pytest.raises(Refused, match="gives themselves"):
        ask("mona@example.test", cast.mona(), Role.SUPERVISOR)
    grant = ask("sam@example.test", cast.mona(), Role.CASE_MANAGER)
    with pytest.raises(Refused, match="gives themselves"):
        actions.approve_grant(grant.id, at=now(), by=cast.sam())


def test_a_duty_lasts_twelve_months_at_the_most():
    ask("new@example.test", cast.mona(), days=366)
    with pytest.raises(Refused, match="twelve months"):
        ask("new@example.test", cast.mona(), days=367)


def test_what_was_decided_stays_so():
    grant = ask("new@example.test", cast.mona())
    actions.refuse_grant(grant.id, at=now(), by=cast.sam())
    with pytest.raises(Refused, match="decided already"):
        actions.approve_grant(grant.id, at=now(), by=cast.sam())
    assert not Duty.objects.filter(user__email="new@example.test").exists()


@pytest.mark.parametrize("who", ["percy", "casey", "olive", "petra"])
def test_only_leads_ask_and_decide(who):
    actor = getattr(cast, who)()
    with pytest.raises(Forbidden):
        ask("new@example.test", actor)
    with pytest.raises(Forbidden):
        actions.approve_grant(ask("x@example.test", cast.mona()).id, at=now(), by=actor)


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        ("police", Role.PEER), ("prosecutor", Role.SUPERVISOR),
        ("program", Role.OFFICER), ("court", Role.PEER), ("police", Role.AUDITOR),
    ],
)  # fmt: skip
def test_an_agency_gives_only_the_roles_of_its_kind(kind, role):
    with pytest.raises(Refused, match="can have that role"):
        ask("new@example.test", cast.mona(), role, kind)


def test_nobody_gets_a_justice_and_a_treatment_duty_by_a_grant():
    cast.olive()
    with pytest.raises(Refused, match="Use two people"):
        ask("olive@example.test", cast.mona(), Role.PEER)


def test_two_hats_asked_for_before_the_first_was_given_are_refused_at_the_second():
    peer = ask("new@example.test", cast.mona(), Role.PEER)
    officer = ask("new@example.test", cast.mona(), Role.OFFICER, "police")
    actions.approve_grant(peer.id, at=now(), by=cast.sam())
    with pytest.raises(Refused, match="Use two people"):
        actions.approve_grant(officer.id, at=now(), by=cast.sam())


def insert(user: User, role: str, agency: Agency) -> None:
    Duty.objects.bulk_create(
        [Duty(user=user, agency=agency, role=role, from_on=localdate())]
    )


@pytest.mark.parametrize("who", ["olive", "percy", "mona"])
def test_who_has_another_duty_does_not_audit(who):
    with pytest.raises(Refused, match="their own acts"):
        ask(f"{who}@example.test", cast.sam(), Role.AUDITOR)


def test_an_auditor_gets_no_other_duty_and_goes_on_auditing():
    with pytest.raises(Refused, match="their own acts"):
        ask("ada@example.test", cast.mona(), Role.MANAGER)
    duty = actions.approve_grant(
        ask("ada@example.test", cast.mona(), Role.AUDITOR).id, at=now(), by=cast.sam()
    )
    assert duty.role == Role.AUDITOR


@pytest.mark.parametrize(
    ("who", "role", "kind"),
    [
        ("casey", Role.POLICE_SUPERVISOR, "police"),
        ("percy", Role.WORK_GROUP_MEMBER, "work_group"),
        ("sam", Role.TREATMENT_PARTNER, "treatment_partner"),
        ("quinn", Role.WORK_GROUP_MEMBER, "work_group"),
        ("petra", Role.WORK_GROUP_MEMBER, "work_group"),
        ("olive", Role.TREATMENT_PARTNER, "treatment_partner"),
        ("tess", Role.CASE_MANAGER, "program"),
        ("lee", Role.PEER, "program"),
        ("wren", Role.OFFICER, "police"),
    ],
)
def test_who_reads_what_was_told_has_no_other_duty(who, role, kind):
    asker = cast.mona() if who == "sam" else cast.sam()
    with pytest.raises(Refused, match=r"Use two people|a login of its own"):
        ask(f"{who}@example.test", asker, role, kind)
    user = User.objects.get(pk=getattr(cast, who)().id)
    with pytest.raises(DatabaseError, match="cannot have that duty"):
        insert(user, role, cast.agency(kind))


def test_a_police_supervisor_may_be_an_officer_too_at_that_agency_only():
    ask("olive@example.test", cast.mona(), Role.POLICE_SUPERVISOR, "police")
    with pytest.raises(Refused, match="contacts of one agency"):
        ask("otto@example.test", cast.mona(), Role.POLICE_SUPERVISOR, "police")


@pytest.mark.parametrize(
    ("who", "role"),
    [("olive", "peer"), ("casey", "officer"), ("ada", "manager"), ("mona", "auditor")],
)
def test_the_database_itself_refuses_two_hats(who, role):
    user = User.objects.get(pk=getattr(cast, who)().id)
    kind = "police" if role == "officer" else "program"
    with pytest.raises(DatabaseError, match="cannot have that duty"):
        insert(user, role, cast.agency(kind))


def test_the_database_refuses_a_changed_duty_too():
    officer = Duty.objects.get(user_id=cast.olive().id)
    insert(officer.user, "officer", cast.agency("police", 1))
    with pytest.raises(DatabaseError, match="cannot have that duty"):
        Duty.objects.filter(role="officer").update(role="supervisor")


@pytest.mark.parametrize("kind", ["police", "prosecutor"])
def test_the_database_refuses_a_treatment_duty_at_a_justice_agency(kind):
    user = User.objects.create(email="n@example.test", name="New Castly")
    with pytest.raises(DatabaseError, match="cannot have that duty"):
        insert(user, "case_manager", cast.agency(kind))


def test_a_quarter_later_somebody_says_that_it_is_still_needed(client):
    duty = Duty.objects.get(user_id=cast.percy().id)
    sam = cast.signed_in(client, cast.sam())

    def asked() -> int:
        return sam.get("/staff/").content.decode().count("Peer: still needed?")

    before = asked()
    sam.post(f"/staff/duties/{duty.id}/confirm/")
    assert asked() == before - 1
    long_ago = now() - rules.CONFIRM_AFTER - timedelta(days=1)
    Duty.objects.filter(pk=duty.pk).update(confirmed_at=long_ago)
    assert asked() == before


def test_nobody_says_so_of_their_own_duty():
    duty = Duty.objects.get(user_id=cast.sam().id)
    with pytest.raises(Refused):
        actions.confirm_duty(duty.id, at=now(), by=cast.sam())


def test_a_lost_factor_takes_two_other_people(client):
    percy = people.with_codes(cast.percy())
    with pytest.raises(Refused, match="vouch for you"):
        actions.ask_reset(cast.mona().id, "Met", at=now(), by=cast.mona())
    reset = actions.ask_reset(percy.id, "Met", at=now(), by=cast.mona())
    with pytest.raises(Refused, match="takes two"):
        actions.approve_reset(reset.id, at=now(), by=cast.mona())
    actions.approve_reset(reset.id, at=now(), by=cast.sam())
    assert Reset.objects.get().decided_by_id == cast.sam().id
    assert people.password(client, percy.email)["Location"] == "/sign-in/set-up/"


def test_a_lost_factor_is_not_given_back_by_its_own_owner():
    sam = people.with_codes(cast.sam())
    reset = actions.ask_reset(sam.id, "Met", at=now(), by=cast.mona())
    with pytest.raises(Refused, match="takes two"):
        actions.approve_reset(reset.id, at=now(), by=cast.sam())
