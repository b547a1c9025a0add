from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils.timezone import localdate, localtime, now

from offramp.program.diversions.forms import ContactForm
from offramp.program.diversions.tests import factories as make
from offramp.program.sites import queries as sites

pytestmark = pytest.mark.django_db


def typed(**changes):
    """What a browser sends for an eligible person who says yes, unless changed."""
    site = sites.current()
    said = {
        "submission_id": str(uuid4()),
        "route": make.holding_route(),
        "offences": [make.immune_offence()],
        "said_name": "Zebulon Testperson",
        "age_band": site.choices("age_band")[1][0],
        "perceived_race": site.choices("race_perceived")[0][0],
        "perceived_sex": site.choices("sex_perceived")[0][0],
        "place": "Behind the library",
        "all_fit": "on",
        "offer": "accepted",
    }
    return {**said, **changes}


def without(*names, **changes):
    return {k: v for k, v in typed(**changes).items() if k not in names}


def errors(data):
    form = ContactForm(data)
    assert not form.is_valid()
    return {name: " ".join(map(str, said)) for name, said in form.errors.items()}


def contact(data):
    form = ContactForm(data)
    assert form.is_valid(), form.errors
    return form.contact()


def test_the_common_case_is_valid_with_one_tap_for_all_criteria():
    said = contact(typed())
    assert said.answers == make.wanted()
    assert said.offered
    assert said.accepted


def test_all_fit_leaves_an_answer_given_as_it_is():
    slug = next(iter(make.unwanted()))
    said = contact(typed(**{f"fits_{slug}": "not_known"}))
    assert said.answers[slug] == "not_known"


def test_an_empty_form_says_what_is_missing_each_in_a_sentence():
    said = errors({"submission_id": str(uuid4())})
    assert set(said) >= {"said_name", "age_band", "perceived_race", "place"}
    assert all(sentence.endswith((".", "?", "”")) for sentence in said.values())


def test_unanswered_criteria_are_one_error_that_counts_them():
    count = len(sites.current().rules_on(localdate()).criteria)
    said = errors(without("all_fit"))
    assert list(said) == [f"fits_{next(iter(make.wanted()))}"]
    assert f"{count} questions have no answer" in next(iter(said.values()))


def test_a_name_or_not_known_is_needed():
    assert "Not known" in errors(typed(said_name=""))["said_name"]
    assert contact(typed(said_name="", name_not_known="on")).name_not_known
    assert contact(typed(said_name="", said_alias="Zeb")).said_alias == "Zeb"
    both = contact(typed(name_not_known="on"))
    assert both.said_name == "Zebulon Testperson"
    assert not both.name_not_known


def test_an_age_or_a_birth_date_is_needed():
    assert "birth date" in errors(without("age_band"))["age_band"]
    assert contact(without("age_band", birth_on="1990-05-01")).birth_on.year == 1990


def test_a_place_or_coordinates_are_needed():
    assert "Use my location" in errors(typed(place=""))["place"]
    found = contact(typed(place="", latitude="38.71", longitude="-90.30"))
    assert found.latitude == 38.71


@pytest.mark.parametrize(
    "coordinates",
    [
        {"latitude": "91", "longitude": "0"},
        {"latitude": "nan", "longitude": "0"},
        {"latitude": "north", "longitude": "0"},
        {"latitude": "38.7"},
    ],
)
def test_coordinates_that_are_none_are_refused(coordinates):
    said = errors(typed(place="", **coordinates))
    assert "place" in said


def test_on_a_route_with_charges_something_must_have_happened():
    assert "at least one" in errors(typed(offences=[]))["offences"]
    assert contact(typed(offences=[], route=make.free_route())).offences == ()
    assert contact(typed(offences=[], overdose="on")).overdose


def test_after_an_overdose_the_criteria_may_be_left_out():
    said = contact(without("all_fit", overdose="on", naloxone_doses="2"))
    assert said.answers == {}
    assert said.naloxone_doses == 2


def test_doses_without_an_overdose_are_not_kept():
    assert contact(typed(naloxone_doses="2")).naloxone_doses is None


