import json

import pytest

from offramp.platform.design import forms
from offramp.platform.design.signatures import Drawing, Signed, Unreadable

DRAWN = '{"w":300,"h":160,"strokes":[[[1.04,2],[3,4]],[[9,9]]]}'


class Sign(forms.Form):
    name = forms.Signature(label="Signature")


def sign(typed: str = "", points: str = "") -> Sign:
    return Sign({"name_typed": typed, "name_points": points})


def test_a_typed_name_is_enough():
    form = sign(typed="  Blue   Bird ")
    assert form.is_valid()
    assert form.cleaned_data["name"] == Signed(typed="Blue Bird")
    assert not form.cleaned_data["name"].is_drawn


def test_a_drawing_is_enough_and_is_kept_in_one_form():
    form = sign(points=DRAWN)
    assert form.is_valid()
    signed = form.cleaned_data["name"]
    assert signed.is_drawn
    assert json.loads(signed.points)["strokes"] == [[[1.0, 2.0], [3.0, 4.0]], [[9, 9]]]
    assert sign(points=signed.points).fields["name"].clean(signed) == signed


def test_neither_is_not():
    assert sign().errors["name"] == ["Sign in the box, or type the name beneath it."]


def test_both_come_back_when_the_page_is_shown_again():
    html = str(sign(typed="Bird", points="nonsense")["name"])
    assert 'name="name_typed" value="Bird"' in html
    assert 'name="name_points" value="nonsense"' in html


@pytest.mark.parametrize(
    "points",
    [
        "nonsense",
        "[]",
        "null",
        '{"w":300,"h":160,"strokes":[]}',
        '{"w":300,"h":160,"strokes":[[]]}',
        '{"w":300,"h":160,"strokes":[[["1",2]]]}',
        '{"w":300,"h":160,"strokes":[[[1e9,2]]]}',
        '{"w":300,"h":160,"strokes":[[[NaN,2]]]}',
        '{"w":0,"h":160,"strokes":[[[1,2]]]}',
        '{"w":true,"h":160,"strokes":[[[1,2]]]}',
        "[" * 100_000,
        "x" * 500_000,
    ],
)
def test_what_is_not_a_drawing_is_refused_with_a_sentence(points):
    with pytest.raises(Unreadable):
        Drawing.read(points)
    assert "could not be read" in sign(typed="Bird", points=points).errors["name"][0]


def test_a_drawing_becomes_paths_and_a_dot_stays_visible():
    assert Drawing.read(DRAWN).paths() == ["M1 2L3 4", "M9 9L9 9"]


def test_too_long_a_name_is_refused():
    assert "Shorten" in sign(typed="x" * 201).errors["name"][0]
