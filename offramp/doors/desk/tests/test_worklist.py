import pytest

from offramp.program.cases.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


def test_it_costs_the_same_for_one_person_as_for_six(client, django_assert_num_queries):
    casey = cast.casey()
    make.managed(by=casey)
    cast.signed_in(client, casey)
    for more in (0, 5):
        for _ in range(more):
            make.managed(by=casey)
        # The session; the user; how many; whom; what is known of their stays; the
        # record of the reading.
        with django_assert_num_queries(6):
            page = client.get("/cases/")
        assert page.content.decode().count("Juniper Testerson") == more + 1
