from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime, now

from offramp.platform.kernel.ids import new_id
from offramp.program.appointments import forms
from offramp.program.appointments.lifecycle import State
from offramp.program.appointments.models import Appointment
from offramp.program.appointments.tests import factories as make
from offramp.program.people.tests import factories as people
from offramp.program.sites import queries as sites
from tests import cast
from tests.cast import signed_in

pytestmark = pytest.mark.django_db

DENVER = "America/Denver"


@pytest.fixture
def percy(client):
    actor = cast.percy()
    signed_in(client, actor)
    return actor


@pytest.fixture
def robin(percy):
    return people.person(by=percy)


def _local(moment) -> str:
    """A time as the page's own clock writes it."""
    with timezone.override(DENVER):
        return localtime(moment).strftime("%Y-%m-%dT%H:%M")


def _said(**changes) -> dict[str, str]:
    site = sites.current()
    return {
        "kind": "assessment",
        "when": _local(now() + timedelta(days=3)),
        "place": "At the office",
        "transport": site.choices("transport")[0][0],
        "reminder": site.choices("reminder")[0][0],
        **changes,
    }


def _new(client, person, **changes):
    return client.post(reverse("appointments:new", args=[person.id]), _said(**changes))


def test_an_appointment_is_agreed_in_the_sites_time(client, percy, robin):
    answer = _new(client, robin, when="2030-07-01T09:30", with_id=str(percy.id))
    assert answer.headers["Location"] == f"/people/{robin.id}/appointments/"
    made = Appointment.objects.get()
    assert made.at == datetime(2030, 7, 1, 15, 30, tzinfo=UTC)
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Jul 1, 2030, 09:30" in page
    assert "with Percy Castly" in page


def test_a_double_tap_makes_one_appointment(client, percy, robin):
    said = {"submission_id": str(new_id()), "when": "2030-07-01T09:30"}
    for _ in range(2):
        assert _new(client, robin, **said).status_code == 302
    assert Appointment.objects.count() == 1
    answer = _new(client, robin, **{**said, "when": "2030-07-02T09:30"})
    assert answer.status_code == 422
    assert "already saved" in answer.content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"when": "2020-01-01T10:00"}, "This time has passed."),
        ({"when": "1890-01-01T10:00"}, "Enter a year from 1900 on."),
        ({"when": "2999-01-01T10:00"}, "Enter a day within the next ten years."),
        ({"when": "soon"}, "Enter a date and a time that exist."),
        ({"when": ""}, "Answer “When?”"),
        ({"when": "2030-03-10T02:30"}, "The clock is put forward that night"),
        ({"place": ""}, "Answer “Where?”"),
        ({"place": "x" * 201}, "Shorten this to 200 characters"),
        ({"place": "a\x00b"}, "hidden character"),
        ({"kind": "arrest"}, "Choose one of the answers shown here."),
        ({"transport": ""}, "Answer “How do they get there?”"),
        ({"with_id": "nobody"}, "Choose one of the answers shown here."),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_is_lost(
    client, percy, robin, said, sentence
):
    answer = _new(client, robin, **{"reminder_words": "Kept 🦊 عمر", **said})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Kept 🦊 عمر" in answer.content.decode()
    assert not Appointment.objects.exists()


def test_of_an_hour_that_comes_twice_the_first_is_meant(client, percy, robin):
    # In Denver the clock goes back on November 3, 2030: 01:30 comes at UTC-6, then -7.
    _new(client, robin, when="2030-11-03T01:30")
    assert Appointment.objects.get().at == datetime(2030, 11, 3, 7, 30, tzinfo=UTC)


def test_nothing_is_chosen_before_somebody_chooses(client, percy, robin):
    page = client.get(reverse("appointments:new", args=[robin.id])).content.decode()
    assert "checked" not in page


