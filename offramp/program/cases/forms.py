from typing import Any, ClassVar
from uuid import UUID

from offramp.platform.design import forms
from offramp.program.sites.forms import SiteForm


class Pause(SiteForm):
    """Why somebody is out of touch."""

    lists: ClassVar = {"reason": "pause_reason"}
    reason = forms.Tiles(label="What do you know?")


class Close(SiteForm):
    """Why the stay ends."""

    lists: ClassVar = {"reason": "closing_reason"}
    reason = forms.Tiles(label="Why does the stay end?")
    words = forms.LongText(
        label="Anything the next person should know",
        help_text="Only program staff can read this.",
        required=False,
        max_length=2000,
    )


class Assign(forms.Form):
    """Who manages the case from now on."""

    staff = forms.Tiles(label="Who takes it?")

    def __init__(self, *args: Any, staff: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["staff"]
        if isinstance(field, forms.Tiles):
            field.choices = staff

    def chosen(self) -> UUID:
        """The id of the one who takes it."""
        return UUID(self.cleaned_data["staff"])


AnyForm = Pause | Close | Assign
