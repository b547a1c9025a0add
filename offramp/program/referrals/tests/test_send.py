from uuid import uuid4

import pytest
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ReferralId, new_id
from offramp.platform.policy.gate import Forbidden
from offramp.program.cases import actions as cases
from offramp.program.directory.tests import factories as directory
from offramp.program.people import actions as people
from offramp.program.referrals import actions, queries
from offramp.program.referrals.actions import Sending
from offramp.program.referrals.models import Referral, UnmetNeed
from offramp.program.referrals.rules import Why
from offramp.program.referrals.tests import factories as make
from offramp.program.sites import queries as sites
from tests import cast

pytestmark = pytest.mark.django_db


def send(case, service, *, id=None, by=None):
    """Send somebody, with the fewest words."""
    id = id or ReferralId(new_id())
    how = Sending(need="detox")
    return actions.send(id, case.id, service.id, how, at=now(), by=by or cast.casey())


def test_a_case_manager_sends_and_it_is_on_record():
    referral = make.referral(by=cast.casey(), need="detox", is_warm=True)

    assert referral.state == "sent"
    assert referral.is_warm
    assert referral.person_id == referral.case.person_id
    entry = Entry.objects.get(action="referral.send")
    assert entry.details == {"need": "detox"}
    assert entry.subject_id == referral.id


def test_sent_twice_it_is_one_referral():
    case, service = make.case(by=cast.casey()), directory.service()
    id = ReferralId(new_id())
    assert send(case, service, id=id) == send(case, service, id=id)
    assert Referral.objects.count() == 1
    with pytest.raises(Refused, match="something else"):
        send(case, directory.service("Other"), id=id)


def test_a_second_open_referral_to_the_same_service_is_refused():
    case, service = make.case(by=cast.casey()), directory.service("Detox")
    first = send(case, service)
    with pytest.raises(Refused, match="an open referral to Detox already"):
        send(case, service)
    actions.withdraw(first.id, uuid4(), at=now(), by=cast.casey())
    assert send(case, service).state == "sent"


def test_nobody_is_sent_to_a_service_that_is_no_longer_offered():
    case = make.case(by=cast.casey())
    with pytest.raises(Refused, match="Closed is no longer offered"):
        send(case, directory.service("Closed", is_active=False))


def test_nobody_is_sent_after_the_stay_has_ended():
    case = make.case(by=cast.casey())
    reason = sites.current().choices("closing_reason")[0][0]
    cases.close(case.id, reason, at=now(), by=cast.casey())
    with pytest.raises(Refused, match="This stay has ended"):
        send(case, directory.service())


def test_only_those_who_look_after_the_person_send_and_read():
    case, service = make.case(by=cast.casey()), directory.service()
    referral = send(case, service)
    with pytest.raises(Http404):
        send(case, directory.service(), by=cast.cora())
    with pytest.raises(Http404):
        queries.one(referral.id, by=cast.cora())
    with pytest.raises(Forbidden):
        send(case, directory.service(), by=cast.percy())
    for outsider in (cast.olive(), cast.petra(), cast.mona()):
        with pytest.raises(Forbidden):
            queries.one(referral.id, by=outsider)
    assert queries.one(referral.id, by=cast.sam()).acts


def test_a_peer_who_looks_after_the_person_reads_and_changes_nothing():
    referral = make.referral(by=cast.casey())
    person, percy = referral.person, cast.percy()
    people.take_into_care(person.id, "peer", percy.id, at=now(), by=cast.sam())
    assert queries.one(referral.id, by=percy).acts == ()
    with pytest.raises(Forbidden):
        actions.accept(referral.id, uuid4(), at=now(), by=percy)


def test_a_need_that_nobody_meets_is_kept_once():
    case, id = make.case(by=cast.casey()), uuid4()
    for _ in range(2):
        actions.note_unmet(
            id, case.id, "dental", Why.FULL, "Evenings", at=now(), by=cast.casey()
        )
    kept = UnmetNeed.objects.get()
    assert (kept.need, kept.why) == ("dental", "full")
    other = make.case(by=cast.casey(), known_as="Wren")
    with pytest.raises(Refused, match="something else"):
        actions.note_unmet(id, other.id, "dental", Why.FULL, at=now(), by=cast.casey())
    with pytest.raises(Http404):
        actions.note_unmet(
            uuid4(), case.id, "dental", Why.FULL, at=now(), by=cast.cora()
        )
