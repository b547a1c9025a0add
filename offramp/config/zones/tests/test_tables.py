"""Every table has its place, so that none is open because nobody thought of it."""

import pytest

from offramp.config.zones import tables
from offramp.platform.kernel.segments import Segment


@pytest.mark.django_db
def test_every_table_of_the_database_has_a_segment():
    assert not tables.without_a_place()


@pytest.mark.django_db
def test_a_new_table_without_one_is_named(monkeypatch):
    monkeypatch.delitem(tables.OF_LIBRARIES, "axes_accesslog")
    assert tables.without_a_place() == ["axes_accesslog"]


def test_what_a_prosecutor_reads_stands_apart_from_the_consent():
    found = tables.segments()
    assert found["consent_release"] == found["charges_notice"] == Segment.RELEASE
    assert found["consent_consent"] == found["consent_scan"] == Segment.CONSENT
