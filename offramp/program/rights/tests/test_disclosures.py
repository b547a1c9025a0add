import pytest
from django.utils.timezone import localdate, now

from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import DisclosureId, new_id
from offramp.platform.outbox.models import Message
from offramp.program.people.tests import factories as people
from offramp.program.rights import actions, queries, rules
from offramp.program.rights.lifecycle import Event
from offramp.program.rights.models import Disclosure
from offramp.program.rights.tests import factories as make
from tests import cast
from tests.cast import signed_in

pytestmark = pytest.mark.django_db
SAID = {
    "recipient_name": "Dr. Wilma Madeup",
    "facility": "Meadow Hospital",
    "at": "2026-01-02T03:04",
    "nature": "Overdose",
    "what": "Takes buprenorphine",
    "ground": "unable",
}


@pytest.fixture
def robin():
    cast.sam(), cast.quinn()
    return people.person(by=cast.percy(), known_as="Robin")


@pytest.mark.parametrize("lacking", sorted(SAID))
def test_nothing_is_told_in_an_emergency_without_each_of_its_fields(
    client, robin, lacking
):
    signed_in(client, cast.percy())
    url = f"/people/{robin.id}/emergency/"
    assert client.post(url, {**SAID, lacking: ""}).status_code == 422
    assert not Disclosure.objects.exists()
    page = client.get(client.post(url, SAID).headers["Location"]).content.decode()
    for said in ("Dr. Wilma Madeup, Meadow Hospital", "Percy Castly", "Overdose"):
        assert said in page
    assert "Takes buprenorphine" in page
    assert rules.NOTICE in page


def test_the_supervisor_is_told_at_once_and_nobody_is_named(robin):
    row = make.emergency(robin, by=cast.percy())
    told = Message.objects.filter(key__startswith=f"disclosure:{row.id}")
    assert {m.to_id for m in told} == {cast.sam().id, cast.quinn().id}
    for message in told:
        assert message.due_at <= row.given_at
        for secret in ("Robin", "Wilma", "bupre", str(robin.id)):
            assert secret not in message.subject + message.body


def test_it_stands_in_the_accounting_exactly_as_told(robin):
    row = make.emergency(robin, by=cast.percy())
    since = rules.since(localdate(row.given_at))
    (told,) = queries.told(queries.told_rows([robin.id], since, cast.percy()))
    assert told.facts == (("What was told", "Takes buprenorphine"),)
    assert (told.recipient_name, told.given_by) == ("Dr. Wilma Madeup", "Percy Castly")


def test_the_recipient_is_asked_not_to_pass_on_what_is_restricted(robin):
    assert rules.NOT_FURTHER not in make.emergency(robin, by=cast.percy()).notice
    asked = make.request(robin, by=cast.percy())
    actions.answer(asked.id, Event.GRANT, "Yes", at=now(), by=cast.quinn())
    assert rules.NOT_FURTHER in make.emergency(robin, by=cast.percy()).notice


def test_a_colleague_who_meets_somebody_elses_person_may_save_a_life(client, robin):
    signed_in(client, cast.pat())
    answer = client.post(f"/people/{robin.id}/emergency/", SAID)
    assert answer.headers["Location"] == "/"
    assert Disclosure.objects.count() == 1


def test_what_was_told_is_never_changed(robin):
    row = make.emergency(robin, by=cast.percy())
    with pytest.raises(Refused, match="cannot be changed"):
        actions.tell_in_emergency(
            DisclosureId(row.id), robin.id, recipient_name="Other", facility="Other",
            what="More", nature="Same", ground="unable", at=now(), by=cast.percy(),
        )  # fmt: skip


def test_the_form_about_a_crime_has_the_fields_of_the_rule_and_no_other(client, robin):
    signed_in(client, cast.percy())
    url = f"/people/{robin.id}/crime/"
    page = client.get(url)
    fields = set(page.context["form"].fields) - {"submission_id"}
    assert fields == {"recipient_name", "recipient_org", *rules.CRIME_FIELDS}
    said = {
        "recipient_name": "Officer Olive",
        "recipient_org": "Testville",
        "circumstances": "A window was broken",
        "diagnosis": "something else",
    }
    client.post(url, said)
    row = Disclosure.objects.get()
    assert row.basis == "crime"
    assert row.facts == [["What happened", "A window was broken"]]


def test_nothing_else_can_be_said_of_a_crime(robin):
    with pytest.raises(Refused, match="Nothing else"):
        actions.report_crime(
            DisclosureId(new_id()), robin.id, recipient_name="O", recipient_org="P",
            said={"circumstances": "x", "medicine": "y"}, at=now(), by=cast.percy(),
        )  # fmt: skip


@pytest.mark.parametrize("who", ["olive", "petra", "mona"])
@pytest.mark.parametrize("name", ["emergency", "crime", "requests"])
def test_justice_and_managers_are_refused(client, robin, who, name):
    signed_in(client, getattr(cast, who)())
    assert client.get(f"/people/{robin.id}/{name}/").status_code == 403
