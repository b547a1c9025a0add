"""What a person tells: how to reach them, who they are; and who looks after them."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from offramp.platform.design import forms
from offramp.platform.kernel.ids import PersonId
from offramp.platform.policy.actor import Actor
from offramp.program.people import queries, rules
from offramp.program.sites.forms import SiteForm


class WayForm(SiteForm):
    """A way to reach somebody, and what is safe on it. Nothing is taken for granted."""

    lists: ClassVar = {"kind": "contact_kind"}
    asked_when: ClassVar = {
        "safe_text": forms.when("kind", "phone"),
        "safe_voicemail": forms.when("kind", "phone"),
    }

    kind = forms.Tiles(label="What is it?")
    value = forms.ShortText(
        label="Number, address, name or place",
        max_length=300,
        help_text="For a person: the name, who they are to them, and a number.",
    )
    safe_text = forms.YesNoUnknown(
        label="Safe to text?", unknown="Not asked", required=False
    )
    safe_voicemail = forms.YesNoUnknown(
        label="Safe to leave a message?", unknown="Not asked", required=False
    )
    may_say_lead = forms.YesNoUnknown(
        label="May we say we are from the program?", unknown="Not asked", required=False
    )
    note = forms.ShortText(
        label="Anything else",
        max_length=300,
        required=False,
        help_text="Good times to call, for example.",
    )

    def clean(self) -> dict[str, Any]:
        """A number that can be called, an address that can be written to."""
        given = super().clean() or self.cleaned_data
        try:
            if given.get("kind") == "phone" and given.get("value"):
                forms.Phone(max_length=300).clean(given["value"])
            elif given.get("kind") == "email" and given.get("value"):
                validate_email(given["value"])
        except ValidationError as error:
            self.add_error("value", error)
        return given

    def way(self) -> dict[str, str]:
        """The answers as the action takes them. Not answered is not asked."""
        given = self.cleaned_data
        is_phone = given["kind"] == "phone"
        return {
            "kind": given["kind"],
            "value": given["value"],
            "note": given["note"],
            "safe_text": _safe(given["safe_text"] if is_phone else None),
            "safe_voicemail": _safe(given["safe_voicemail"] if is_phone else None),
            "may_say_lead": _safe(given["may_say_lead"]),
        }


def _safe(answer: forms.Answer | None) -> str:
    return (
        answer.value if answer in {forms.Answer.YES, forms.Answer.NO} else "not_asked"
    )


class DescriptionForm(SiteForm):
    """Who somebody says they are. Every question may stay without an answer."""

    lists: ClassVar = {
        "race": "race",
        "ethnicity": "ethnicity",
        "gender": "gender",
        "language": "language",
    }
    asked_when: ClassVar = {
        "race_words": forms.when("race", "another"),
        "gender_words": forms.when("gender", "another"),
        "language_words": forms.when("language", "another"),
    }

    race = forms.ManyTiles(label="Race, all that they say", required=False)
    race_words = forms.ShortText(label="Race, in their own words", required=False)
    ethnicity = forms.Tiles(label="Ethnicity", required=False)
    gender = forms.Tiles(label="Gender", required=False)
    gender_words = forms.ShortText(label="Gender, in their own words", required=False)
    pronouns = forms.ShortText(label="Pronouns", max_length=60, required=False)
    language = forms.Tiles(label="Language they like to speak", required=False)
    language_words = forms.ShortText(label="Which language", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in DescriptionForm.lists:
            field = self.fields[name]
            field.choices = [*field.choices, *rules.OTHER_ANSWERS]  # type: ignore[attr-defined] # all four are lists

    def clean_race(self) -> list[str]:
        """Either what they say, or that they would rather not."""
        race: list[str] = self.cleaned_data["race"]
        others = {slug for slug, _ in rules.OTHER_ANSWERS}
        if len(race) > 1 and others & set(race):
            raise ValidationError(
                "Choose what they say, or “Rather not say”, but not both."
            )
        return race

    def description(self) -> dict[str, Any]:
        """The answers as the action takes them. Not answered is not asked."""
        given = self.cleaned_data
        return {
            "race": given["race"] or ["not_asked"],
            "race_words": given["race_words"],
            "ethnicity": given["ethnicity"] or "not_asked",
            "gender": given["gender"] or "not_asked",
            "gender_words": given["gender_words"],
            "pronouns": given["pronouns"],
            "language": given["language"] or "not_asked",
            "language_words": given["language_words"],
        }


class CareForm(forms.Form):
    """Who looks after the person from now on."""

    duty = forms.Tiles(label="As what?")
    staff = forms.Pick(label="Who?", required=False)
    reason = forms.ShortText(
        label="Why?", max_length=300, help_text="The record of care keeps this."
    )

    def __init__(self, *args: Any, by: Actor, may_assign: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        duties = [(duty.value, queries.DUTIES[duty]) for duty in queries.serves_as(by)]
        self.fields["duty"].choices = duties  # type: ignore[attr-defined] # it is a list
        if may_assign:
            self.fields["staff"] = forms.Pick(label="Who?", choices=queries.carers())
        else:
            del self.fields["staff"]

    def staff_id(self) -> UUID:
        """The colleague chosen, or whoever asks."""
        chosen = self.cleaned_data.get("staff")
        return UUID(chosen) if chosen else self.by.id


class EndCareForm(forms.Form):
    """Which duty ends."""

    duty = forms.Tiles(label="Duty", choices=list(queries.DUTIES.items()))


class MergeForm(forms.Form):
    """Two records are one person: which one stays in use, and why we think so."""

    keep = forms.Tiles(label="Which record stays in use?")
    reason = forms.ShortText(
        label="How do you know?",
        max_length=300,
        help_text="Such as: same birth date and phone, and the person says so.",
    )

    def __init__(
        self, *args: Any, cards: Sequence[queries.Card], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        names = [
            (str(card.id), f"{card.known_as} {card.born}".strip()) for card in cards
        ]
        self.fields["keep"].choices = names  # type: ignore[attr-defined] # it is a list

    def order(self, one: PersonId, other: PersonId) -> tuple[PersonId, PersonId]:
        """The record that stays in use, and the one that is joined to it."""
        return (one, other) if self.cleaned_data["keep"] == str(one) else (other, one)
