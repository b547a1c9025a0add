from datetime import timedelta

import pytest
from django.http import Http404
from django.utils.timezone import localdate, now

from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import new_id
from offramp.platform.policy.gate import Forbidden
from offramp.platform.policy.table import Permission
from offramp.program.consent import access as consent_access
from offramp.program.consent import actions as consent
from offramp.program.consent.rules import Fact
from offramp.program.consent.tests import factories as agreed
from offramp.program.journey import actions as journey
from offramp.program.people import access as people_access
from offramp.program.people import actions as people_actions
from offramp.program.people.tests import factories as people
from offramp.program.rights import actions, rules
from offramp.program.rights.lifecycle import Event
from offramp.program.rights.models import Request
from offramp.program.rights.tests import factories as make
from offramp.program.sites import queries as sites
from tests import cast
from tests.cast import signed_in

pytestmark = pytest.mark.django_db
FACT = Fact("assessment_completed", "The assessment is completed", "2026-11-20")


@pytest.fixture
def robin():
    return people.person(by=cast.percy(), known_as="Robin")


def tell(person):
    to = cast.petra().agency_id
    return consent.release(person.id, new_id(), [FACT], to, at=now(), by=cast.sam())


def grant(row, words="Yes, we will not", by=None):
    by = by or cast.quinn()
    journey.answer_request(row.id, Event.GRANT, words, at=now(), by=by)
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("kind", ["restriction", "correction"])
def test_the_day_of_the_answer_follows_the_sites_clocks(robin, kind):
    row = make.request(robin, by=cast.percy(), kind=kind)
    clocks = sites.current().clocks
    days = getattr(clocks, f"{kind}_answer_days")
    assert row.due_on == localdate() + timedelta(days=days)


def test_a_granted_restriction_goes_before_a_consent(robin):
    agreed.consent(robin, by=cast.percy())
    tell(robin)
    row = make.request(robin, by=cast.percy(), agency_id=cast.petra().agency_id)
    assert consent_access.releases(cast.petra()).count() == 1  # asked is not granted
    grant(row)
    assert not consent_access.releases(cast.petra()).exists()
    with pytest.raises(Refused, match="told nothing more"):
        tell(robin)
    actions.take_back(row.id, at=now(), by=cast.percy())
    tell(robin)


def test_it_holds_for_a_joined_record_too(robin):
    twin = people.person(by=cast.percy(), known_as="Rob")
    agreed.consent(robin, by=cast.percy())
    row = make.request(twin, by=cast.percy(), agency_id=cast.petra().agency_id)
    grant(row)
    people_actions.merge(robin.id, twin.id, "Same", at=now(), by=cast.sam())
    with pytest.raises(Refused, match="told nothing more"):
        tell(robin)


def test_a_declined_one_changes_nothing(robin):
    agreed.consent(robin, by=cast.percy())
    row = make.request(robin, by=cast.percy(), agency_id=cast.petra().agency_id)
    journey.answer_request(row.id, Event.DECLINE, "Sorry", at=now(), by=cast.sam())
    tell(robin)


def test_a_colleague_no_longer_opens_the_record(robin):
    row = make.request(robin, by=cast.percy(), staff_id=cast.sam().id)
    grant(row)
    with pytest.raises(Http404):
        people_access.get(robin.id, Permission.PERSON_READ, by=cast.sam())
    actions.take_back(row.id, at=now(), by=cast.percy())
    assert people_access.get(robin.id, Permission.PERSON_READ, by=cast.sam())


def test_what_was_paid_in_full_must_be_granted(robin):
    row = make.request(robin, by=cast.percy(), paid_in_full=True)
    with pytest.raises(Refused, match="must be granted"):
        actions.answer(row.id, Event.DECLINE, "No", at=now(), by=cast.quinn())
    assert grant(row).state == "granted"


def test_a_no_is_said_in_words_and_may_be_disagreed_with(robin):
    row = make.request(robin, by=cast.percy(), kind="correction")
    with pytest.raises(Refused, match="in words"):
        actions.answer(row.id, Event.DECLINE, "", at=now(), by=cast.sam())
    with pytest.raises(Refused, match="was declined"):
        actions.disagree(row.id, "It is wrong", at=now(), by=cast.percy())
    actions.answer(row.id, Event.DECLINE, "It is so", at=now(), by=cast.sam())
    actions.disagree(row.id, "It is wrong", at=now(), by=cast.percy())
    assert Request.objects.get().disagreement == "It is wrong"


def test_the_day_is_moved_once(robin):
    row = make.request(robin, by=cast.percy(), kind="correction")
    later = actions.extend(row.id, at=now(), by=cast.quinn())
    assert later.due_on == row.due_on + rules.EXTENSION
    with pytest.raises(Refused, match="moved once"):
        actions.extend(row.id, at=now(), by=cast.quinn())


def test_only_supervisor_and_privacy_officer_answer(robin):
    row = make.request(robin, by=cast.percy())
    with pytest.raises(Forbidden):
        actions.answer(row.id, Event.GRANT, "Yes", at=now(), by=cast.percy())


def test_somebody_elses_person_is_not_there(robin):
    row = make.request(robin, by=cast.percy())
    with pytest.raises(Http404):
        actions.take_back(row.id, at=now(), by=cast.pat())


def test_a_request_goes_from_the_persons_page_to_its_answer(client, robin):
    signed_in(client, cast.percy())
    url = f"/people/{robin.id}/requests/new/"
    assert client.post(url, {"kind": "restriction"}).status_code == 422
    said = {"kind": "restriction", "words": "Not the prosecutor"}
    said["agency"] = str(cast.petra().agency_id)
    page = client.get(client.post(url, said).headers["Location"]).content.decode()
    assert "Waits for an answer" in page
    assert "Answer it" not in page
    row = Request.objects.get()
    signed_in(client, cast.quinn())
    assert "Not the prosecutor" in client.get("/requests/").content.decode()
    answer = f"/requests/{row.id}/answer/"
    assert "told nothing more" in client.get(answer).content.decode()
    assert client.post(answer, {"event": "grant"}).status_code == 422
    client.post(answer, {"event": "grant", "words": "Yes"})
    assert "Yes" in client.get(f"/requests/{row.id}/").content.decode()


def test_the_list_costs_the_same_for_one_as_for_many(
    client, robin, django_assert_num_queries
):
    signed_in(client, cast.quinn())
    counted = []
    for more in (1, 9):
        for _ in range(more):
            make.request(robin, by=cast.percy())
        with django_assert_num_queries(4) as context:
            client.get("/requests/")
        counted.append(len(context))
    assert counted[0] == counted[1]