def test_they_met(client, percy, robin):
    met = make.appointment(robin, by=percy, when=now() - timedelta(minutes=5))
    index = reverse("appointments:index", args=[robin.id])
    assert "We met" in client.get(index).content.decode()
    for _ in range(2):
        client.post(reverse("appointments:keep", args=[met.id]))
    assert "Met" in client.get(index).content.decode()
    met.refresh_from_db()
    assert met.state == State.KEPT


def test_they_did_not_meet_for_a_reason(client, percy, robin):
    past = make.appointment(robin, by=percy, when=now() - timedelta(hours=30))
    url = reverse("appointments:miss", args=[past.id])
    assert client.get(url).status_code == 200
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"reason": "we_could_not"}).status_code == 302
    past.refresh_from_db()
    assert (past.state, past.reason) == (State.NOT_MET, "we_could_not")


def test_calling_off_and_moving(client, percy, robin):
    one, two = make.appointment(robin, by=percy), make.appointment(robin, by=percy)
    off = reverse("appointments:cancel", args=[one.id])
    assert client.post(off, {"reason": "they_asked"}).status_code == 302
    move = reverse("appointments:move", args=[two.id])
    said = {"when": "2030-07-01T09:30", "reason": "they_asked"}
    id = str(new_id())
    for _ in range(2):
        assert client.post(move, {**said, "submission_id": id}).status_code == 302
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, two.state) == (State.CANCELLED, State.MOVED)
    assert str(two.moved_to_id) == id


def test_what_was_settled_meanwhile_is_said_on_the_form(client, percy, robin):
    first = make.appointment(robin, by=percy)
    url = reverse("appointments:cancel", args=[first.id])
    client.post(url, {"reason": "they_asked"})
    answer = client.post(
        reverse("appointments:move", args=[first.id]),
        {"when": "2030-07-01T09:30", "reason": "other"},
    )
    assert answer.status_code == 422
    assert "recorded already what came of this" in answer.content.decode()


def test_long_histories_come_in_pages(client, percy, robin):
    for n in range(22):
        row = make.appointment(robin, by=percy, when=now() - timedelta(days=n + 1))
        Appointment.objects.filter(pk=row.pk).update(
            state="kept", settled_at=now(), settled_by_id=percy.id
        )
    url = reverse("appointments:index", args=[robin.id])
    assert "?page=2" in client.get(url).content.decode()
    for page in ("2", "99", "x", "-1"):
        assert client.get(url, {"page": page}).status_code == 200


def test_every_page_keeps_its_frame(client, percy, robin):
    row = make.appointment(robin, by=percy)
    for url in (
        reverse("appointments:index", args=[robin.id]),
        reverse("appointments:new", args=[robin.id]),
        *(reverse(f"appointments:{act}", args=[row.id]) for act in ACTS[1:]),
    ):
        assert "Sign out" in client.get(url).content.decode()


ACTS = ["keep", "miss", "cancel", "move"]


@pytest.mark.parametrize("act", ACTS)
def test_other_peoples_appointments_are_not_there(client, percy, robin, act):
    theirs = make.appointment(robin, by=percy)
    signed_in(client, cast.pat())
    for id in (theirs.id, new_id()):
        url = reverse(f"appointments:{act}", args=[id])
        assert client.post(url, {"reason": "other"}).status_code == 404


@pytest.mark.parametrize("who", ["olive", "petra", "mona"])
def test_justice_and_managers_are_refused(client, percy, robin, who):
    theirs = make.appointment(robin, by=percy)
    signed_in(client, getattr(cast, who)())
    for name in ("index", "new"):
        url = reverse(f"appointments:{name}", args=[robin.id])
        assert client.get(url).status_code == 403
    for act in ACTS:
        url = reverse(f"appointments:{act}", args=[theirs.id])
        assert client.post(url, {"reason": "other"}).status_code == 403


def test_a_time_far_ahead_shows_in_the_zone_it_was_typed_in():
    with timezone.override(DENVER):
        field = forms.TimeToCome()
        assert field.clean("2030-01-01T09:00").utcoffset() == timedelta(hours=-7)
