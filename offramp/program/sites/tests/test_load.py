import shutil
from pathlib import Path

import pytest

from offramp.platform.accounts.actors import SYSTEM, actor_for
from offramp.platform.accounts.models import Agency, Unit
from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.policy.gate import Forbidden
from offramp.program.sites import access, actions, queries, rules
from offramp.program.sites.models import SiteVersion
from tests.cast import SITE, mona, olive

PROGRAMS = SITE.parent
ST_LOUIS = PROGRAMS / "st-louis-county"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    # What this test loads is rolled back, so nobody else may remember it.
    monkeypatch.setattr(access, "_kept", access._Kept())


def test_it_puts_the_site_in_force():
    loaded = actions.load(ST_LOUIS, by=SYSTEM)
    queries.forget()
    site = queries.current()
    assert (loaded.slug, loaded.changed) == ("st-louis-county", True)
    assert site.slug == "st-louis-county"
    assert Agency.objects.get(slug="slcpd").kind == "police"
    assert Unit.objects.filter(agency__slug="slcpd", is_active=True).count() == 8
    assert Entry.objects.filter(action="site.load").exists()


def test_an_agency_that_the_site_no_longer_names_takes_no_part():
    actions.load(SITE, by=SYSTEM)
    mona_before = actor_for(mona().id)
    actions.load(ST_LOUIS, by=SYSTEM)
    assert mona_before is not None
    assert actor_for(mona_before.id) is None
    actions.load(SITE, by=SYSTEM)
    assert actor_for(mona_before.id) is not None


def test_the_same_folder_again_changes_nothing():
    first = actions.load(ST_LOUIS, by=SYSTEM)
    entries = Entry.objects.count()
    again = actions.load(ST_LOUIS, by=SYSTEM)
    assert (again.number, again.changed) == (first.number, False)
    assert Entry.objects.count() == entries


def test_an_older_folder_comes_back_as_a_new_version():
    first = actions.load(ST_LOUIS, by=SYSTEM)
    actions.load(SITE, by=SYSTEM)
    back = actions.load(ST_LOUIS, by=SYSTEM)
    queries.forget()
    assert back.number == first.number + 2
    assert queries.current().slug == "st-louis-county"


def test_with_a_mistake_nothing_is_loaded(tmp_path: Path):
    folder = shutil.copytree(ST_LOUIS, tmp_path / "site")
    clocks = folder / "clocks.toml"
    clocks.write_text(clocks.read_text().replace("= 180", '= "long"'))
    before = (SiteVersion.objects.count(), Agency.objects.count())
    with pytest.raises(rules.Mistakes, match="consent_days: found 'long'"):
        actions.load(folder, by=SYSTEM)
    assert (SiteVersion.objects.count(), Agency.objects.count()) == before


def test_only_a_command_loads_a_site():
    actions.load(SITE, by=SYSTEM)
    with pytest.raises(Forbidden):
        actions.load(ST_LOUIS, by=mona())


def test_a_version_is_never_changed_or_removed():
    actions.load(ST_LOUIS, by=SYSTEM)
    version = access.latest()
    assert version is not None
    with pytest.raises(TypeError):
        version.save()
    with pytest.raises(TypeError):
        version.delete()


def test_the_site_is_read_once_and_not_at_every_request(django_assert_num_queries):
    actions.load(ST_LOUIS, by=SYSTEM)
    with django_assert_num_queries(2):
        queries.current()
    with django_assert_num_queries(0):
        queries.current()


def test_before_the_first_load_the_refusal_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(SiteVersion, "objects", SiteVersion.objects.none())
    with pytest.raises(Refused, match="offramp load-program"):
        queries.current()


def test_what_a_site_needs_of_agencies_and_roles_is_put_in_force(tmp_path: Path):
    folder = shutil.copytree(SITE, tmp_path / "site")
    file = folder / "program.toml"
    needs = '[[needs]]\nof = "police"\nwhat = "mou"\nwhy = "Made up"\n'
    file.write_text(file.read_text() + "\n" + needs)
    officer = olive().id
    actions.load(folder, by=SYSTEM)
    assert actor_for(officer) is None
    file.write_text(file.read_text().replace(needs, ""))
    actions.load(folder, by=SYSTEM)
    assert actor_for(officer) is not None
