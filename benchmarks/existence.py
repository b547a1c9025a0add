"""Does the officer's page tell, by its time or its bytes, who is in the program?

A thousand pairs of requests for two handovers: of a stranger, and of a participant who
agreed that others are told. Run alone, on a quiet machine:

    .venv/bin/python -m pytest -s benchmarks/existence.py
"""

from random import Random
from time import perf_counter

import pytest
from django.test import Client

from offramp.doors.field.tests import pages
from offramp.doors.field.tests.test_told import _handovers, _without_code
from tests import cast

PAIRS = 1000
WARM = 50
MOST = 0.55  # the share of pairs that a guess by time gets right; chance is 0.5


def auc(first: list[float], second: list[float]) -> float:
    """How well time tells the two apart: 0.5 is chance, 1 is always."""
    ranked = sorted([(t, 0) for t in first] + [(t, 1) for t in second])
    ranks = sum(rank for rank, (_, which) in enumerate(ranked, 1) if which)
    few, many = len(first), len(second)
    share = (ranks - many * (many + 1) / 2) / (few * many)
    return max(share, 1 - share)


@pytest.mark.django_db
def test_the_page_does_not_tell_who_is_in_the_program() -> None:
    olive: Client = pages.browser(cast.olive())
    pair = _handovers(olive)
    luck, times = Random(7), ([], [])  # noqa: S311 # an order, not a secret
    for number in range(WARM + PAIRS):
        bodies = {}
        for which in luck.sample((0, 1), 2):
            where, diversion = pair[which]
            began = perf_counter()
            answer = olive.get(where + "told/")
            took = perf_counter() - began
            if number >= WARM:
                times[which].append(took)
            bare = _without_code(answer.content, where, diversion)
            bodies[which] = (answer.status_code, len(answer.content), bare)
        assert bodies[0] == bodies[1]  # noqa: S101 # what is measured
    found = auc(*times)
    print(f"\n{PAIRS} pairs, body, status and length alike; AUC by time {found:.3f}")  # noqa: T201
    assert found <= MOST  # noqa: S101 # what is measured
