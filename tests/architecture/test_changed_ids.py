"""A changed id in a form: whose it is makes no difference, and nothing happens with it.

Every form that carries ids in its body is sent as somebody would send it, but for one of
the ids: in its place stands one that the page did not offer. Whether there is such a row
or not, the answer is a refusal, and to the letter the same.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from offramp.platform.accounts.models import Agency, User
from offramp.platform.audit.models import Entry
from offramp.program.cases.models import Case
from offramp.program.consent.models import Consent
from offramp.program.diversions.tests import factories as diversions
from offramp.program.people.models import Keeping, Person
from offramp.program.people.tests import factories as people
from offramp.program.referrals.models import Referral
from tests import cast
from tests.architecture.asked import Asked
from tests.architecture.test_malformed import Sender
from tests.architecture.walk import COLUMNS, Walk, answered, table

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}")
# It differs each time that a page is shown, and names no row.
OF_ONE_PAGE = {"submission_id", "csrfmiddlewaretoken"}
CHANGING = re.compile(rf"{ID.pattern}|\b\w{{64}}\b")
# Some of them, so that the test can see at all.
KNOWN = {
    "accounts:new_grant agency", "cases:assign staff", "consent:new recipient",
    "consent:sign seen_by", "people:care staff", "people:merge keep", "rights:new agency",
}  # fmt: skip


@cache
def strangers() -> tuple[UUID, ...]:
    """Rows of every kind that a form may name: bodies, colleagues, people, their rows."""
    found: list[UUID] = []
    for kind, most in (
        (Agency, 30), (User, 30), (Person, 2), (Consent, 1), (Referral, 1), (Case, 1)
    ):  # fmt: skip
        rows = kind._default_manager.order_by("pk")
        found += rows.values_list("pk", flat=True)[:most]
    return tuple(found)


def fields(asked: Asked) -> Iterator[tuple[str, set[str]]]:
    """The fields of a page that carry ids, each with those that it offers."""
    for name, answer in asked.answers.items():
        offered = {
            one for one in (answer, *asked.choices.get(name, [])) if ID.fullmatch(one)
        }
        if offered and name not in OF_ONE_PAGE:
            yield name, offered


def forms(sender: Sender) -> Iterator[tuple[str, str, str, set[str]]]:
    """Each field with ids, where it is asked, of whom, and what it offers them: of those
    who reach the fewest, or where they are not asked, of those who reach the most."""
    for (name, method), statuses in table().items():
        takes = [
            c for c, s in zip(COLUMNS, statuses, strict=True) if s in {"200", "422"}
        ]
        if method == "GET" or not takes:  # it asks for nothing, so it takes no ids
            continue
        for field, offered in fields(sender.asked(name, takes[-1])):
            fewest = dict(fields(sender.asked(name, takes[0])))
            column = takes[0] if field in fewest else takes[-1]
            yield name, column, field, fewest.get(field, offered)


def said(answer: Any) -> tuple[int, str]:
    """What was answered, without what is new on every page."""
    body = b"".join(answer).decode(errors="replace")
    return int(answer.status_code), CHANGING.sub("", body)


@pytest.mark.slow  # it asks every page that has a form
@pytest.mark.django_db
def test_an_id_that_was_not_offered_is_refused_as_if_there_were_no_such_row(walk: Walk):
    sender, seen = Sender(walk), set()
    for name, column, field, offered in forms(sender):
        seen.add(f"{name} {field}")
        _must_be_alike(sender, name, column, field, offered)
    assert seen >= KNOWN


def _must_be_alike(
    sender: Sender, name: str, column: str, field: str, offered: set[str]
) -> None:
    client, url = sender.client(column), sender.url(name)
    answers = sender.asked(name, column).answers

    def sent(id: object) -> tuple[int, str]:
        return said(answered(client, "POST", url, {**answers, field: str(id)}))

    nobody = sent(uuid4())
    assert 400 <= nobody[0] < 500, (name, column, field, nobody[0])
    acts = Entry.objects.count()
    for stranger in _few(offered):
        assert sent(stranger) == nobody, (name, column, field)
    assert Entry.objects.count() == acts


def _few(offered: set[str]) -> list[UUID]:
    """Some of each kind that the page did not offer."""
    found = [id for id in strangers() if str(id) not in offered]
    return found[:2] + found[-6:]


@pytest.mark.django_db
def test_a_handover_is_opened_for_nobody_whom_one_may_not_reach(client: Client):
    """The one id in a body that no page offers as an answer to a question."""
    percy, sam = cast.percy(), cast.sam()
    met = diversions.diversion(made_by=cast.olive())
    kept = people.person(by=sam)
    Keeping.objects.create(
        person=kept, staff_id=percy.id, from_at=now(), from_by_id=sam.id
    )
    cast.signed_in(client, percy)
    url = reverse("cases:intake", args=[met.id])
    answers = {
        said(client.post(url, {"person": str(id)}))
        for id in (uuid4(), kept.id, met.id, met.contact_id, sam.id)
    }
    assert {status for status, _ in answers} == {404}
    assert len(answers) == 1
    assert not Case.objects.filter(person=kept).exists()
    near = people.person(by=percy)
    assert client.post(url, {"person": str(near.id)}).status_code == 302
