import pytest
from django.test import RequestFactory

from offramp.platform.design.paging import page_number


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("", 1), ("?page=", 1), ("?page=1", 1), ("?page=17", 17), ("?page=0", 1),
        ("?page=-1", 1), ("?page=99999999999999999999", 1), ("?page=1e3", 1),
        ("?page=%D9%A3", 1), ("?page=two", 1), ("?page=3&page=4", 4),
    ],
)  # fmt: skip
def test_whatever_is_asked_for_is_the_number_of_a_page(asked, number):
    assert page_number(RequestFactory().get(f"/{asked}")) == number
