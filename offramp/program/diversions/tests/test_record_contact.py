from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import Http404
from django.utils.timezone import localdate, now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ContactId
from offramp.platform.policy.gate import Forbidden
from offramp.platform.policy.table import Permission
from offramp.program.diversions import access, actions
from offramp.program.diversions.models import Contact
from offramp.program.diversions.tests import factories as make
from offramp.program.sites import queries as sites
from tests import cast

pytestmark = pytest.mark.django_db


def record(data, by, contact_id=None):
    return actions.record_contact(
        contact_id or ContactId(uuid4()), data, at=now(), by=by
    )


def entries():
    return Entry.objects.filter(action="contact.record")


def test_an_officer_records_a_contact_and_it_is_on_record():
    olive = cast.olive()

    contact = record(make.data(), olive)

    assert contact.outcome == "eligible"
    assert contact.made_by_id == olive.id
    assert contact.agency_id == olive.agency_id
    entry = entries().get()
    assert entry.action == "contact.record"
    assert entry.subject_id == contact.id
    assert "Zebulon" not in str(entry.details)


def test_the_same_form_again_is_the_same_contact():
    olive, contact_id = cast.olive(), ContactId(uuid4())

    first = record(make.data(), olive, contact_id)
    again = record(make.data(), olive, contact_id)

    assert first == again
    assert Contact.objects.count() == 1
    assert entries().count() == 1


def test_the_same_id_with_other_answers_is_refused_and_the_first_stands():
    olive, contact_id = cast.olive(), ContactId(uuid4())
    record(make.data(), olive, contact_id)

    with pytest.raises(Refused, match="what was sent first stands"):
        record(make.data(said_name="Somebody Else"), olive, contact_id)
    assert Contact.objects.get().said_name == "Zebulon Testperson"


def test_another_officer_with_the_same_id_learns_nothing_more():
    contact_id = ContactId(uuid4())
    record(make.data(), cast.olive(), contact_id)

    with pytest.raises(Refused) as mine:
        record(make.data(said_name="Other"), cast.olive(), contact_id)
    with pytest.raises(Refused) as others:
        record(make.data(), cast.otto(), contact_id)
    assert str(mine.value) == str(others.value)


def test_the_rules_in_force_and_every_line_are_kept_with_the_contact():
    contact = record(make.data(answers={}), cast.olive())

    rules = sites.current().rules_on(localdate())
    assert contact.rules_version == rules.version
    assert contact.outcome == "to_be_confirmed"
    assert [line["slug"] for line in contact.explained] == [
        criterion.slug for criterion in rules.criteria
    ]


def test_the_rules_of_the_day_it_happened_decide():
    old = max(c.from_on for c in sites.current().criteria) - timedelta(days=1)
    happened_at = now() - (localdate() - old)

    contact = record(make.data(happened_at=happened_at), cast.olive())

    assert contact.rules_version == sites.current().rules_on(old).version
    assert contact.rules_version != sites.current().rules_on(localdate()).version


def test_not_known_can_still_be_handed_over():
    contact = record(make.data(answers={}), cast.olive())
    assert contact.outcome == "to_be_confirmed"
    assert contact.accepted


def test_not_eligible_cannot_be_handed_over_without_an_override():
    with pytest.raises(Refused, match="not eligible"):
        record(make.data(answers=make.unwanted()), cast.olive())
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    "half", [{"override_reason": "x"}, {"override_by_name": "Sgt. Example"}]
)
def test_an_override_needs_both_a_reason_and_a_name(half):
    with pytest.raises(Refused, match="not eligible"):
        record(make.data(answers=make.unwanted(), **half), cast.olive())


def test_an_override_with_reason_and_name_is_kept():
    reason = sites.current().choices("override_reason")[0][0]

    contact = record(
        make.data(
            answers=make.unwanted(),
            override_reason=reason,
            override_by_name="Sgt. Example",
        ),
        cast.olive(),
    )

    assert contact.outcome == "not_eligible"
    assert contact.override_by_name == "Sgt. Example"
    assert entries().get().details["overridden"] is True


def test_an_override_that_nobody_needed_is_not_kept():
    reason = sites.current().choices("override_reason")[0][0]
    contact = record(
        make.data(override_reason=reason, override_by_name="Sgt. Example"),
        cast.olive(),
    )
    assert contact.override_reason == ""


def test_after_an_overdose_help_asks_for_no_eligibility():
    contact = record(
        make.data(overdose=True, naloxone_doses=2, answers=make.unwanted()),
        cast.olive(),
    )
    assert contact.accepted
    assert contact.naloxone_doses == 2


def test_an_overdose_does_not_cover_what_the_law_does_not_name():
    with pytest.raises(Refused, match="not eligible"):
        record(
            make.data(
                overdose=True,
                offences=(make.charged_offence(),),
                answers=make.unwanted(),
            ),
            cast.olive(),
        )


def test_a_contact_that_was_declined_or_not_offered_is_kept():
    declined = record(
        make.data(accepted=False, declined_reason="not_now"), cast.olive()
    )
    silent = record(
        make.data(offered=False, accepted=None, not_offered_reason="other"),
        cast.olive(),
    )
    assert declined.offered
    assert not silent.offered
    assert Contact.objects.count() == 2


def test_nobody_says_yes_to_what_was_not_offered():
    with pytest.raises(Refused, match="only say yes"):
        record(make.data(offered=False), cast.olive())


def test_a_peer_must_know_where_to_come():
    with pytest.raises(Refused, match="where you are"):
        record(make.data(place=""), cast.olive())
    found = record(make.data(place="", latitude=38.7, longitude=-90.3), cast.olive())
    assert found.latitude == 38.7


def test_a_route_or_an_offence_the_site_does_not_have_is_refused():
    off = sites.current().routes_off[0].slug
    with pytest.raises(Refused, match="route"):
        record(make.data(route=off), cast.olive())
    with pytest.raises(Refused, match="list"):
        record(make.data(offences=("jaywalking",)), cast.olive())


@pytest.mark.parametrize("who", [cast.percy, cast.casey, cast.sam, cast.petra])
def test_only_officers_record_contacts(who):
    with pytest.raises(Forbidden):
        record(make.data(), who())


def test_an_officer_reads_their_own_and_no_one_elses():
    contact = record(make.data(), cast.olive())

    assert access.get_contact(contact.id, Permission.CONTACT_READ, by=cast.olive())
    with pytest.raises(Http404):
        access.get_contact(contact.id, Permission.CONTACT_READ, by=cast.otto())
    assert access.is_mine(contact.id, cast.olive())
    assert not access.is_mine(contact.id, cast.otto())


def test_the_incident_number_is_written_once():
    olive = cast.olive()
    contact = record(make.data(), olive)

    actions.add_incident_number(contact.id, "26-1234", at=now(), by=olive)
    actions.add_incident_number(contact.id, "26-1234", at=now(), by=olive)

    with pytest.raises(Refused, match="cannot be changed"):
        actions.add_incident_number(contact.id, "26-9999", at=now(), by=olive)
    with pytest.raises(Http404):
        actions.add_incident_number(contact.id, "26-9999", at=now(), by=cast.otto())
    contact.refresh_from_db()
    assert contact.incident_number == "26-1234"
