"""The photograph of a signed paper: sealed, with its consent, and seen by few."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.policy.zones import Right, Zone, rights
from offramp.program.consent import access, jobs
from offramp.program.consent.models import Consent, Scan
from offramp.program.consent.rules import Fact
from offramp.program.consent.tests import factories as make
from offramp.program.people.tests import factories as people
from tests import cast
from tests.cast import signed_in

pytestmark = pytest.mark.django_db

COMPLETED = Fact("assessment_completed", "The assessment is completed", "2026-11-20")


@pytest.fixture
def percy(client):
    actor = cast.percy()
    signed_in(client, actor)
    return actor


@pytest.fixture
def robin(percy):
    return people.person(by=percy, known_as="Robin")


def test_it_lies_sealed_for_this_consent_alone(percy, robin):
    one, other = (make.on_paper(robin, by=percy) for _ in range(2))
    first, second = (Scan.objects.get(consent=row) for row in (one, other))
    assert make.PNG not in bytes(first.sealed)
    assert b"PNG" not in bytes(first.sealed)
    assert access.opened(first) == make.PNG
    first.sealed = second.sealed
    with pytest.raises(Refused, match="cannot be opened"):
        access.opened(first)


def test_it_is_a_file_to_be_saved_and_each_look_is_on_record(client, percy, robin):
    consent = make.on_paper(robin, by=percy)
    before = Entry.objects.filter(action="consent.read").count()
    answer = client.get(reverse("consent:scan", args=[consent.id]))
    assert answer.content == make.PNG
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"] == 'attachment; filename="Consent.png"'
    looks = Entry.objects.filter(action="consent.read").order_by("position")
    assert looks.count() == before + 1
    last = looks.last()
    assert last is not None
    assert Scan.objects.get().fingerprint in str(last.body)


def test_only_who_may_read_the_consent_may_look(client, percy, robin):
    consent, screen = make.on_paper(robin, by=percy), make.consent(robin, by=percy)
    url = reverse("consent:scan", args=[consent.id])
    nothing = reverse("consent:scan", args=[screen.id])
    assert client.get(nothing).status_code == 404
    for actor, status in (
        (cast.sam(), 200), (cast.quinn(), 200), (cast.pat(), 404), (cast.cora(), 404),
        (cast.olive(), 403), (cast.petra(), 403), (cast.mona(), 403), (cast.ada(), 403),
    ):  # fmt: skip
        signed_in(client, actor)
        assert client.get(url).status_code == status


def test_the_justice_login_has_no_right_on_it():
    assert rights(Scan.segment, Zone.JUSTICE) == frozenset()
    assert Right.DELETE not in rights(Scan.segment, Zone.PROGRAM)


def test_there_is_no_consent_without_its_scan_nor_a_scan_without_its_consent(
    percy, robin, monkeypatch
):
    def breaks(*args, **kwargs):
        raise MemoryError

    monkeypatch.setattr(Scan, "save", breaks)
    with pytest.raises(MemoryError), transaction.atomic():
        make.on_paper(robin, by=percy)
    assert not Consent.objects.exists()
    monkeypatch.undo()
    consent = make.on_paper(robin, by=percy)
    Consent.objects.filter(pk=consent.pk)._raw_delete("default")
    with pytest.raises(IntegrityError):
        connection.check_constraints()
    transaction.set_rollback(True)


def test_after_a_new_key_scans_are_sealed_anew_and_the_old_key_can_go(
    percy, robin, settings
):
    make.on_paper(robin, by=percy)
    old = settings.FILE_KEYS
    settings.FILE_KEYS = ["a key of today", *old]
    jobs.seal_anew(now())
    jobs.seal_anew(now())
    settings.FILE_KEYS = ["a key of today"]
    assert access.opened(Scan.objects.get()) == make.PNG
    assert Entry.objects.filter(action="consent.seal").count() == 1


def test_a_scan_without_its_key_says_so_and_holds_up_no_other(
    client, percy, robin, settings
):
    consent = make.on_paper(robin, by=percy)
    settings.FILE_KEYS = ["another key"]
    answer = client.get(reverse("consent:scan", args=[consent.id]))
    assert answer.status_code == 409
    assert "cannot be opened with the keys" in answer.content.decode()
    jobs.seal_anew(now())


def test_no_list_of_consents_drags_the_files_along(client, percy, robin):
    make.on_paper(robin, by=percy)
    for name in ("index", "copy"):
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(f"consent:{name}", args=[robin.id]))
        assert not [q for q in asked if '"consent_scan"."sealed"' in q["sql"]]
