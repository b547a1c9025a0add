"""Opening a record in an emergency, and looking at it afterwards."""

from typing import ClassVar

from django.core.exceptions import ValidationError

from offramp.platform.design import forms
from offramp.program.people import rules


class OpenForm(forms.Form):
    """Why now, in words."""

    reason = forms.Tiles(
        label="Why must you read it now?",
        choices=list(rules.REASONS.items()),
        error_messages={"required": "Choose why you must read it now."},
    )
    words = forms.LongText(
        label="Say it in your own words",
        max_length=500,
        help_text=f"At least {rules.LEAST_WORDS} letters. No name is needed.",
        error_messages={"required": "Say in your own words why you must read it now."},
    )

    def clean_words(self) -> str:
        """Enough to tell somebody else why."""
        words: str = self.cleaned_data["words"]
        if not rules.says_enough(words):
            raise ValidationError(f"Say why in at least {rules.LEAST_WORDS} letters.")
        return words


class ReviewForm(forms.Form):
    """What the review came to."""

    asked_when: ClassVar = {
        "words": forms.when("finding", rules.Finding.WRONG.value, needed=True)
    }

    finding = forms.Tiles(
        label="What did you find?",
        choices=list(rules.FINDINGS.items()),
        error_messages={"required": "Choose what you found."},
    )
    words = forms.LongText(
        label="What was wrong, and what follows?",
        max_length=500,
        required=False,
        error_messages={"required": "Say what was wrong, and what follows from it."},
    )
