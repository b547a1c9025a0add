"""How a field is laid out, worked out before a template draws it."""

from dataclasses import dataclass
from typing import Any

from django.forms import CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.forms.boundfield import BoundField

_CLASSES = {
    "textarea": "usa-textarea",
    "select": "usa-select",
    "file": "usa-file-input",
    "hidden": "",
    "checkbox": "usa-checkbox__input usa-checkbox__input--tile",
}
_TILES = {
    "django/forms/widgets/radio.html",
    "django/forms/widgets/checkbox_select.html",
}


@dataclass(frozen=True)
class Look:
    """What the template of a field chooses by."""

    kind: str
    first_id: str
    is_optional: bool
    compact: bool = False
    when_name: str = ""
    when_answers: str = ""


def of(field: BoundField, *, compact: bool = False) -> Look:
    """How this field is laid out on its form."""
    rule = getattr(field.form, "asked_when", {}).get(field.name)
    marks = getattr(field.form, "marks_optional", False)
    said = "(optional)" in str(field.label)
    return Look(
        kind=_kind(field),
        first_id=first_id(field),
        is_optional=marks and not (field.field.required or rule or said),
        compact=compact,
        when_name=field.form.add_prefix(rule.field) if rule else "",
        when_answers="|".join(rule.answers) if rule else "",
    )


def first_id(field: BoundField) -> str:
    """The id of the input that a link to this field should land on."""
    if isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


def dress(template_name: str, widget: dict[str, Any]) -> str:
    """Put the style sheet's classes on an input; give the template to draw it with."""
    attrs = widget["attrs"]
    if template_name in _TILES or template_name == "design/parts/tiles.html":
        widget["size"] = _tile_size(widget)
        return "design/parts/tiles.html"
    kind = widget.get("type") or template_name.rpartition("/")[2].removesuffix(".html")
    added = _CLASSES.get(kind, "usa-input")
    if added and "optgroups" not in attrs:
        attrs["class"] = " ".join(filter(None, [added, attrs.get("class", "")]))
    if kind != "hidden":
        attrs.setdefault("autocomplete", "off")
    return template_name


def _kind(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        return "check"
    if isinstance(widget, RadioSelect):
        return "radio"
    return "group" if widget.use_fieldset else "line"


def _tile_size(widget: dict[str, Any]) -> str:
    options = [option for _, group, _ in widget["optgroups"] for option in group]
    longest = max((len(str(option["label"])) for option in options), default=0)
    if any(option.get("hint") for option in options) or longest > 40:
        return "long"
    return "short" if longest <= 12 else "medium"
