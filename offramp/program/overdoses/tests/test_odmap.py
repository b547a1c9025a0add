"""What ODMAP is told: the four fields, once each, whatever fails on the way."""

import csv
import io
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from django.test import Client
from django.utils.timezone import localdate, now
from django_tasks_db.models import DBTaskResult

from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import new_id
from offramp.platform.outbox import leases
from offramp.platform.outbox.worker import send_waiting
from offramp.platform.policy.gate import Forbidden
from offramp.program.overdoses import actions, jobs
from offramp.program.overdoses.formats import table
from offramp.program.overdoses.models import Extract, Sending
from offramp.program.overdoses.rules import GivenData, Said, odmap, victim_id_of
from offramp.program.overdoses.tests import factories as make
from offramp.program.overdoses.tests import standin
from offramp.program.sites import queries as sites
from tests import cast

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 30, 3, 5, tzinfo=UTC)


def told(**more) -> odmap.Told:
    usual = {
        "id": new_id(), "happened_at": AT, "place": "By the mill", "latitude": None,
        "longitude": None, "survived": Said.YES, "naloxone": Said.YES, "doses": 1,
    }  # fmt: skip
    return odmap.Told(**{**usual, **more})


@pytest.fixture
def server(settings):
    with standin.running() as found:
        settings.ODMAP = found.settings
        yield found


def work() -> None:
    """As the worker does: the clock hands over, the other loop sends."""
    jobs.hand_over(now())
    send_waiting("a-worker")


def again() -> None:
    """The reaper's turn, once the pause is over."""
    leases.renew("a-worker", now())
    leases.reap(now())
    DBTaskResult.objects.update(run_after=now() - timedelta(seconds=1))
    send_waiting("a-worker")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, ("nonfatal", "single")),
        ({"doses": 3}, ("nonfatal", "multiple")),
        ({"naloxone": Said.NO, "doses": 0}, ("nonfatal", "none")),
        (
            {"survived": Said.NO, "naloxone": Said.UNKNOWN, "doses": 0},
            ("fatal", "unknown"),
        ),
    ],
)
def test_the_four_fields(more, words):
    one = told(**more)
    body = odmap.payload(one, "agency-1")
    assert (body["outcome"], body["naloxone"]) == words
    assert body["occurredAt"] == AT.isoformat()
    assert body["location"]["address"] == "By the mill"
    assert set(body) == {
        "agencyId", "externalId", "occurredAt", "location", "outcome", "naloxone",
        "doses",
    }  # fmt: skip


def test_the_file_runs_nothing_in_a_spreadsheet_and_keeps_coordinates():
    one = told(place="=HYPERLINK(1)", latitude=38.6, longitude=-90.2)
    [_, line] = csv.reader(
        io.StringIO(table([odmap.line(one, AT)]).decode("utf-8-sig"))
    )
    assert line[2] == "'=HYPERLINK(1)"
    assert line[3:5] == ["38.60000", "-90.20000"]


def test_the_key_is_shown_to_nobody():
    assert "secret" not in repr(odmap.Odmap("https://example.test", "secret", "a"))


def test_a_report_goes_there_once_and_names_nobody(server):
    incident = make.incident(cast.olive())
    work()
    work()
    [body] = server.taken.values()
    assert (body["agencyId"], body["naloxone"]) == ("agency-1", "multiple")
    assert Sending.objects.get().state == "sent"
    assert len(server.posts) == 1
    assert Entry.objects.filter(action="overdose.send").exists()
    assert str(incident.victims.get().pk) in server.taken


def test_of_whom_nobody_knows_it_goes_once_it_is_known(server):
    incident = make.incident(
        cast.olive(), victims=(make.victim(survived=Said.UNKNOWN),)
    )
    work()
    assert not server.taken
    id = victim_id_of(incident.id, 1)
    actions.learn(id, Said.NO, at=now(), by=cast.olive())
    work()
    assert [body["outcome"] for body in server.taken.values()] == ["fatal"]


