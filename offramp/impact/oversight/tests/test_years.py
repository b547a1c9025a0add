"""A year that is over is closed with a signed note, and stays as it was then."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils.timezone import now

from offramp.impact.oversight import actions, jobs
from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.audit import checkpoints, dump, health, verify
from offramp.platform.audit.models import Entry, Head
from offramp.platform.audit.tests.test_verify import rewrite
from offramp.platform.policy.gate import Forbidden
from tests import cast
from tests.tampering import GENESIS, triggers_off

pytestmark = pytest.mark.django_db
THIS = now().astimezone(UTC).year
BODY = "SELECT body FROM audit_entry ORDER BY position LIMIT 1"
ADD = (
    "INSERT INTO audit_entry (position, stored_at, body, prev, hash) "
    "VALUES (%s, %s, %s, '', '')"
)
END = (
    "UPDATE audit_head SET (position, hash) = "
    "(SELECT position, hash FROM audit_entry ORDER BY position DESC LIMIT 1)"
)


@pytest.fixture(autouse=True)
def place(settings, tmp_path: Path) -> Path:
    settings.OFFRAMP_AUDIT_KEY = str(tmp_path / "audit.key")
    settings.OFFRAMP_CHECKPOINTS = [str(tmp_path / "one"), str(tmp_path / "two")]
    checkpoints.make_key("example.test/audit")
    return tmp_path / "one"


@pytest.fixture
def three_years(place):
    """A record of which three entries are of the year before last and two of the last."""
    cast.ada()
    with connection.cursor() as cursor:
        cursor.execute(BODY)
        body = cursor.fetchone()[0]
    with triggers_off(connection) as cursor:
        cursor.execute("DELETE FROM audit_listed")
        cursor.execute("DELETE FROM audit_entry")
        cursor.execute("UPDATE audit_head SET position = 0, hash = %s", [GENESIS])
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = 'audit_entry'")
    for year, times in ((THIS - 2, 3), (THIS - 1, 2)):
        for _ in range(times):
            _add(datetime(year, 6, 1, tzinfo=UTC), body)
    return body


def _add(at: datetime, body: str) -> None:
    """An entry of that moment, whatever clock the database goes by."""
    moment = connection.ops.adapt_datetimefield_value(at)
    with triggers_off(connection) as cursor:
        position = Head.objects.get().position + 1
        cursor.execute(ADD, [position, moment, body])
        rewrite(cursor, position)
        cursor.execute(END)


def _close():
    closings = actions.close_years(at=now(), by=SYSTEM)
    return [(one.year, one.first, one.last, one.count) for one in closings]


def test_each_year_that_is_over_is_closed_once_in_every_place(place, three_years):
    assert _close() == [(THIS - 2, 1, 3, 3), (THIS - 1, 4, 5, 2)]
    assert _close() == []
    for at in (place, place.with_name("two")):
        years = [(p.year, p.seq) for p in checkpoints.known(at) if p.year]
        assert years == [(str(THIS - 2), 3), (str(THIS - 1), 5)]
    hashes = dict(Entry.objects.values_list("position", "hash"))
    assert all(p.hash == hashes[p.seq] for p in checkpoints.known(place))


def test_the_verifier_reads_the_closings_along(place, three_years, tmp_path, capsys):
    jobs.close_years(now())
    found = health.verdict()
    assert found.seq is None
    assert f"closed: {THIS - 2}, {THIS - 1}" in found.sentence
    with (tmp_path / "record.jsonl").open("w") as lines:
        dump.write(lines)
    key = checkpoints.public()
    arguments = [str(tmp_path / "record.jsonl"), str(place), "--key", key]
    assert verify.main(arguments) == 0
    assert f"closed: {THIS - 2}, {THIS - 1}" in capsys.readouterr().out


def test_an_entry_that_comes_too_late_for_its_year_is_found(three_years):
    _close()
    late = Entry.objects.latest("position").position + 1
    _add(datetime(THIS - 1, 12, 31, tzinfo=UTC), three_years)
    found = health.verdict()
    assert found.seq == late
    assert f"is of {THIS - 1}, which was closed at entry 5" in found.sentence


def test_a_closed_year_that_was_written_anew_with_links_that_fit_is_found(three_years):
    _close()
    with triggers_off(connection) as cursor:
        cursor.execute("UPDATE audit_entry SET body = '{}' WHERE position = 2")
        rewrite(cursor, 2)
    found = health.verdict()
    assert found.seq is not None
    assert "rewritten between entries 1 and 3" in found.sentence


def test_a_closing_that_counts_wrongly_is_found():
    entry = verify.Entry(1, f"{THIS - 1}-06-01", "{}", verify.GENESIS, "")
    hash = verify.link(entry.prev, 1, entry.at, entry.body)
    entry = verify.Entry(1, entry.at, entry.body, entry.prev, hash)
    point = verify.Checkpoint(1, hash, f"{THIS}-01-02", str(THIS - 1), 1, 7)
    assert verify.verify([entry], [point]).seq == 1


def test_the_year_is_left_open_for_a_day(three_years):
    new_year = datetime(THIS, 1, 1, 12, tzinfo=UTC)
    closings = actions.close_years(at=new_year, by=SYSTEM)
    assert [one.year for one in closings] == [THIS - 2]
    closings = actions.close_years(at=new_year + timedelta(days=1), by=SYSTEM)
    assert [one.year for one in closings] == [THIS - 1]


def test_checkpoints_go_on_after_a_closing(place, three_years):
    _close()
    assert checkpoints.write_if_due(now() + checkpoints.EVERY)
    last = checkpoints.latest(place)
    assert last is not None
    assert last.seq == Entry.objects.latest("position").position
    assert health.verdict().seq is None


def test_the_auditors_page_names_the_closed_years(client, three_years):
    cast.signed_in(client, cast.ada())
    assert "Closed years" not in client.get("/audit/").content.decode()
    _close()
    page = client.get("/audit/").content.decode()
    assert f"{THIS - 1} (entries 4 to 5, 2 in all" in page


def test_only_the_system_closes_a_year():
    with pytest.raises(Forbidden):
        actions.close_years(at=now(), by=cast.ada())
