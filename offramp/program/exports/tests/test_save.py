"""A file of what one's own body was told: complete, marked, numbered, few a day."""

import csv
import io
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.timezone import localdate, now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.program.consent import actions as consent
from offramp.program.consent.models import Release
from offramp.program.consent.rules import NOTICE, SHORT_NOTICE
from offramp.program.exports import actions, rules
from offramp.program.exports.models import Export
from offramp.program.exports.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["lee", "wren", "tess"])
def reader(request):
    return getattr(cast, request.param)()


def opened(content: bytes) -> tuple[list[list[str]], str, str]:
    """The table, the text beside it, and what the ZIP says of itself."""
    with ZipFile(io.BytesIO(content)) as file:
        text, table = sorted(file.namelist())
        rows = csv.reader(io.StringIO(file.read(table).decode("utf-8-sig")))
        return list(rows), file.read(text).decode(), file.comment.decode()


def test_the_file_says_all_that_the_page_says(reader):
    _, release = make.told(reader)
    answer = cast.signed_in(Client(), reader).post("/told/save/file/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    rows, text, comment = opened(answer.content)
    export = Export.objects.get()
    number = rules.number_of(export.id)
    assert number in answer["Content-Disposition"]
    assert rows[0] == ["Notice", NOTICE]
    assert rows[1] == ["What may be done with it", release.onward]
    assert rows[2][0] == "Scope"
    [fact] = [row for row in rows if "June 1, 2026" in row]
    assert release.scope in fact
    assert release.onward in fact
    last = rows[-1]
    assert last[:2] == ["Notice", NOTICE]
    for said in (number, release.recipient_name, "Castly"):
        assert said in last[-1]
        assert any(said in cell for row in rows[:6] for cell in row)
        assert said in text
        assert said in comment
    for said in (NOTICE, release.scope, release.onward):
        assert said in text
    assert SHORT_NOTICE in comment
    assert "Robin" not in text + str(rows)


def test_it_holds_what_may_be_read_at_this_moment_and_nothing_else(reader):
    ended, _ = make.told(reader, value="Taken back")
    make.told(reader, value="Still told")
    _, over = make.told(reader, value="Is over")
    Release.objects.filter(pk=over.pk).update(expires_at=now() - timedelta(seconds=1))
    make.told(next(who for who in (cast.petra(), cast.wren()) if who != reader), "Else")
    consent.revoke(ended.id, at=now(), by=cast.sam())
    rows, text, _ = opened(actions.save(at=now(), by=reader).content)
    said = text + str(rows)
    assert "Still told" in said
    for gone in ("Taken back", "Is over", "Else"):
        assert gone not in said


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "\n=1",
        "\uff1d1",
        "\uff201",
    ],
)
def test_no_cell_is_a_formula(cell):
    make.told(cast.wren(), value=cell)
    rows, _, _ = opened(actions.save(at=now(), by=cast.wren()).content)
    for row in rows:
        for said in row:
            assert said == "" or said.strip()[0] not in "=+-@\uff1d\uff0b\uff0d\uff20"
            assert "\n" not in said


def test_it_is_on_record_with_number_and_counts_and_without_a_name(reader):
    _, release = make.told(reader)
    actions.save(at=now(), by=reader)
    entry = Entry.objects.get(action="release.export")
    export = Export.objects.get()
    assert entry.subject_id == export.pk
    assert entry.details == {
        "number": rules.number_of(export.id),
        "people": 1,
        "lines": 1,
        "listed": [str(release.id)],
    }


def test_ten_a_day_and_then_a_sentence(reader):
    make.told(reader)
    for _ in range(rules.A_DAY):
        actions.save(at=now(), by=reader)
    client = cast.signed_in(Client(), reader)
    answer = client.post("/told/save/file/")
    assert answer.status_code == 409
    assert b"You have saved 10 files today" in answer.content
    assert b"From tomorrow on" in client.get("/told/save/").content
    assert Export.objects.count() == rules.A_DAY
    actions.save(at=now() + timedelta(days=1), by=reader)


def test_the_database_counts_too():
    make.told(cast.wren())
    actions.save(at=now(), by=cast.wren())
    row = Export.objects.get()
    for turn in (1, 11):
        with pytest.raises(IntegrityError), transaction.atomic():
            Export.objects.create(
                agency=row.agency, role=row.role, people=1, lines=1, state="taken",
                asked_at=now(), asked_by_id=row.asked_by_id, taken_at=now(),
                taken_by_id=row.asked_by_id, taken_on=localdate(), turn=turn,
            )  # fmt: skip


def test_the_factor_is_asked_again_when_it_was_long_ago(reader):
    make.told(reader)
    client = cast.signed_in(Client(), reader)
    session = client.session
    session["factor_at"] = (now() - timedelta(hours=2)).isoformat()
    session.save()
    for ask, url in ((client.get, "/told/save/"), (client.post, "/told/save/file/")):
        assert ask(url).status_code == 401
    assert not Export.objects.exists()


def test_where_nothing_is_told_nothing_is_saved(reader):
    client = cast.signed_in(Client(), reader)
    assert b"There is nothing to save" in client.get("/told/save/").content
    assert client.post("/told/save/file/").status_code == 409


def test_the_page_costs_the_same_however_much_there_is(django_assert_num_queries):
    make.told_many(cast.wren(), 2)
    client = cast.signed_in(Client(), cast.wren())
    for _ in range(2):
        with django_assert_num_queries(5):
            client.get("/told/save/")
        make.told_many(cast.wren(), 60)


def test_one_thing_told_is_saved_by_who_may_read_or_tell_it():
    _, theirs = make.told(cast.wren())
    url = f"/releases/{theirs.id}/save/"
    for who in (cast.wren(), cast.sam()):
        client = cast.signed_in(Client(), who)
        page = client.get(url).content
        assert b"Save the file" in page
        assert b"My login" in page  # as on every page, one can go elsewhere
        rows, _, _ = opened(client.post(url).content)
        assert any("June 1, 2026" in row for row in rows)
    for who, status in (
        (cast.tess(), 404), (cast.petra(), 404), (cast.casey(), 404),
        (cast.olive(), 403), (cast.percy(), 403), (cast.quinn(), 403),
    ):  # fmt: skip
        client = cast.signed_in(Client(), who)
        assert client.get(url).status_code == client.post(url).status_code == status


def test_a_condition_of_a_case_stays_in_its_case():
    _, theirs = make.told(cast.petra())
    Release.objects.filter(pk=theirs.pk).update(kind="condition")
    with pytest.raises(Refused, match="stays in that case"):
        actions.save_one(theirs.id, at=now(), by=cast.petra())
    assert not Export.objects.exists()