@pytest.mark.parametrize("trouble", [500, 503, 429, 401, 302])
def test_what_fails_is_tried_again_and_asked_for_first(server, trouble):
    make.incident(cast.percy())
    server.answers = [trouble]
    work()
    sending = Sending.objects.get()
    assert (sending.state, sending.problem) == ("queued", f"It answered {trouble}.")
    again()
    assert Sending.objects.get().state == "sent"
    assert (len(server.taken), server.asked) == (1, 1)


def test_what_was_taken_though_the_answer_was_lost_is_not_sent_twice(server):
    make.incident(cast.percy())
    server.says_so = False
    work()
    assert Sending.objects.get().state == "queued"
    server.says_so = True
    again()
    assert Sending.objects.get().state == "sent"
    assert len(server.posts) == 1


def test_a_duplicate_is_as_good_as_sent(server):
    incident = make.incident(cast.percy())
    server.taken[str(incident.victims.get().pk)] = {}
    work()
    assert Sending.objects.get().state == "sent"


def test_a_slow_answer_keeps_nobody_waiting_for_long(server, monkeypatch):
    monkeypatch.setattr(jobs, "_SECONDS", (0.2, 0.2))
    server.holds = Event()
    make.incident(cast.percy())
    work()
    server.holds.set()
    server.holds = None
    assert Sending.objects.get().problem == "ReadTimeout"
    again()
    assert (Sending.objects.get().state, len(server.posts)) == ("sent", 1)


def test_what_it_does_not_take_is_not_tried_again_until_somebody_says_so(server):
    make.incident(cast.percy())
    server.answers = [422]
    work()
    again()
    assert Sending.objects.get().state == "refused"
    assert len(server.posts) == 1
    assert actions.send_all(at=now(), by=cast.mona()) == 1
    work()
    assert Sending.objects.get().state == "sent"


def test_another_task_does_not_send_what_one_carries(server):
    make.incident(cast.percy())
    [id] = actions.queue(by=SYSTEM)
    first = actions.claim(id, "one", by=SYSTEM)
    assert first
    assert not first.before
    assert actions.claim(id, "two", by=SYSTEM) is None
    same = actions.claim(id, "one", by=SYSTEM)  # its worker was killed
    assert same
    assert same.before


def test_nothing_leaves_without_an_agreement(server, monkeypatch):
    monkeypatch.setitem(sites.current().settings, "odmap_agreement", False)
    make.incident(cast.percy())
    work()
    assert not Sending.objects.exists()
    assert not server.posts
    for act in (
        lambda: actions.send_all(at=now(), by=cast.mona()),
        lambda: actions.export(localdate(), localdate(), at=now(), by=cast.mona()),
    ):
        with pytest.raises(Refused, match="No agreement"):
            act()


def test_nothing_leaves_where_no_address_is_set():
    make.incident(cast.percy())
    jobs.hand_over(now())
    assert not Sending.objects.exists()


def test_only_a_lead_saves_the_file_and_it_is_on_record(client: Client):
    two = make.victim(given=(GivenData("officer", 2),))
    make.incident(cast.olive(), victims=(two, make.victim(survived=Said.UNKNOWN)))
    for nobody in (cast.olive(), cast.percy(), cast.ada()):
        with pytest.raises(Forbidden):
            actions.export(localdate(), localdate(), at=now(), by=nobody)
    yesterday = localdate() - timedelta(days=1)  # it happened some minutes ago
    days = {"from_on": yesterday.isoformat(), "until_on": localdate().isoformat()}
    manager = cast.signed_in(client, cast.mona())
    assert "As a file" in manager.get("/overdoses/odmap/").content.decode()
    file = manager.post("/overdoses/odmap/", days)
    assert file["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert [row[5:] for row in rows[1:]] == [["nonfatal", "multiple", "2"]]
    assert Extract.objects.get().lines == 1
    past = {"from_on": "2020-01-01", "until_on": "2020-01-02"}
    assert manager.post("/overdoses/odmap/", past).status_code == 422
