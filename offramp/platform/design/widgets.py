"""Inputs that the platform's own fields are shown with."""

from collections.abc import Mapping
from typing import Any

from django import forms

from offramp.platform.design.signatures import Signed


class RadioTiles(forms.RadioSelect):
    """One answer of several, each a tile big enough for a thumb."""

    template_name = "design/parts/tiles.html"

    def __init__(self, *, hints: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.hints = dict(hints or {})

    def create_option(
        self, name: str, value: Any, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        """Give each tile its line of explanation, where it has one."""
        option = super().create_option(name, value, *args, **kwargs)
        return {**option, "hint": self.hints.get(str(value), "")}


class CheckTiles(forms.CheckboxSelectMultiple):
    """Any answers of several, each a tile big enough for a thumb."""

    template_name = "design/parts/tiles.html"

    def __init__(self, *, hints: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.hints = dict(hints or {})

    def create_option(
        self, name: str, value: Any, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        """Give each tile its line of explanation, where it has one."""
        option = super().create_option(name, value, *args, **kwargs)
        return {**option, "hint": self.hints.get(str(value), "")}


class DayInput(forms.DateInput):
    """The device's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """The device's own calendar and clock."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class SignaturePad(forms.Widget):
    """A box to draw in, and beneath it a line to type in; the line needs no script."""

    template_name = "design/parts/signature_pad.html"
    use_fieldset = True

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> Signed:
        """What was typed and what was drawn, as it came."""
        return Signed(
            typed=data.get(f"{name}_typed") or "",
            points=data.get(f"{name}_points") or "",
        )

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> bool:
        """Whether the form was sent without this question."""
        return f"{name}_typed" not in data and f"{name}_points" not in data

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        """Both halves of the answer, for the template."""
        context = super().get_context(name, value, attrs)
        signed = value if isinstance(value, Signed) else Signed(typed=str(value or ""))
        context["widget"].update(typed=signed.typed, points=signed.points)
        return context

    def format_value(self, value: Any) -> Any:
        """Kept as it is; the template shows its halves."""
        return value

    def id_for_label(self, id_: str, index: Any = None) -> str:
        """The line to type in is what the label points to."""
        return f"{id_}_typed" if id_ else id_
