import pytest

from offramp.config.views import UNREADABLE
from offramp.program.sites import queries as sites
from offramp.program.sites.models import SiteVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def looks_again():
    """The site is read from the database once more, and once more after the test."""
    sites.forget()
    yield
    sites.forget()


def test_all_is_well_and_something_sent_would_be_taken_in(client):
    assert client.get("/healthz").json() == {"state": "ready", "problems": []}
    assert client.get("/alive").status_code == 204


def test_a_stored_site_that_cannot_be_read_is_said_in_a_sentence(client, looks_again):
    # The database refuses changes of a stored version: a newer one hides the others.
    newest = SiteVersion.objects.order_by("-number")[0]
    content = {**newest.content, "clocks.toml": "a_clock_of_long_ago = 3"}
    SiteVersion.objects.create(
        number=newest.number + 1,
        slug=newest.slug,
        digest="0" * 64,
        content=content,
        loaded_at=newest.loaded_at,
        loaded_by_id=newest.loaded_by_id,
    )
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["problems"] == [UNREADABLE]


def test_no_site_at_all_is_said_in_a_sentence(client, looks_again):
    SiteVersion.objects.all().delete()
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "offramp load-program" in answer.json()["problems"][0]
