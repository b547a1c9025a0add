"""Released facts leave no address without the notice of 42 CFR 2.32.

An unmistakable value is planted in every release of the story; then every address is
asked by everybody. Wherever the value appears, the notice, what may be done with it and
the scope of the consent appear too.
"""

import pytest

from tests.architecture.walk import COLUMNS, Walk

# Some of the addresses where released facts are seen, so that the test can see at all.
SEEN_AT = {
    "supervisor": {"consent:index", "consent:detail", "consent:document"},
    "prosecutor": {"charges:charge"},
}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("column", COLUMNS)
def test_no_address_shows_a_released_fact_without_its_notice(column: str, walk: Walk):
    answers = walk.answers(column)
    lacking = {key: answer.lacks for key, answer in answers.items() if answer.lacks}
    assert not lacking
    showing = {name for (name, _), answer in answers.items() if answer.shows_facts}
    assert showing >= SEEN_AT.get(column, set())
