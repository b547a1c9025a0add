from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core import mail
from django.http import Http404
from django.utils.timezone import now

from offramp.doors.desk import pages
from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import OpeningId, new_id
from offramp.platform.outbox.models import Message
from offramp.platform.policy import beyond, table
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.gate import Forbidden
from offramp.platform.policy.table import Permission
from offramp.program.people import access, actions, jobs, rules
from offramp.program.people.models import Opening
from offramp.program.people.tests import factories as make
from tests import cast
from tests.cast import signed_in

pytestmark = pytest.mark.django_db
WHY = "Robin called from a bridge"


@pytest.fixture
def robin():
    cast.sam(), cast.quinn(), cast.mona()
    return make.person(by=cast.percy(), known_as="Robin")


def opened(person, *, by, at=None, words=WHY) -> Opening:
    return actions.open_record(
        OpeningId(new_id()),
        person.id,
        reason="life",
        words=words,
        at=at or now(),
        by=by,
    )


def with_open(actor: Actor, opening: Opening) -> Actor:
    """The actor as the session sees them in which the record was opened."""
    return replace(actor, opened=frozenset({opening.pk}))


def test_it_is_read_for_an_hour_in_the_session_that_opened_it(robin):
    pat = cast.pat()
    opening = opened(robin, by=pat)
    assert opening.holds_until - opening.opened_at == timedelta(minutes=60)
    there = with_open(pat, opening)
    assert access.get(robin.id, Permission.PERSON_READ, by=there) == robin
    for elsewhere in (pat, with_open(cast.casey(), opening)):
        with pytest.raises(Http404):
            access.get(robin.id, Permission.PERSON_READ, by=elsewhere)


@pytest.mark.parametrize("minutes", [59, 61])
def test_it_ends_by_itself_after_the_hour(robin, minutes):
    pat = cast.pat()
    opening = opened(robin, by=pat, at=now() - timedelta(minutes=minutes))
    found = access.reachable(with_open(pat, opening), Permission.PERSON_READ)
    assert found.filter(pk=robin.pk).exists() == (minutes < 60)


def test_it_opens_one_person_and_no_other(robin):
    wren = make.person(by=cast.percy(), known_as="Wren")
    pat = cast.pat()
    there = with_open(pat, opened(robin, by=pat))
    with pytest.raises(Http404):
        access.get(wren.id, Permission.PERSON_READ, by=there)


def test_nothing_can_be_changed_by_it(robin):
    pat = cast.pat()
    there = with_open(pat, opened(robin, by=pat))
    changing = {p for p in Permission if not p.endswith((".read", ".list"))}
    assert not changing & beyond.OPENED
    with pytest.raises(Http404):
        actions.change(robin.id, known_as="Other", at=now(), by=there)


def test_counselling_notes_would_never_open_by_it():
    """They have no permission yet; when they get one, it stays out of this set."""
    assert {p.split(".")[0] for p in beyond.OPENED} == {
        "person", "appointment", "touchpoint", "case", "intake", "assessment", "flag",
        "plan", "referral", "kit",
    }  # fmt: skip


def test_only_those_who_care_for_people_may(robin):
    roles = set(table.GRANTS[Permission.RECORD_OPEN])
    assert roles == {Role.PEER, Role.CASE_MANAGER, Role.SUPERVISOR}
    for name in ("olive", "petra", "mona", "quinn"):
        with pytest.raises(Forbidden):
            opened(robin, by=getattr(cast, name)())


@pytest.mark.parametrize("words", ["", "an emergency", "a             b"])
def test_a_reason_is_told_in_words(robin, words):
    with pytest.raises(Refused, match="at least 15"):
        opened(robin, by=cast.pat(), words=words)


def test_whoever_looks_after_somebody_need_not_open_anything(robin):
    for actor in (cast.percy(), cast.sam()):
        with pytest.raises(Refused, match="as always"):
            opened(robin, by=actor)


def test_supervisor_and_privacy_officer_are_told_at_once_and_nobody_is_named(robin):
    opening = opened(robin, by=cast.pat())
    told = Message.objects.filter(key__startswith=f"opening:{opening.id}:notice")
    assert {m.to_id for m in told} == {cast.sam().id, cast.quinn().id}
    for message in told:
        assert message.due_at <= opening.opened_at
        assert f"/openings/{opening.id}/" in message.body
        for secret in ("Robin", "Pat", WHY, str(robin.id)):
            assert secret not in message.subject + message.body


