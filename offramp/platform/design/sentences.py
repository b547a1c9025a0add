"""What a form says when an answer does not fit, written for whoever typed it."""

from collections.abc import Iterator

from django import forms

_NUL = "This text holds a hidden character that cannot be saved. Please type it again."

_SENTENCES: tuple[tuple[type[forms.Field], str, str], ...] = (
    (forms.Field, "null_characters_not_allowed", _NUL),
    (
        forms.CharField,
        "max_length",
        "Shorten this to %(limit_value)d characters or fewer. It has %(show_value)d.",
    ),
    (
        forms.CharField,
        "min_length",
        "Write at least %(limit_value)d characters. It has %(show_value)d.",
    ),
    (forms.Field, "max_value", "Enter %(limit_value)s or less."),
    (forms.Field, "min_value", "Enter %(limit_value)s or more."),
    (forms.IntegerField, "invalid", "Enter a whole number in digits, such as 3."),
    (forms.DecimalField, "invalid", "Enter a number in digits, such as 2.5."),
    (forms.DateField, "invalid", "Enter a date that exists, with all of its year."),
    (forms.DateTimeField, "invalid", "Enter a date and a time that exist."),
    (forms.TimeField, "invalid", "Enter a time, such as 14:30."),
    (
        forms.EmailField,
        "invalid",
        "Enter an e-mail address in full, such as name@example.org.",
    ),
    (forms.ChoiceField, "invalid_choice", "Choose one of the answers shown here."),
    (forms.MultipleChoiceField, "invalid_choice", "Choose from the answers shown."),
    (forms.UUIDField, "invalid", "This cannot be read. Choose it again."),
)


def speak(field: forms.Field, label: str) -> None:
    """Replace the framework's error messages, except where the form wrote its own."""
    for code, sentence in _for(field, label):
        if _is_untouched(field, code):
            field.error_messages[code] = sentence


def missing(field: forms.Field, label: str) -> str:
    """What to say when there is no answer."""
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}” to go on."
    if label.endswith("?"):
        return f"Answer “{label}”"
    if isinstance(field, forms.ChoiceField):
        return f"Choose an answer for “{label}”."
    return f"Enter “{label}”."


def _for(field: forms.Field, label: str) -> Iterator[tuple[str, str]]:
    yield "required", missing(field, label)
    for kind, code, sentence in reversed(_SENTENCES):
        if isinstance(field, kind):
            yield code, sentence


def _is_untouched(field: forms.Field, code: str) -> bool:
    given = field.error_messages.get(code)
    if given is None:
        return True
    for kind in type(field).__mro__:
        said = vars(kind).get("default_error_messages", {}).get(code)
        if said is not None:
            return kind.__module__.startswith("django.") and str(said) == str(given)
    return False
