"""A legal paper from the door to the answer: nothing goes out but under an order."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localdate, now

from offramp.impact.accounting import queries as accounting
from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import DisclosureId, OrderId, new_id
from offramp.platform.outbox.models import Message
from offramp.platform.policy.gate import Forbidden
from offramp.program.people import actions as people
from offramp.program.people.tests import factories as make
from offramp.program.process import actions, queries
from offramp.program.process.models import Order, Paper
from offramp.program.process.rules import CARRIES_ORDER, FIELDS, Kind, Mandate, Section
from offramp.program.process.tests import factories as papers
from offramp.program.rights.models import Disclosure
from tests import cast
from tests.cast import signed_in

pytestmark = pytest.mark.django_db
SAID = {"status": "Since June 1, 2026"}


@pytest.fixture
def robin():
    return make.person(by=cast.casey(), known_as="Robin")


def _release(order, said=SAID, recipient=papers.CLERK, by=None):
    return actions.release(
        DisclosureId(new_id()), order.id, said, recipient,
        at=now(), by=by or cast.quinn(),
    )  # fmt: skip


def test_a_plain_subpoena_never_lets_anything_out(client, robin):
    paper = papers.matched(robin)
    signed_in(client, cast.quinn())
    page = client.get(reverse("process:paper", args=[paper.id])).content.decode()
    assert "by itself opens nothing" in page
    assert "Give out what it names" not in page
    assert not Order.objects.exists()
    with pytest.raises(Http404):
        actions.release(
            DisclosureId(new_id()), OrderId(new_id()), SAID, papers.CLERK,
            at=now(), by=cast.quinn(),
        )  # fmt: skip
    assert not Disclosure.objects.exists()


def test_an_order_without_a_demand_beside_it_waits(robin):
    order = papers.entered(papers.matched(robin), mandate=Mandate.NONE)
    with pytest.raises(Refused, match="nothing demands it"):
        _release(order)


@pytest.mark.parametrize("kind", ["sunshine", "other"])
def test_a_request_for_public_records_carries_no_order(robin, kind):
    with pytest.raises(Refused, match="cannot carry an order"):
        papers.entered(papers.matched(robin, kind=kind))


def test_what_was_given_stands_in_the_account_exactly_as_it_was_given(robin):
    order = papers.entered(papers.matched(robin))
    told = Disclosure.objects.get(pk=_release(order))
    assert told.facts == [[FIELDS["status"], "Since June 1, 2026"]]
    assert (told.recipient_name, told.recipient_org) == (papers.CLERK, order.court)
    assert "42 CFR part 2 prohibits" in told.notice
    assert "under seal" in told.notice
    found = accounting.reach(robin.id, by=cast.casey())
    (line,) = accounting.told(found, "en")
    assert line.basis == "A judge said that we must."
    assert (
        line.why == "Order of Made-up Circuit Court under 42 CFR 2.64, case 26-MADE-UP"
    )
    assert line.what == ("Whether and since when they take part: Since June 1, 2026",)


def test_nothing_goes_that_the_order_does_not_name(robin):
    order = papers.entered(papers.matched(robin))
    for said in ({"plan": "A lock on the door"}, {**SAID, "referrals": "Meadow"}):
        with pytest.raises(Refused, match="does not name all of this"):
            _release(order, said)
    assert not Disclosure.objects.exists()


def test_the_form_has_a_field_for_what_the_order_names_and_for_nothing_else(
    client, robin
):
    order = papers.entered(papers.matched(robin))
    signed_in(client, cast.quinn())
    url = reverse("process:release", args=[order.id])
    page = client.get(url).content.decode()
    for name, label in FIELDS.items():
        assert (f'name="{name}"' in page) == (name in {"status", "attendance"}), label
    sent = {"recipient": papers.CLERK, "submission_id": new_id(), "plan": "A lock"}
    assert client.post(url, sent).status_code == 422
    answer = client.post(url, {**sent, "status": "Since June 1, 2026"})
    assert answer.status_code == 302
    assert [label for label, _ in Disclosure.objects.get().facts] == [FIELDS["status"]]


def test_nobody_gets_it_but_whom_the_order_names(robin):
    order = papers.entered(papers.matched(robin))
    with pytest.raises(Refused, match="does not name them"):
        _release(order, recipient="The prosecutor")


def test_an_order_that_has_ended_opens_nothing(robin):
    yesterday = localdate() - timedelta(days=1)
    order = papers.entered(papers.matched(robin), until_on=yesterday)
    with pytest.raises(Refused, match="has ended"):
        _release(order)


def test_an_order_about_an_informant_lets_no_record_out(robin):
    paper = papers.matched(robin)
    with pytest.raises(Refused, match="no record"):
        papers.entered(paper, section=Section.UNDERCOVER)
    order = papers.entered(paper, section=Section.UNDERCOVER, fields=frozenset())
    with pytest.raises(Refused, match="no record"):
        _release(order)


def test_what_was_said_in_confidence_needs_the_finding(robin):
    with pytest.raises(Refused, match="2.63"):
        papers.entered(papers.matched(robin), fields=frozenset({"communications"}))


def test_before_somebody_says_about_whom_it_is_nothing_goes(robin):
    order = papers.entered(papers.paper(by=cast.percy()))
    with pytest.raises(Refused, match="whom this paper is about"):
        _release(order)


def test_a_paper_is_about_one_person(robin):
    paper = papers.matched(robin)
    wren = make.person(by=cast.casey(), known_as="Wren")
    with pytest.raises(Refused, match="somebody else"):
        actions.match(paper.id, wren.id, at=now(), by=cast.sam())


def test_whoever_takes_it_in_is_told_what_to_say_and_learns_nothing(client, robin):
    signed_in(client, cast.percy())
    page = client.get(reverse("process:receive")).content.decode()
    assert "I cannot say whether anybody is or was here" in page
    sent = {
        "kind": "subpoena", "brought_by": "Lena Lawyerly", "about": "Robin Madeup",
        "asks": "Everything", "kept_where": "The safe", "submission_id": new_id(),
    }  # fmt: skip
    answer = client.post(reverse("process:receive"), sent)
    assert answer.url == "/"
    paper = Paper.objects.get()
    assert paper.person_id is None
    assert client.get(reverse("process:paper", args=[paper.id])).status_code == 403


def test_the_privacy_officer_is_told_at_once_and_nobody_is_named():
    quinn = cast.quinn()
    papers.paper(by=cast.percy())
    message = Message.objects.get(to_id=quinn.id)
    for said in ("Robin", "Madeup", "Lawyerly"):
        assert said not in message.subject + message.body
    assert not mail.outbox


def test_a_refusal_is_in_words_and_an_order_may_still_come(robin):
    paper, quinn = papers.matched(robin), cast.quinn()
    with pytest.raises(Refused):
        actions.refuse(paper.id, "", at=now(), by=quinn)
    actions.refuse(paper.id, "We answer no such paper.", at=now(), by=quinn)
    with pytest.raises(Refused, match="Take it up again"):
        papers.entered(paper)
    actions.reopen(paper.id, at=now(), by=quinn)
    assert _release(papers.entered(paper))
    with pytest.raises(Refused):
        actions.refuse(paper.id, "Too late", at=now(), by=quinn)


def test_only_the_privacy_officer_answers(robin):
    order = papers.entered(papers.matched(robin))
    for other in (cast.percy(), cast.casey(), cast.sam(), cast.mona(), cast.petra()):
        with pytest.raises(Forbidden):
            _release(order, by=other)
        with pytest.raises(Forbidden):
            actions.refuse(order.paper.id, "No.", at=now(), by=other)


def test_police_and_prosecution_hand_nothing_in_here(client):
    for outsider in (cast.olive(), cast.petra()):
        with pytest.raises(Forbidden):
            papers.paper(by=outsider)


def test_a_supervisor_whom_the_person_keeps_out_sees_no_paper_about_them(robin):
    paper = papers.matched(robin)
    people.keep_from(robin.id, cast.sam().id, at=now(), by=cast.quinn())
    assert paper.id not in {row.id for row in queries.waiting(cast.sam())}
    with pytest.raises(Http404):
        queries.one(paper.id, cast.sam())


def test_every_step_is_on_record(robin):
    paper = papers.matched(robin)
    told = _release(papers.entered(paper))
    queries.one(paper.id, cast.quinn())
    acts = Entry.objects.filter(subject_id=paper.id).order_by("position")
    did = [(entry.action, entry.details.get("did", "")) for entry in acts]
    assert did == [
        ("process.receive", ""),
        ("process.match", ""),
        ("process.answer", "order"),
        ("process.answer", "release"),
        ("process.read", ""),
    ]
    bodies = "".join(Entry.objects.values_list("body", flat=True))
    for said in ("Robin", "Lawyerly", "Since June", "whole record"):
        assert said not in bodies
    assert Entry.objects.filter(subject_id=robin.id, action="process.answer").exists()
    assert str(told) in bodies


def test_the_list_has_what_is_due_first_first():
    late = papers.paper(by=cast.percy(), due_on=localdate() + timedelta(days=9))
    none = papers.paper(by=cast.percy())
    soon = papers.paper(by=cast.percy(), due_on=localdate() - timedelta(days=1))
    rows = queries.waiting(cast.quinn())
    assert [row.id for row in rows] == [soon.id, late.id, none.id]
    assert [row.is_late for row in rows] == [True, False, False]


def test_there_is_no_other_way_out_for_a_court():
    """What is told under an order is written by this package's act and by no other."""
    telling = {
        str(path)
        for path in Path("offramp").rglob("*.py")
        if "tell_under_order(" in path.read_text() and "tests" not in path.parts
    }
    home = "offramp/program/rights/actions.py"
    assert telling == {home, "offramp/program/process/actions.py"}
    assert set(CARRIES_ORDER) == {Kind.SUBPOENA, Kind.ORDER, Kind.WARRANT}
