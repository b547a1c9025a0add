"""Whoever has full power over the database is found out, at the right entry."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.utils.timezone import now

from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.accounts.models import User
from offramp.platform.audit import checkpoints, dump, health, log, verify
from offramp.platform.audit.models import Head
from offramp.platform.policy.table import Permission
from tests import cast
from tests.tampering import triggers_off

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(settings, tmp_path) -> list[Path]:
    settings.OFFRAMP_AUDIT_KEY = str(tmp_path / "secret" / "audit.key")
    settings.OFFRAMP_CHECKPOINTS = [str(tmp_path / "one"), str(tmp_path / "two")]
    checkpoints.make_key("example.test/audit")
    return [tmp_path / "one", tmp_path / "two"]


def act(times: int = 1) -> int:
    """So many entries more; the position of the last."""
    user = User.objects.get(pk=cast.mona().id)
    for _ in range(times):
        log.record(Permission.HOME_READ, user, by=cast.mona())
    return Head.objects.get().position


def sign() -> None:
    checkpoints.write(Head.objects.get(), now())


def dumped() -> list[verify.Entry]:
    file = io.StringIO()
    dump.write(file)
    return list(verify.entries_of(file.getvalue().splitlines()))


def known(place: Path) -> list[verify.Checkpoint]:
    return [
        point
        for file in place.glob("*.checkpoints")
        for point in verify.checkpoints(file.read_text(), checkpoints.public())
    ]


def rewrite(cursor, first: int) -> None:
    """Give every entry from here on links that fit."""
    entries = dumped()
    prev = entries[first - 2].hash if first > 1 else verify.GENESIS
    for entry in entries[first - 1 :]:
        hash = verify.link(prev, entry.seq, entry.at, entry.body)
        cursor.execute(
            "UPDATE audit_entry SET prev = %s, hash = %s WHERE position = %s",
            [prev, hash, entry.seq],
        )
        prev = hash


def test_what_nobody_touched_is_as_it_was_written(places):
    last = act(5)
    sign()
    for place in places:
        verdict = verify.verify(dumped(), known(place))
        assert verdict.seq is None
        assert verdict.sentence == (
            f"All {last} entries are as they were written; "
            f"checkpoints agree up to entry {last}."
        )


def test_an_edited_entry_is_found():
    bad = act(5) - 2
    with triggers_off(connection) as cursor:
        cursor.execute(
            "UPDATE audit_entry SET body = replace(body, 'home.read', 'home.road') "
            "WHERE position = %s",
            [bad],
        )
    verdict = verify.verify(dumped(), [])
    assert (verdict.seq, verdict.sentence) == (bad, f"Entry {bad} was edited.")


def test_a_removed_entry_is_found():
    bad = act(5) - 2
    with triggers_off(connection) as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE position = %s", [bad])
    verdict = verify.verify(dumped(), [])
    assert (verdict.seq, verdict.sentence) == (bad, f"Entry {bad} is missing.")


def test_an_entry_replaced_with_a_link_of_its_own_is_found():
    bad = act(5) - 2
    with triggers_off(connection) as cursor:
        entry = dumped()[bad - 1]
        body = entry.body.replace("home.read", "home.road")
        cursor.execute(
            "UPDATE audit_entry SET body = %s, hash = %s WHERE position = %s",
            [body, verify.link(entry.prev, bad, entry.at, body), bad],
        )
    verdict = verify.verify(dumped(), [])
    assert verdict.seq == bad
    assert "was replaced" in verdict.sentence


def test_a_cut_end_is_found_only_by_checkpoints(places):
    act(5)
    last = act(5)
    sign()
    with triggers_off(connection) as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE position > %s", [last - 3])
    assert verify.verify(dumped(), []).seq is None
    verdict = verify.verify(dumped(), known(places[1]))
    assert verdict.seq == last - 2
    assert "cut off at the end" in verdict.sentence


def test_a_full_rewrite_is_found_only_by_checkpoints(places):
    agreed = act(5)
    sign()
    act(5)
    sign()
    with triggers_off(connection) as cursor:
        cursor.execute(
            "UPDATE audit_entry SET body = replace(body, 'home.read', 'home.road') "
            "WHERE position = %s",
            [agreed + 2],
        )
        rewrite(cursor, agreed + 2)
    assert verify.verify(dumped(), []).seq is None
    verdict = verify.verify(dumped(), known(places[0]))
    assert verdict.seq == agreed + 1
    assert "was rewritten" in verdict.sentence


def test_a_checkpoint_that_another_key_signed_counts_for_nothing(places, tmp_path):
    act()
    sign()
    file = next(places[0].glob("*.checkpoints"))
    forged = file.read_text().replace("\nat 20", "\nat 19")
    with pytest.raises(verify.Unusable, match="not signed"):
        list(verify.checkpoints(forged, checkpoints.public()))


def test_after_a_restore_the_record_goes_on_and_says_so(places):
    kept = act(3)
    act(3)
    sign()
    with triggers_off(connection) as cursor:  # as a restore to an earlier moment does
        hash = dumped()[kept - 1].hash
        cursor.execute("DELETE FROM audit_entry WHERE position > %s", [kept])
        cursor.execute("UPDATE audit_head SET position = %s, hash = %s", [kept, hash])
        if connection.vendor == "sqlite":
            cursor.execute("UPDATE sqlite_sequence SET seq = %s", [kept])
    log.about_itself(Permission.AUDIT_REANCHOR, by=SYSTEM, after=kept)
    act(3)
    verdict = verify.verify(dumped(), known(places[0]))
    assert verdict.seq is None
    assert f"re-anchored at seq {kept}" in verdict.sentence
    assert f"known entries up to {kept + 3}" in verdict.sentence


def test_the_verifier_needs_no_settings_and_no_database(places, tmp_path):
    act(3)
    sign()
    file = tmp_path / "dump.jsonl"
    with file.open("w") as lines:
        dump.write(lines)
    alone = tmp_path / "verify.py"
    alone.write_text(Path(verify.__file__).read_text())
    command = [sys.executable, "-I", str(alone), str(file), str(places[0])]

    def run() -> tuple[int, str]:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
        return done.returncode, done.stdout

    code, told = run()
    assert (code, told[:4]) == (0, "All ")
    lines = file.read_text().splitlines()
    first = json.loads(lines[0])
    lines[0] = json.dumps({**first, "body": "{}"})
    file.write_text("\n".join(lines))
    assert run() == (1, "Entry 1 was edited.\n")


def test_a_checkpoint_is_due_after_ten_minutes_or_ten_thousand_entries(places):
    act()
    at = now()
    assert checkpoints.write_if_due(at)
    assert not checkpoints.write_if_due(at + checkpoints.EVERY)  # nothing was added
    act()
    assert not checkpoints.write_if_due(at + checkpoints.EVERY / 2)
    assert checkpoints.write_if_due(at + checkpoints.EVERY)
    assert len(known(places[0])) == len(known(places[1])) == 2
    one, two = known(places[0])
    assert two.seq == one.seq + 1


def test_the_quick_look_sees_a_cut_end_a_rewrite_and_a_missing_guard(places):
    act(5)
    sign()
    assert health.problems() == []
    with triggers_off(connection) as cursor:
        assert "not guarded" in health.problems()[0]
        cursor.execute(
            "UPDATE audit_entry SET body = replace(body, 'home.read', 'home.road')"
        )
        assert "was changed" in health.problems()[1]
        rewrite(cursor, 1)
        hash = dumped()[-1].hash
        cursor.execute("UPDATE audit_head SET hash = %s", [hash])
    assert len(health.problems()) == len(places)
    assert "cut or rewritten" in health.problems()[0]
