import uuid
from datetime import date, timedelta

import pytest
from django import forms as django_forms
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import localdate, now

from offramp.platform.design import forms
from offramp.platform.design.tests import gallery

SENT = {
    "route": "social",
    "agrees": "yes",
    "place": "Main and 3rd",
    "met_at": "2026-03-05T14:02",
    "language": "en",
    "signature_typed": "Bluebird",
}


def answer(field: django_forms.Field, value: object) -> forms.Form:
    made: forms.Form = type("One", (forms.Form,), {"it": field})({"it": value})
    return made


def said(field: django_forms.Field, value: object) -> list[str]:
    return [str(error) for error in answer(field, value)["it"].errors]


def test_a_complete_form_is_accepted():
    form = gallery.contact(**SENT)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["agrees"] is forms.Answer.YES
    assert form.cleaned_data["signature"] == forms.Signed(typed="Bluebird")


def test_the_submission_id_is_minted_once_and_kept_when_shown_again():
    fresh = gallery.contact()
    minted = uuid.UUID(fresh["submission_id"].value())
    assert str(minted) in str(fresh["submission_id"])

    again = gallery.contact(submission_id=str(minted), place="")
    assert not again.is_valid()
    assert again["submission_id"].value() == str(minted)
    assert again.cleaned_data["submission_id"] == minted


@pytest.mark.parametrize("broken", ["", "not an id", "\x00"])
def test_a_page_without_a_usable_id_gets_one(broken):
    form = gallery.contact(**SENT, submission_id=broken)
    assert form.is_valid()
    assert isinstance(form.cleaned_data["submission_id"], uuid.UUID)


def test_every_input_tells_the_browser_not_to_keep_what_is_typed():
    html = str(gallery.contact())
    inputs = html.count("<input") + html.count("<select") + html.count("<textarea")
    assert inputs > 15
    assert html.count('autocomplete="off"') == inputs
    assert " required" not in html


def test_a_field_may_ask_the_browser_to_help_all_the_same():
    mail = django_forms.CharField(
        widget=django_forms.EmailInput(attrs={"autocomplete": "username"})
    )
    assert 'autocomplete="username"' in str(answer(mail, "")["it"])


@pytest.mark.parametrize(
    "field",
    [forms.ShortText(), forms.LongText(), forms.Phone(), django_forms.CharField()],
)
def test_a_hidden_character_is_refused_with_a_sentence(field):
    assert "hidden character" in said(field, "555 0100 \x00 1234")[0]


@pytest.mark.parametrize("text", ["Šta ima 👍🏽", "مرحبا", "O'Brien-Núñez", "𝕏" * 50])
def test_any_script_is_welcome(text):
    assert said(forms.ShortText(), text) == []


def test_too_long_a_text_says_how_much_too_long():
    assert said(forms.ShortText(max_length=5), "too long") == [
        "Shorten this to 5 characters or fewer. It has 8."
    ]


def test_a_line_break_counts_as_one_character():
    field = forms.LongText(max_length=3)
    assert said(field, "a\r\nb") == []


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        (forms.ShortText(label="Badge number"), "Enter “Badge number”."),
        (forms.ShortText(label="Where are you?"), "Answer “Where are you?”"),
        (forms.YesNoUnknown(label="Agreed"), "Choose an answer for “Agreed”."),
        (django_forms.BooleanField(label="I agree"), "Tick “I agree” to go on."),
        (forms.ShortText(error_messages={"required": "Say it."}), "Say it."),
    ],
)
def test_what_is_missing_is_asked_for_in_words(field, sentence):
    assert said(field, "") == [sentence]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("2199-01-01", "This day has not come yet. Enter today or an earlier day."),
        ("1899-12-31", "Enter a year from 1900 on."),
        ("2026-02-30", "Enter a date that exists, with all of its year."),
        ("yesterday", "Enter a date that exists, with all of its year."),
    ],
)
def test_a_day_that_cannot_be_is_refused(value, sentence):
    assert said(forms.PastDate(), value) == [sentence]


def test_today_is_a_past_day_and_tomorrow_is_a_day():
    tomorrow = localdate() + timedelta(days=1)
    assert said(forms.PastDate(), localdate().isoformat()) == []
    assert said(forms.PastDate(), tomorrow.isoformat()) != []
    assert said(forms.Day(), tomorrow.isoformat()) == []


def test_a_day_has_the_limits_it_was_given():
    field = forms.Day(earliest=date(2026, 3, 1), latest=date(2026, 3, 31))
    assert said(field, "2026-02-28") == ["Enter March 1, 2026, or a later day."]
    assert said(field, "2026-04-01") == ["Enter March 31, 2026, or an earlier day."]
    assert 'max="2026-03-31"' in str(answer(field, "")["it"])


def test_a_moment_may_be_now_but_not_later():
    soon = (now() + timedelta(hours=25)).strftime("%Y-%m-%dT%H:%M")
    assert "has not come yet" in said(forms.PastMoment(), soon)[0]
    assert said(forms.Moment(), soon) == []
    assert said(forms.PastMoment(), "1899-01-01T00:00") == [
        "Enter a year from 1900 on."
    ]


@pytest.mark.parametrize(
    "number",
    ["314-555-0142", "(314) 555 0142 ext. 12", "+387 33 555-014", "555.0142 x7"],
)
def test_a_telephone_number_may_be_written_as_people_do(number):
    form = answer(forms.Phone(), number)
    assert form.is_valid()
    assert form.cleaned_data["it"] == number


@pytest.mark.parametrize("number", ["12", "call my sister", "1" * 25, "314555O142"])
def test_what_cannot_be_called_is_not_a_telephone_number(number):
    assert said(forms.Phone(), number)


def test_a_question_that_is_not_called_for_may_stay_empty():
    assert gallery.contact(**SENT, charge="").is_valid()


def test_a_question_that_is_called_for_must_be_answered():
    form = gallery.contact(**{**SENT, "route": "arrest"}, charge="")
    assert form.errors == {"charge": ["Answer “Which charge is held back?”"]}
    assert gallery.contact(**{**SENT, "route": "arrest"}, charge="Theft").is_valid()


def test_an_answer_outside_of_the_list_is_refused_without_repeating_it():
    form = gallery.contact(**{**SENT, "route": "<b>other</b>"})
    assert form.errors["route"] == ["Choose one of the answers shown here."]


def test_a_filter_carries_no_id():
    class Narrow(forms.Filter):
        name = forms.ShortText(required=False)

    assert "submission_id" not in str(Narrow())
    assert "(optional)" not in str(Narrow())


def test_what_was_typed_is_shown_again():
    form = gallery.contact(place="", note="Šta ima 👍", needs=["id"], agrees="unknown")
    html = str(form)
    assert "Šta ima 👍" in html
    assert 'value="unknown" autocomplete="off" id="id_agrees_2" checked' in html
    assert 'value="id" autocomplete="off" id="id_needs_3" checked' in html


def test_several_answers_arrive_as_a_list():
    data = MultiValueDict({"it": ["a", "b"]})
    form = type(
        "Many",
        (forms.Form,),
        {"it": forms.ManyTiles(choices=[("a", "A"), ("b", "B")])},
    )(data)
    assert form.is_valid()
    assert form.cleaned_data["it"] == ["a", "b"]
