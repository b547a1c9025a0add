import pytest
from django.http import Http404
from django.utils.timezone import localdate, now

from offramp.platform.audit.models import Entry
from offramp.program.diversions import actions, queries
from offramp.program.diversions.tests import factories as make
from offramp.program.sites import queries as sites
from tests import cast

pytestmark = pytest.mark.django_db


def test_an_officers_list_holds_their_own_newest_first():
    olive = cast.olive()
    make.contact(made_by=cast.otto())
    older = make.contact(made_by=olive, accepted=False, declined_reason="not_now")
    newer = make.diversion(made_by=olive)

    rows = list(queries.mine(olive))

    assert [row.id for row in rows] == [newer.contact_id, older.id]
    assert [row.result for row in rows] == ["Handed over", "Offered, said no"]
    assert rows[0].diversion_id == newer.id


def test_seeing_the_list_is_on_record_once_with_every_id():
    olive = cast.olive()
    ids = {str(make.contact(made_by=olive).id) for _ in range(3)}
    queries.mine(olive)
    entry = Entry.objects.get(action="contact.read")
    assert set(entry.details["listed"]) == ids


def test_a_list_of_one_and_of_a_page_take_the_same_queries(
    django_assert_num_queries,
):
    olive = cast.olive()
    sites.current()
    make.diversion(made_by=olive)
    with django_assert_num_queries(3):  # how many, which, the record of the reading
        list(queries.mine(olive))
    for _ in range(queries.PAGE + 1):
        make.diversion(made_by=olive)
    with django_assert_num_queries(3):
        page = queries.mine(olive)
        assert len(list(page)) == queries.PAGE
    assert page.has_next()
    assert len(list(queries.mine(olive, number=2))) == 2
    assert queries.mine(olive, number=99).number == 2


def test_a_contacts_page_explains_every_criterion(django_assert_num_queries):
    olive = cast.olive()
    contact = make.diversion(made_by=olive, answers={}).contact
    with django_assert_num_queries(3):  # the contact, the record, the officer's name
        page = queries.contact_page(contact.id, olive)
    assert page.outcome == "To be confirmed"
    assert [line.question for line in page.lines] == [
        criterion.question
        for criterion in sites.current().rules_on(localdate()).criteria
    ]
    assert page.is_handed_over
    assert page.charge_held
    assert ("Name", "Zebulon Testperson") in page.facts


def test_the_page_of_another_officers_contact_is_not_found():
    contact = make.contact(made_by=cast.olive())
    with pytest.raises(Http404):
        queries.contact_page(contact.id, cast.otto())


def test_after_an_overdose_no_charge_is_held():
    olive = cast.olive()
    contact = make.contact(made_by=olive, overdose=True)
    assert not queries.contact_page(contact.id, olive).charge_held


def test_a_route_without_charges_holds_none():
    olive = cast.olive()
    contact = make.contact(made_by=olive, route=make.free_route())
    assert not queries.contact_page(contact.id, olive).charge_held


def test_a_peer_is_told_what_the_officer_saw():
    diversion = make.diversion(made_by=cast.olive(), note="Asleep on the bench 🐕")
    brief = queries.brief([diversion.id], cast.percy())[diversion.id]
    assert brief.said_name == "Zebulon Testperson"
    assert brief.place == "Behind the library"
    assert brief.officer_name == "Olive Castly"
    assert brief.note == "Asleep on the bench 🐕"
    assert brief.offences == (sites.current().offence(make.immune_offence()).label,)
    assert not brief.is_withdrawn


def test_briefs_take_the_same_queries_for_one_and_for_many(django_assert_num_queries):
    olive, percy = cast.olive(), cast.percy()
    ids = [make.diversion(made_by=olive).id for _ in range(4)]
    with django_assert_num_queries(2):  # the rows with the officers' names, the record
        assert len(queries.brief(ids[:1], percy)) == 1
    with django_assert_num_queries(2):
        assert len(queries.brief(ids, percy)) == 4


def test_a_handover_taken_back_says_so():
    olive = cast.olive()
    diversion = make.diversion(made_by=olive)
    reason = sites.current().choices("withdrawal_reason")[0]
    actions.withdraw(diversion.id, reason[0], at=now(), by=olive)
    page = queries.contact_page(diversion.contact.id, olive)
    assert not page.is_handed_over
    assert page.withdrawal == reason[1]
    assert queries.brief([diversion.id], cast.percy())[diversion.id].is_withdrawn
