"""A report of an overdose: its rows, the kit in place of the one used, whose it is."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ContactId, new_id
from offramp.platform.policy.gate import Forbidden
from offramp.platform.policy.table import Permission
from offramp.program.diversions.tests import factories as diversions
from offramp.program.naloxone.models import Movement
from offramp.program.naloxone.tests import factories as supplies
from offramp.program.overdoses import access, actions
from offramp.program.overdoses.models import Dose, Incident, Notice, Revived, Victim
from offramp.program.overdoses.rules import (
    GivenData,
    IncidentId,
    NoticeId,
    Said,
    Side,
    VictimId,
    victim_id_of,
)
from offramp.program.overdoses.tests import factories as make
from offramp.program.touchpoints.tests import factories as met
from tests import cast

pytestmark = pytest.mark.django_db


def test_incident_victims_who_gave_and_doses_are_rows_of_their_own():
    two = (
        make.victim(given=(GivenData("neighbor", 1), GivenData("officer", 2))),
        make.victim(survived=Said.NO, naloxone=Said.NO, given=()),
    )
    incident = make.incident(cast.olive(), victims=two)
    assert (incident.side, incident.victims.count()) == (Side.JUSTICE, 2)
    assert Dose.objects.filter(administration__victim__number=1).count() == 3
    assert Entry.objects.filter(action="overdose.report").exists()


def test_sent_twice_it_is_one_and_changed_it_is_refused():
    id, olive = IncidentId(new_id()), cast.olive()
    for moment in (now(), now() + timedelta(seconds=3)):
        actions.report(id, make.data(), at=moment, by=olive)
    with pytest.raises(Refused, match="sent before"):
        actions.report(id, make.data(place="Elsewhere"), at=now(), by=olive)
    with pytest.raises(Refused, match="sent before"):
        actions.report(id, make.data(), at=now(), by=cast.otto())
    assert Incident.objects.count() == 1


def test_the_kit_used_and_the_one_in_its_place_leave_the_reporters_stock():
    percy = cast.percy()
    supplies.received(supplies.holder(percy), 3)
    id = IncidentId(new_id())
    for _ in range(2):
        actions.report(id, make.data(kits_used=1, kits_given=1), at=now(), by=percy)
    out = Movement.objects.filter(occasion_id=id).order_by("kind")
    assert [(m.kind, m.quantity, m.reason, m.recipient) for m in out] == [
        ("handed_out", 1, "used", "nobody_named"),
        ("used", 1, "", ""),
    ]


def test_without_stock_the_report_is_made_all_the_same():
    made = make.incident(cast.olive(), kits_used=2, kits_given=1)
    assert (made.kits_used, made.kits_given) == (2, 1)
    assert not Movement.objects.exists()


def test_an_officer_reads_their_own_and_no_one_elses():
    olive = make.incident(cast.olive())
    percy = make.incident(cast.percy())
    otto = cast.otto()
    for incident in (olive, percy):
        with pytest.raises(Http404):
            access.get(incident.id, Permission.OVERDOSE_READ, by=otto)
    assert {i.pk for i in access.reachable(cast.olive(), Permission.OVERDOSE_READ)} == {
        olive.pk
    }
    assert access.reachable(cast.percy(), Permission.OVERDOSE_READ).count() == 2
    for outsider in (cast.petra(), cast.lee(), cast.wren(), cast.ada()):
        with pytest.raises(Forbidden):
            access.reachable(outsider, Permission.OVERDOSE_READ)


def test_another_person_at_the_scene_is_added_once():
    incident = make.incident(cast.olive())
    id = VictimId(new_id())
    for _ in range(2):
        actions.add(incident.id, id, make.victim(), at=now(), by=cast.olive())
    assert [v.number for v in incident.victims.order_by("number")] == [1, 2]
    with pytest.raises(Http404):
        actions.add(incident.id, id, make.victim(), at=now(), by=cast.otto())


def test_what_nobody_knew_is_learnt_once():
    incident = make.incident(
        cast.olive(), victims=(make.victim(survived=Said.UNKNOWN),)
    )
    id = victim_id_of(incident.id, 1)
    actions.learn(id, Said.NO, at=now(), by=cast.olive())
    with pytest.raises(Refused, match="already"):
        actions.learn(id, Said.YES, at=now(), by=cast.olive())
    assert Victim.objects.get().survived == "no"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"place": ""}, "where it was"),
        ({"victims": ()}, "at least one person"),
        ({"victims": (make.victim(given=()),)}, "who gave"),
        ({"victims": (make.victim(naloxone=Said.NO),)}, "Choose one"),
        ({"victims": (make.victim(given=(GivenData("officer", 0),)),)}, "from 1 to"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        make.incident(cast.percy(), **wrong)


def test_it_stands_in_a_record_only_when_the_person_asks_and_no_longer_when_they_do():
    percy = cast.percy()
    incident = make.incident(percy)
    robin, other = met.person(of=percy), met.person(of=percy, known_as="Other Madeup")
    id = victim_id_of(incident.id, 1)
    assert not Revived.objects.exists()
    actions.link(id, robin.id, at=now(), by=percy)
    actions.link(id, robin.id, at=now(), by=percy)
    with pytest.raises(Refused, match="somebody else"):
        actions.link(id, other.id, at=now(), by=percy)
    for stranger in (cast.olive(), cast.mona(), cast.petra()):
        with pytest.raises(Forbidden):
            actions.link(id, robin.id, at=now(), by=stranger)
    with pytest.raises(Http404):
        actions.link(id, robin.id, at=now(), by=cast.pat())
    actions.unlink(id, robin.id, at=now(), by=percy)
    assert not Revived.objects.exists()
    assert Incident.objects.exists()
    assert Entry.objects.filter(action="overdose.link").count() == 3


def test_the_sheet_is_on_record_at_a_report_or_a_contact_and_names_nobody():
    olive = cast.olive()
    incident = make.incident(olive)
    contact = diversions.contact(made_by=olive)
    id = NoticeId(new_id())
    for _ in range(2):
        actions.give_sheet(id, incident.id, None, "en", at=now(), by=olive)
    contact_id = ContactId(contact.pk)
    actions.give_sheet(NoticeId(new_id()), None, contact_id, "en", at=now(), by=olive)
    assert {(n.incident_id, n.contact_id) for n in Notice.objects.all()} == {
        (incident.pk, None), (None, contact.pk),
    }  # fmt: skip
    for report, met_at in ((incident.id, None), (None, contact_id)):
        with pytest.raises(Http404):
            actions.give_sheet(
                NoticeId(new_id()), report, met_at, "en", at=now(), by=cast.otto()
            )
    assert not [f.name for f in Notice._meta.get_fields() if "person" in f.name]


@pytest.mark.parametrize(
    "wrong", [{"latitude": 1.0}, {"place": ""}, {"called_911": "maybe"}]
)
def test_the_database_refuses_what_can_never_be(wrong):
    incident = make.incident(cast.olive())
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(**wrong)