def test_eligible_needs_to_know_what_became_of_the_offer():
    assert "whether LEAD was offered" in errors(typed(offer=""))["offer"]
    assert "why" in errors(typed(offer="not_offered"))["not_offered_reason"].lower()
    assert "why" in errors(typed(offer="declined"))["declined_reason"].lower()


def test_a_reason_for_another_answer_is_left_out():
    reason = sites.current().choices("declined_reason")[0][0]
    assert contact(typed(declined_reason=reason)).declined_reason == ""
    said = contact(typed(offer="declined", declined_reason=reason))
    assert said.declined_reason == reason
    assert said.accepted is False


def not_eligible(**changes):
    slug, answer = next(iter(make.unwanted().items()))
    return typed(**{f"fits_{slug}": answer, **changes})


def test_not_eligible_may_be_kept_without_any_offer():
    said = contact(not_eligible(offer=""))
    assert said.offered is None
    assert said.accepted is None
    assert contact(not_eligible(offer="not_offered")).offered is False


def test_not_eligible_and_yes_is_never_silently_dropped():
    assert "no peer would come" in errors(not_eligible())["override"]


def test_an_override_asks_for_a_reason_and_a_name():
    said = errors(not_eligible(override="on"))
    assert set(said) == {"override_reason", "override_by_name"}
    reason = sites.current().choices("override_reason")[0][0]
    over = contact(
        not_eligible(
            override="on", override_reason=reason, override_by_name="Sgt. Example"
        )
    )
    assert over.is_overridden


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("said_name", "x" * 121, "120 characters or fewer"),
        ("place", "x" * 201, "200 characters or fewer"),
        ("note", "x" * 501, "500 characters or fewer"),
        ("incident_number", "x" * 41, "40 characters or fewer"),
        ("said_name", "a\x00b", "hidden character"),
        ("place", "a\x00b", "hidden character"),
        ("note", "a\x00b", "hidden character"),
        ("birth_on", "1890-01-01", "1900"),
        ("birth_on", "2999-01-01", "has not come yet"),
        ("birth_on", "2025-02-30", "date that exists"),
        ("birth_on", "yesterday", "date that exists"),
        ("happened_at", "1890-01-01T10:00", "1900"),
        ("happened_at", "2999-01-01T10:00", "has not come yet"),
        ("happened_at", "1901-01-01T10:00", "no eligibility rules"),
        ("phone", "call me", "telephone number"),
        ("naloxone_doses", "two", "whole number"),
        ("naloxone_doses", "-1", "or more"),
        ("naloxone_doses", "21", "or less"),
        ("route", "by_boat", "Choose"),
        ("offences", ["jaywalking"], "Choose"),
        ("perceived_race", "purple", "Choose"),
        ("offer", "maybe", "Choose"),
    ],
)
def test_bad_input_gets_a_sentence_beside_its_question(name, value, sentence):
    assert sentence in errors(typed(**{name: value}))[name]


@pytest.mark.parametrize(
    "name",
    ["Zebulon 🌻", "זבולון", "Зебулон", "O'Test-Person Jr.", "<b>Zeb</b>", "李四"],
)
def test_any_name_that_people_have_is_taken_as_typed(name):
    assert contact(typed(said_name=name)).said_name == name


def test_a_bad_criterion_answer_is_refused():
    slug = next(iter(make.wanted()))
    assert "Choose" in errors(typed(**{f"fits_{slug}": "perhaps"}))[f"fits_{slug}"]


def test_what_happened_earlier_is_told_by_its_own_time():
    earlier = localtime(now() - timedelta(hours=3)).replace(second=0, microsecond=0)
    said = contact(typed(happened_at=earlier.strftime("%Y-%m-%dT%H:%M")))
    assert said.happened_at == earlier


def test_the_same_page_sent_twice_says_the_same():
    data = typed()
    assert contact(data).digest() == contact(data).digest()
    assert contact(data).digest() != contact(typed(place="Elsewhere")).digest()


def test_every_text_field_about_a_person_keeps_the_browser_from_remembering():
    form = ContactForm()
    for name in ("said_name", "said_alias", "birth_on", "phone", "place", "note"):
        assert form.fields[name].widget.attrs["autocomplete"] == "off"


def test_location_is_empty_until_somebody_taps():
    form = ContactForm()
    assert form["latitude"].value() is None
    assert form["longitude"].value() is None
