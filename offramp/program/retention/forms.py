from collections.abc import Sequence
from typing import Any

from django.core.validators import RegexValidator

from offramp.platform.design import forms

_NUMBER = RegexValidator(
    r"^(?=.*\d)[A-Za-z0-9][A-Za-z0-9 ./-]{2,59}$",
    "Give the number of a file or a letter, such as LH 2026-014. No name and no story.",
)


class Reference(forms.ShortText):
    """The number of a file or a letter: it has a digit in it, and is no sentence."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=60, validators=[_NUMBER], **kwargs)


class HoldForm(forms.Form):
    """Why somebody's record is held."""

    reference = Reference(
        label="Number of the file or letter that asks for it",
        help_text="Such as LH 2026-014. No name and no story: those stay in the file.",
    )


class ClassHoldForm(HoldForm):
    """Which class of records is held, and why."""

    record = forms.Pick(label="Class of records")
    field_order = ("submission_id", "record", "reference")

    def __init__(
        self, *args: Any, classes: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["record"].choices = [("", "Choose…"), *classes]  # type: ignore[attr-defined] # a list


class LiftForm(forms.Form):
    """Why it is no longer held."""

    reference = Reference(
        label="Number of the file or letter that ends it",
        help_text="What was held is due again by its own time.",
    )