def test_it_is_on_record_against_the_person_without_the_words(robin):
    opened(robin, by=cast.pat())
    entry = Entry.objects.get(action=Permission.RECORD_OPEN)
    assert entry.subject_id == robin.id
    assert WHY not in str(entry.details)


@pytest.mark.parametrize(
    ("opened_on", "due_on"),
    [
        (date(2026, 11, 25), date(2026, 11, 26)),  # Wednesday
        (date(2026, 11, 27), date(2026, 11, 30)),  # Friday
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 11, 29), date(2026, 11, 30)),
    ],
)
def test_the_review_is_due_on_the_next_working_day(opened_on, due_on):
    assert rules.review_due(opened_on) == due_on


def test_nobody_reviews_what_they_opened_themselves(robin):
    pat = cast.pat()
    opening = opened(robin, by=pat)
    assert access.unreviewed(cast.quinn()).get() == opening
    with pytest.raises(Forbidden):
        actions.review(opening.id, "right", at=now(), by=pat)


def test_a_review_that_finds_something_wrong_says_what(robin):
    opening = opened(robin, by=cast.pat())
    with pytest.raises(Refused, match="Say what was wrong"):
        actions.review(opening.id, "wrong", at=now(), by=cast.sam())
    actions.review(opening.id, "wrong", "Curious", at=now(), by=cast.sam())
    assert Opening.objects.get().finding == "wrong"
    assert not access.unreviewed(cast.quinn()).exists()


def test_after_three_days_the_manager_is_told_once(robin):
    opening = opened(robin, by=cast.pat(), at=now() - timedelta(hours=73))
    for _ in range(2):
        jobs.escalate_reviews(now())
    told = Message.objects.filter(key__startswith=f"opening:{opening.id}:reminder")
    assert {m.to_id for m in told} == {cast.sam().id, cast.quinn().id, cast.mona().id}
    fresh = opened(robin, by=cast.casey(), at=now() - timedelta(hours=71))
    jobs.escalate_reviews(now())
    assert not Message.objects.filter(key__contains=f"{fresh.id}:reminder").exists()
    assert not mail.outbox


def test_unreviewed_it_blocks_the_supervisors_first_page(client, robin):
    sam = cast.sam()
    opening = opened(robin, by=cast.pat(), at=now() - timedelta(days=6))
    assert pages.overdue(sam) == 1
    signed_in(client, sam)
    page = client.get("/").content.decode()
    assert "the day for the review has passed" in page
    assert "Safety flags</h2>" not in page
    client.post(f"/openings/{opening.id}/", {"finding": "right"})
    assert "the day for the review has passed" not in client.get("/").content.decode()


@pytest.fixture
def pat(client):
    actor = cast.pat()
    signed_in(client, actor)
    return actor


def _ask(client, person, **changes):
    said = {"reason": "life", "words": WHY, **changes}
    return client.post(f"/people/{person.id}/open/", said)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": ""}, "Choose why you must read it now."),
        ({"words": "too short"}, "at least 15 letters"),
    ],
)
def test_each_thing_missing_is_named_and_nothing_opens(
    client, pat, robin, changes, sentence
):
    answer = _ask(client, robin, **changes)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert client.get(f"/people/{robin.id}/").status_code == 404


def test_whoever_did_not_prove_it_a_short_while_ago_is_asked_once_more(
    client, pat, robin
):
    session = client.session
    session["factor_at"] = (now() - timedelta(minutes=6)).isoformat()
    session.save()
    for answer in (client.get(f"/people/{robin.id}/open/"), _ask(client, robin)):
        assert answer.status_code == 401
        assert "Is it still you?" in answer.content.decode()
    assert not Opening.objects.exists()


def test_the_page_is_read_only_with_a_red_banner_until_it_is_closed(client, pat, robin):
    assert _ask(client, robin).status_code == 302
    opening = Opening.objects.get()
    for url in (f"/people/{robin.id}/", f"/people/{robin.id}/touchpoints/", "/"):
        page = client.get(url).content.decode()
        assert "You have opened a record in an emergency" in page
        assert "note--urgent" in page
    page = client.get(f"/people/{robin.id}/").content.decode()
    assert "To read only" in page
    assert f"/people/{robin.id}/touchpoints/new/" not in page
    client.post(f"/openings/{opening.id}/close/")
    assert client.get(f"/people/{robin.id}/").status_code == 404
    assert "opened a record" not in client.get("/").content.decode()


def test_signing_out_closes_it(client, pat, robin):
    _ask(client, robin)
    client.logout()
    signed_in(client, pat)
    assert client.get(f"/people/{robin.id}/").status_code == 404
