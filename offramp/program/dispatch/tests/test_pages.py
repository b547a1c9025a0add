"""The pages as people see them: the peer who goes, the officer who waits."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.program.dispatch import access, actions, jobs, queries
from offramp.program.dispatch.rules import Place
from offramp.program.dispatch.tests import factories as make
from offramp.program.sites import queries as sites
from tests import cast

pytestmark = pytest.mark.django_db


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def url(name: str, dispatch) -> str:
    return reverse(f"dispatch:{name}", args=[dispatch.id])


def test_a_paged_peer_sees_where_to_go_and_answers_with_one_tap(client):
    make.shift(cast.percy())
    dispatch = make.dispatch(now() - minutes(6), place="Behind the library")
    cast.signed_in(client, cast.percy())

    listed = client.get(reverse("dispatch:pages")).text
    page = client.get(url("detail", dispatch)).text

    for text in (listed, page):
        assert "Behind the library" in text
        assert "Zebulon Testperson" in text
        assert "You are paged" in text
        assert "6 minutes ago. Answer by" in text
        assert "Coming, 20 min" in text
    answer = client.post(url("answer", dispatch), {"minutes": "20"})
    assert answer.status_code == 302
    page = client.get(answer["Location"]).text
    assert "You are going" in page
    assert "I am on my way" in page


def test_from_the_way_there_to_the_intake(client):
    dispatch = make.answered(cast.percy(), at=now() - minutes(20))
    cast.signed_in(client, cast.percy())

    page = client.post(url("travel", dispatch), follow=True).text
    assert "You are on the way" in page
    assert "I am there" in page
    page = client.post(url("arrive", dispatch), follow=True).text
    assert "You are there" in page
    assert "The officer has left" in page
    page = client.post(url("release", dispatch), follow=True).text
    assert "You took over" in page
    standing = queries.detail(dispatch.id, cast.percy()).open.standing
    assert standing.can_start_intake
    assert [step.state for step in standing.steps] == ["done"] * 6 + ["current"]
    client.post(url("done", dispatch))
    standing = queries.detail(dispatch.id, cast.percy()).open.standing
    assert [step.state for step in standing.steps] == ["done"] * 7


def test_the_second_to_answer_gets_a_sentence(client):
    make.shift(cast.percy())
    make.shift(cast.pat())
    dispatch = make.dispatch()
    actions.answer(dispatch.id, 20, at=now(), by=cast.percy())
    cast.signed_in(client, cast.pat())

    answer = client.post(url("answer", dispatch), {"minutes": "10"})

    assert answer.status_code == 409
    assert "Percy Castly is already coming" in answer.text
    page = client.get(url("detail", dispatch)).text
    assert "Percy is going" in page
    assert "Coming, 20 min" not in page


@pytest.mark.parametrize("minutes", ["", "soon", "0", "-3", "9999", "\x00"])
def test_a_time_that_makes_no_sense_gets_a_sentence(client, minutes):
    make.shift(cast.percy())
    dispatch = make.dispatch()
    cast.signed_in(client, cast.percy())
    answer = client.post(url("answer", dispatch), {"minutes": minutes})
    assert answer.status_code == 409
    assert "from 1 to 180" in answer.text


def test_i_cannot(client):
    make.shift(cast.percy())
    make.shift(cast.pat(), Place.BACKUP)
    dispatch = make.dispatch()
    cast.signed_in(client, cast.percy())

    page = client.post(url("cannot", dispatch), follow=True).text

    assert "Noted. The next peer is paged." in page
    assert "You cannot come" in page
    dispatch.refresh_from_db()
    assert dispatch.state == "paging"


def test_nobody_is_sent_to_a_place_for_nothing(client):
    dispatch = make.answered(cast.percy())
    actions.withdraw(dispatch.id, at=now(), by=cast.olive())
    cast.signed_in(client, cast.percy())
    fragment = client.get(url("progress", dispatch)).text
    assert "You do not need to go" in fragment
    assert "Behind the library" not in fragment


def test_whoever_need_not_go_is_told_nothing_about_the_person(client):
    make.shift(cast.percy())
    make.shift(cast.pat())
    dispatch = make.dispatch()
    actions.answer(dispatch.id, 20, at=now(), by=cast.percy())

    page = client_text(client, cast.pat(), url("detail", dispatch))
    assert "Percy is going" in page
    assert "Zebulon" not in page
    assert "Behind the library" not in page
    assert not Entry.objects.filter(
        action="diversion.read", actor_id=cast.pat().id
    ).exists()
    assert "Zebulon" in client_text(client, cast.sam(), url("detail", dispatch))


def client_text(client, actor, address: str) -> str:
    return cast.signed_in(client, actor).get(address).text


def test_what_is_under_way_comes_first_then_what_waits_then_the_intake():
    start = now() - minutes(60)
    over = make.answered(cast.percy(), at=start)
    actions.arrive(over.id, at=start + minutes(10), by=cast.percy())
    actions.release(over.id, at=start + minutes(12), by=cast.olive())
    under_way = make.dispatch(start + minutes(20))
    actions.answer(under_way.id, 10, at=start + minutes(21), by=cast.percy())
    waiting = make.dispatch(start + minutes(50))

    shown = queries.open_for(cast.percy())

    assert shown is not None
    assert [row.id for row in shown.rows] == [under_way.id, waiting.id, over.id]


def test_the_list_is_quiet_while_nothing_changes(client, django_assert_num_queries):
    make.shift(cast.percy())
    dispatch = make.dispatch()
    cast.signed_in(client, cast.percy())
    address = reverse("dispatch:status")

    first = client.get(address)
    entries = Entry.objects.count()
    with django_assert_num_queries(5):
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert Entry.objects.count() == entries

    actions.answer(dispatch.id, 20, at=now(), by=cast.percy())
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert "You are going" in changed.text


def test_one_page_is_quiet_while_nothing_changes(client):
    make.shift(cast.percy())
    dispatch = make.dispatch()
    cast.signed_in(client, cast.percy())
    first = client.get(url("progress", dispatch))
    seen = {"If-None-Match": first["ETag"]}
    assert client.get(url("progress", dispatch), headers=seen).status_code == 304
    actions.cannot(dispatch.id, at=now(), by=cast.percy())
    assert client.get(url("progress", dispatch), headers=seen).status_code == 200


def test_reading_about_a_person_is_on_record(client):
    make.shift(cast.percy())
    dispatch = make.dispatch()
    cast.signed_in(client, cast.percy())
    client.get(url("detail", dispatch))
    read = Entry.objects.get(action="dispatch.read", subject_id=dispatch.id)
    assert read.actor_id == cast.percy().id
    assert not Entry.objects.filter(body__icontains="Zebulon").exists()


def test_the_list_costs_the_same_for_one_as_for_many(client, django_assert_num_queries):
    make.shift(cast.percy())
    make.dispatch()
    past = make.dispatch()
    actions.withdraw(past.id, at=now(), by=cast.olive())
    cast.signed_in(client, cast.percy())
    client.get(reverse("dispatch:pages"))
    with django_assert_num_queries(10):
        client.get(reverse("dispatch:pages"))
    for _ in range(6):
        make.dispatch()
        past = make.dispatch()
        actions.withdraw(past.id, at=now(), by=cast.olive())
    with django_assert_num_queries(10):
        client.get(reverse("dispatch:pages"))


def test_the_page_costs_the_same_in_every_state(client, django_assert_num_queries):
    dispatch = make.answered(cast.percy())
    cast.signed_in(client, cast.percy())
    client.get(url("detail", dispatch))
    with django_assert_num_queries(10):
        client.get(url("detail", dispatch))


@pytest.mark.parametrize("name", ["detail", "progress"])
def test_strangers_do_not_learn_that_it_exists(client, name):
    dispatch = make.answered(cast.percy())
    known, unknown = url(name, dispatch), reverse(f"dispatch:{name}", args=[uuid4()])
    for stranger in (cast.otto(), cast.pat()):
        cast.signed_in(client, stranger)
        assert client.get(known).status_code == 404
        assert client.get(unknown).status_code == 404
    cast.signed_in(client, cast.petra())
    assert client.get(known).status_code == 403


def test_what_has_been_is_listed_without_names(client):
    dispatch = make.answered(cast.percy(), at=now() - timedelta(days=2))
    moment = make.known(dispatch.answered_at)
    actions.arrive(dispatch.id, at=moment + minutes(18), by=cast.percy())
    actions.release(dispatch.id, at=moment + minutes(20), by=cast.olive())
    cast.signed_in(client, cast.percy())
    text = client.get(reverse("dispatch:pages"), {"page": "nonsense"}).text
    assert "You took over" in text
    assert "18" in text
    assert "Zebulon" not in text


def test_a_supervisor_sees_everything_open_and_passes_a_page_on(client):
    make.shift(cast.percy())
    make.shift(cast.pat(), Place.BACKUP)
    dispatch = make.dispatch()
    cast.signed_in(client, cast.sam())
    assert "Nobody has answered yet" in client.get(reverse("dispatch:pages")).text

    page = client.post(url("escalate", dispatch), follow=True).text

    assert "Coming, 20 min" not in page
    told = make.officer_sees(dispatch).sentence
    assert told.startswith("The first peer did not answer")


def test_the_officer_follows_the_handoff():
    start = now() - minutes(40)
    make.shift(cast.percy())
    dispatch = make.dispatch(start)
    waiting = make.officer_sees(dispatch)
    assert (waiting.label, waiting.can_release) == ("Paging", False)
    assert [step.state for step in waiting.steps][:3] == ["done", "done", "current"]

    actions.answer(dispatch.id, 20, at=start + minutes(2), by=cast.percy())
    coming = make.officer_sees(dispatch)
    zone = access.site_zone()
    eta = f"{(start + minutes(22)).astimezone(zone):%H:%M}"
    assert coming.peer == "Percy, peer"
    assert coming.eta.endswith(eta)
    assert coming.etag != waiting.etag
    assert coming.release_label == "The peer is here, and I am leaving"

    actions.arrive(dispatch.id, at=start + minutes(20), by=cast.percy())
    assert make.officer_sees(dispatch).sentence.startswith("Percy is there")
    actions.release(dispatch.id, at=start + minutes(25), by=cast.olive())
    over = make.officer_sees(dispatch)
    assert (over.is_over, over.sentence) == (True, "Percy took over. Thank you.")
    assert {step.state for step in over.steps} == {"done"}


def test_an_officer_left_alone_is_told_what_to_do():
    clocks = sites.current().clocks
    start = now() - timedelta(hours=2)
    make.shift(cast.percy(), at=start)
    dispatch = make.dispatch(start)
    jobs.escalate(start + minutes(clocks.fallback_after_minutes))

    told = make.officer_sees(dispatch)

    assert (told.tone, told.fallback_phone) == ("urgent", "555-0142")
    assert told.fallback_ways[0][0] == "The nurse on the screen"
    assert told.can_release
    actions.release(dispatch.id, at=now(), by=cast.olive())
    gone = make.officer_sees(dispatch)
    assert gone.sentence.startswith("No peer could come")
    assert gone.fallback_phone == ""
