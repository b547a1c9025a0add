from offramp.platform.design import forms


class NoteForm(forms.Form):
    """A conversation in the author's own words."""

    text = forms.LongText(
        label="Your note",
        help_text="What was talked about, and what you make of it. Only you can read "
        "it here. Dates, medicines, test results, diagnoses, the plan and how it goes "
        "belong in the record, where colleagues find them.",
        max_length=10_000,
        rows=10,
    )


class AdditionForm(forms.Form):
    """More, or what was wrong."""

    text = forms.LongText(
        label="What you add",
        help_text="Your first words stay as they are. Only you can read this here.",
        max_length=10_000,
        rows=10,
    )
