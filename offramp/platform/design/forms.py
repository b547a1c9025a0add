"""The base of every form, how forms are drawn, and the fields to build them from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.utils import pretty_name
from django.http import HttpRequest

from offramp.platform.design import look, sentences
from offramp.platform.design.fields import (
    Answer,
    Day,
    LongText,
    ManyTiles,
    Moment,
    PastDate,
    PastMoment,
    Phone,
    Pick,
    ShortText,
    Signature,
    SubmissionId,
    Tiles,
    WholeNumber,
    YesNoUnknown,
    coordinate,
)
from offramp.platform.design.signatures import Signed
from offramp.platform.design.uploads import Sent, Upload

__all__ = [
    "Answer",
    "Day",
    "Filter",
    "Form",
    "LongText",
    "ManyTiles",
    "Moment",
    "PastDate",
    "PastMoment",
    "Phone",
    "Pick",
    "Renderer",
    "Sent",
    "ShortText",
    "Signature",
    "Signed",
    "SubmissionId",
    "Tiles",
    "Upload",
    "WholeNumber",
    "When",
    "YesNoUnknown",
    "coordinate",
    "when",
]


class Renderer(TemplatesSetting):
    """Draws every form with the platform's own parts."""

    form_template_name = "design/parts/form.html"
    field_template_name = "design/parts/field.html"

    def render(
        self,
        template_name: str,
        context: dict[str, Any],
        request: HttpRequest | None = None,
    ) -> str:
        """Give fields their layout, and inputs the classes the style sheet knows."""
        if template_name == self.field_template_name and "look" not in context:
            context = {**context, "look": look.of(context["field"])}
        if "widget" in context:
            template_name = look.dress(template_name, context["widget"])
        return str(super().render(template_name, context, request))


@dataclass(frozen=True)
class When:
    """A question is only asked when another one has one of these answers."""

    field: str
    answers: tuple[str, ...]
    needed: bool = False

    def applies(self, given: Any) -> bool:
        """Whether what was given calls for the question."""
        several = given if isinstance(given, list | tuple | set) else [given]
        return any(_plain(answer) in self.answers for answer in several)


def when(field: str, *answers: str, needed: bool = False) -> When:
    """Ask only when `field` was answered so; `needed`: then it must be answered."""
    return When(field, answers, needed)


class _Asking(forms.Form):
    use_required_attribute = False
    label_suffix = ""
    asked_when: ClassVar[Mapping[str, When]] = {}
    marks_optional: ClassVar[bool] = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            sentences.speak(field, self._label(name))
            field.widget.attrs.setdefault("autocomplete", "off")

    def _label(self, name: str) -> str:
        return str(self.fields[name].label or pretty_name(name))

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc] # Django's own hook, not in the stubs
        for name, rule in self.asked_when.items():
            field = self.fields.get(name)
            if field is None or not rule.needed or name in self.errors:
                continue
            given = self.cleaned_data.get(rule.field)
            unanswered = self.cleaned_data.get(name) in (*field.empty_values, False)
            if rule.applies(given) and unanswered:
                self.add_error(name, str(field.error_messages["required"]))


class Form(_Asking):
    """Asks a person for something. Sent twice, it counts once: see `submission_id`."""

    submission_id = SubmissionId()

    def given(self) -> dict[str, Any]:
        """What was answered, without the id of the sending."""
        return {k: v for k, v in self.cleaned_data.items() if k != "submission_id"}


class Filter(_Asking):
    """Narrows a list. It is part of the address, so it carries no id of its own."""

    marks_optional = False


def _plain(answer: Any) -> str:
    return "on" if answer is True else str(answer)
