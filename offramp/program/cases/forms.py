from typing import Any
from uuid import UUID

from offramp.platform.design import forms
from offramp.program.sites import queries as sites


class Pause(forms.Form):
    """Why somebody is out of touch."""

    reason = forms.Tiles(label="What do you know?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = sites.current().choices("pause_reason")  # type: ignore[attr-defined] # a choice field


class Close(forms.Form):
    """Why the stay ends."""

    reason = forms.Tiles(label="Why does the stay end?")
    words = forms.LongText(
        label="Anything the next person should know",
        help_text="Only program staff can read this.",
        required=False,
        max_length=2000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = sites.current().choices("closing_reason")  # type: ignore[attr-defined] # a choice field


class Assign(forms.Form):
    """Who manages the case from now on."""

    staff = forms.Tiles(label="Who takes it?")

    def __init__(self, *args: Any, staff: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].choices = staff  # type: ignore[attr-defined] # a choice field

    def chosen(self) -> UUID:
        """The id of the one who takes it."""
        return UUID(self.cleaned_data["staff"])


AnyForm = Pause | Close | Assign
