"""Looking somebody up, writing them down, correcting what is known."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.forms import BaseForm, BooleanField
from django.http import QueryDict
from django.utils.timezone import localdate

from offramp.platform.design import forms
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ContactWayId, PersonId, derived_id
from offramp.platform.policy.actor import Actor
from offramp.program.people import access, queries, rules

Done = TypeVar("Done")

_MOST_ALIASES = 10
_STANDS_OUT = 1.0


def attempt(form: BaseForm, act: Callable[[], Done]) -> Done | None:
    """Do it; if a rule says no, say so on the form, and everything typed stays."""
    try:
        return act()
    except Refused as no:
        form.add_error(None, str(no))
        return None


class SearchForm(forms.Filter):
    """Whom somebody looks for. Sent in the body, so that no name is in an address."""

    text = forms.ShortText(
        label="Name, or how it begins",
        max_length=120,
        required=False,
        help_text="Any name they go by. The spelling need not be right.",
    )
    birth_on = forms.PastDate(label="Birth date", required=False)
    phone = forms.Phone(label="Phone", required=False)

    def clean(self) -> dict[str, Any]:
        """Something to look for."""
        asked = super().clean() or self.cleaned_data
        if not self.errors and not any(asked.values()):
            raise ValidationError("Enter a name, a birth date or a phone number.")
        return asked

    def page(self) -> int:
        """Which page of the answer is wanted."""
        said = self.data.get("page", "")
        return int(said) if said.isdecimal() and len(said) < 4 else 1


class NamesForm(forms.Form):
    """What somebody is called, and when they were born, as far as is known."""

    known_as = forms.ShortText(
        label="What they want to be called",
        max_length=100,
        error_messages={
            "required": "Enter what they want to be called. Any name does."
        },
    )
    given_name = forms.ShortText(label="First name", max_length=100, required=False)
    family_name = forms.ShortText(label="Last name", max_length=100, required=False)
    aliases = forms.LongText(
        label="Other names",
        help_text="One to a line.",
        max_length=1000,
        rows=2,
        required=False,
    )
    birth_on = forms.PastDate(label="Birth date", required=False)
    birth_year_about = forms.WholeNumber(
        label="If not known: born about the year", min_value=1900, required=False
    )

    def clean_aliases(self) -> list[str]:
        """Each name once, a few at the most."""
        lines = (
            " ".join(line.split()) for line in self.cleaned_data["aliases"].split("\n")
        )
        found = list(dict.fromkeys(line for line in lines if line))
        if len(found) > _MOST_ALIASES:
            raise ValidationError(f"Enter {_MOST_ALIASES} other names or fewer.")
        if any(len(name) > 100 for name in found):
            raise ValidationError("Shorten each name to 100 characters or fewer.")
        return found

    def clean_birth_year_about(self) -> int | None:
        """A year that has been."""
        year: int | None = self.cleaned_data["birth_year_about"]
        if year is not None and year > localdate().year:
            raise ValidationError("This year has not come yet. Enter an earlier year.")
        return year

    def names(self) -> dict[str, Any]:
        """The answers as the actions take them. A date says more than a year."""
        given = self.cleaned_data
        year = None if given["birth_on"] else given["birth_year_about"]
        fields = ("known_as", "given_name", "family_name", "aliases", "birth_on")
        return {**{name: given[name] for name in fields}, "birth_year_about": year}


class NewPersonForm(NamesForm):
    """Somebody new, once it is clear that nobody here is the person."""

    phone = forms.Phone(label="Phone", required=False)
    different = BooleanField(label="None of them is this person", required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.alike: Sequence[queries.Match] = ()
        given = self.data.get("search_token", "")
        self.has_searched = access.has_searched(given, by)
        self.token = given if self.has_searched else access.searched(by)

    def clean(self) -> dict[str, Any]:
        """Nobody is written down twice unseen."""
        given = super().clean() or self.cleaned_data
        if not self.errors and not given.get("different"):
            self._look(given)
        return given

    def _look(self, given: dict[str, Any]) -> None:
        name = rules.main_name(
            given["known_as"], given["given_name"], given["family_name"]
        )
        # Whoever has not searched sees all; whoever has, only those who stand out.
        least = _STANDS_OUT if self.has_searched else 0
        found = queries.alike(
            name, given["birth_on"], given["phone"], least=least, by=self.by
        )
        # Sent twice, it would find what the first sending wrote down.
        self.alike = [row for row in found if row.id != given["submission_id"]]
        if self.alike:
            raise ValidationError(
                "Look at the people below first. If none of them is this person, tick "
                "so, and save again."
            )

    def first_way(self, person_id: PersonId) -> tuple[ContactWayId, PersonId]:
        """The id of the phone typed here: the same one when this is sent again."""
        return ContactWayId(derived_id(person_id, "first phone")), person_id


def begun(data: QueryDict, by: Actor) -> NewPersonForm:
    """An empty form that knows what was searched for."""
    first, rest = rules.parts_of(data.get("text", "").replace("\x00", "")[:200])
    initial = {
        "known_as": first,
        "given_name": first if rest else "",
        "family_name": rest,
        "birth_on": data.get("birth_on", "")[:10],
        "phone": data.get("phone", "")[:40],
    }
    form = NewPersonForm(initial=initial, by=by)
    form.token = data.get("search_token", "")
    return form


def sent(data: QueryDict, by: Actor) -> NewPersonForm:
    """The form as it came."""
    return NewPersonForm(data, by=by)


class ChangeNamesForm(NamesForm):
    """What is known of somebody, corrected."""

    def revision(self) -> int:
        """Which state of the record the page showed; none of them if it did not say."""
        said = self.data.get("revision", "")
        return int(said) if said.isdecimal() and len(said) < 10 else 0

    def shown(self, known: dict[str, Any]) -> int:
        """Which state this page goes on to show: a refused change stays refused."""
        return self.revision() if self.is_bound else int(known["revision"])
