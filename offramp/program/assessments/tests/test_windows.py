"""Two windows on one section."""

from offramp.program.assessments.rules.windows import clashes, marked

FIRST = marked({}, ["mood"], 1, "a")


def test_a_window_that_saw_the_change_may_overwrite_it():
    assert clashes(["mood"], FIRST, 1, "b") == []


def test_a_window_that_did_not_see_it_may_not():
    assert clashes(["mood", "other"], FIRST, 0, "b") == ["mood"]


def test_a_window_never_clashes_with_itself():
    assert clashes(["mood"], FIRST, 0, "a") == []


def test_an_answer_that_nobody_else_touched_is_free():
    later = marked(FIRST, ["sleep"], 2, "a")
    assert clashes(["mood"], later, 1, "b") == []
