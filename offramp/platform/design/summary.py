"""What is wrong with a form, in one list."""

from dataclasses import dataclass

from django.forms import BaseForm

from offramp.platform.design import look


@dataclass(frozen=True)
class Line:
    """One thing to put right; `target` is the input it is about."""

    text: str
    target: str = ""


@dataclass(frozen=True)
class Summary:
    """Everything to put right, in the order of the page."""

    title: str
    lines: tuple[Line, ...]


def of(form: BaseForm) -> Summary | None:
    """The list of errors; None when there are none."""
    if not form.is_bound or not form.errors:
        return None
    fields = tuple(
        Line(str(text), look.first_id(bound))
        for bound in form.visible_fields()
        for text in bound.errors
    )
    general = tuple(Line(str(text)) for text in form.non_field_errors())
    hidden = tuple(
        Line(str(text)) for bound in form.hidden_fields() for text in bound.errors
    )
    # A form for somebody who reads another language says it in their own.
    title = getattr(form, "summary_title", "") or _title(len(fields))
    return Summary(title, (*general, *hidden, *fields))


def _title(answers: int) -> str:
    if not answers:
        return "Please check this"
    if answers == 1:
        return "One answer needs another look"
    return f"{answers} answers need another look"
