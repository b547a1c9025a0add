"""The parts that pages are built from. `docs/design.md` shows one example of each."""

import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import is_aware, localtime

from offramp.platform.design import look, pages, summary
from offramp.platform.design.signatures import Drawing, Unreadable

register = template.Library()

_PARTS = "design/parts"
_TONES = {"plain", "info", "success", "warning", "error", "urgent"}
_CELL = re.compile(r"<(tr|td|th)\b(?![^>]*data-label)")


def _part(name: str, **context: Any) -> SafeString:
    return render_to_string(f"{_PARTS}/{name}.html", context)


def _tone(name: str) -> str:
    """The tone, or an error for whoever writes the page."""
    if name not in _TONES:
        raise template.TemplateSyntaxError(f"No tone “{name}”: {sorted(_TONES)}.")
    return name


@register.simple_block_tag
def card(content: str, title: str, tone: str = "plain", level: int = 2) -> SafeString:
    """A box with a heading that holds one thing."""
    return _part("card", content=content, title=title, tone=_tone(tone), level=level)


@register.simple_block_tag
def alert(content: str, tone: str, title: str, level: int = 2) -> SafeString:
    """A message that must not be missed."""
    return _part("alert", content=content, tone=_tone(tone), title=title, level=level)


@register.simple_block_tag
def empty_state(content: str, title: str) -> SafeString:
    """What a list says when nothing is in it, and what to do about that."""
    return _part("empty_state", content=content, title=title)


@register.simple_block_tag
def table(content: str, caption: str, headers: Sequence[str] | str) -> SafeString:
    """A table that turns into cards on a phone. Headers: a list, or "One|Two"."""
    heads = headers.split("|") if isinstance(headers, str) else list(headers)
    labelled = mark_safe(_with_labels(content, heads))  # noqa: S308 # the page's own rows, escaped there
    return _part("table", content=labelled, caption=caption, headers=heads)


def _with_labels(rows: str, heads: Sequence[str]) -> str:
    column = 0

    def label(found: re.Match[str]) -> str:
        nonlocal column
        if found[1] == "tr":
            column = 0
            return found[0]
        head = heads[column] if column < len(heads) else ""
        column += 1
        return f'{found[0]} data-label="{template.defaultfilters.force_escape(head)}"'

    return _CELL.sub(label, rows)


@register.simple_block_tag
def live(content: str, url: str, seconds: int = 5, label: str = "") -> SafeString:
    """A piece of the page that keeps itself fresh from `url`."""
    return _part("live", content=content, url=url, seconds=seconds, label=label)


@register.simple_block_tag(takes_context=True)
def posting(
    context: template.Context,
    content: str,
    form: BaseForm | None = None,
    action: str = "",
    files: bool = False,
    autosave: str = "",
) -> SafeString:
    """A form that posts: with its protection, its list of errors, and sent once.

    `autosave`: an address that takes what changed while the form is being filled in.
    """
    return _part(
        "posting",
        content=content,
        form=form,
        action=action,
        files=files,
        autosave=autosave,
        csrf_token=context.get("csrf_token", ""),
    )


@register.inclusion_tag(f"{_PARTS}/status.html")
def status(text: str, tone: str = "plain") -> dict[str, Any]:
    """A word on how something stands, with a shape beside its colour."""
    return {"text": text, "tone": _tone(tone)}


@register.inclusion_tag(f"{_PARTS}/facts.html")
def facts(rows: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Labels and what is known under each."""
    return {"rows": list(rows)}


@register.inclusion_tag(f"{_PARTS}/timeline.html")
def timeline(items: Iterable[Any]) -> dict[str, Any]:
    """What happened, in the order given."""
    return {"items": list(items)}


@register.inclusion_tag(f"{_PARTS}/stepper.html")
def stepper(steps: Iterable[Any], label: str = "Steps") -> dict[str, Any]:
    """How far along something is."""
    return {"steps": list(steps), "label": label}


@register.inclusion_tag(f"{_PARTS}/pager.html", takes_context=True)
def pager(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Ways to the other pages of a list; its filters stay."""
    request = context.get("request")
    return {"page": page, "links": pages.links(page, request.GET if request else None)}


@register.simple_tag
def field(bound: BoundField, compact: bool = False) -> SafeString:
    """One question of a form, with its hint and its error."""
    layout = look.of(bound, compact=compact)
    name = getattr(bound.field, "template_name", None) or f"{_PARTS}/field.html"
    drawn = bound.form.renderer.render(name, {"field": bound, "look": layout})
    return mark_safe(drawn)  # noqa: S308 # a template's own output


@register.simple_tag
def signature(bound: BoundField) -> SafeString:
    """A signature: a box to draw in and a line to type in."""
    return field(bound)


@register.inclusion_tag(f"{_PARTS}/form.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """All questions of a form, in order, with its hidden fields."""
    return {"form": form}


@register.simple_tag
def hidden_fields(form: BaseForm) -> SafeString:
    """The fields nobody sees. Needed where `fields` and `posting` are not used."""
    return mark_safe("".join(str(bound) for bound in form.hidden_fields()))  # noqa: S308 # widgets' own output


@register.inclusion_tag(f"{_PARTS}/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What is wrong with a form, each a link to its question. Takes the focus."""
    return {"summary": summary.of(form)}


@register.inclusion_tag(f"{_PARTS}/submit.html")
def submit(
    text: str, style: str = "primary", cancel: str = "", name: str = "", value: str = ""
) -> dict[str, Any]:
    """The button that sends a form. On a phone it stays in sight."""
    return {
        "text": text,
        "style": style,
        "cancel": cancel,
        "name": name,
        "value": value,
    }


@register.inclusion_tag(f"{_PARTS}/action.html")
def action(url: str, text: str, style: str = "secondary") -> dict[str, Any]:
    """A link that looks like a button."""
    return {"url": url, "text": text, "style": style}


@register.inclusion_tag(f"{_PARTS}/action.html", takes_context=True)
def way_back(
    context: template.Context, text: str = "Go back", style: str = "primary"
) -> dict[str, Any]:
    """A way to the page before, if that page was one of ours; else to the start."""
    request = context.get("request")
    before = request.META.get("HTTP_REFERER", "") if request else ""
    ours = request and url_has_allowed_host_and_scheme(before, {request.get_host()})
    return {"url": before if ours else "/", "text": text, "style": style}


@register.inclusion_tag(f"{_PARTS}/post_button.html", takes_context=True)
def post_button(
    context: template.Context,
    url: str,
    text: str,
    style: str = "secondary",
    confirm: str = "",
    **hidden: Any,
) -> dict[str, Any]:
    """A button that acts. Further keywords travel along as hidden values."""
    return {
        "url": url,
        "text": text,
        "style": style,
        "confirm": confirm,
        "hidden": hidden,
        "submission_id": uuid.uuid4(),
        "csrf_token": context.get("csrf_token", ""),
    }


@register.inclusion_tag(f"{_PARTS}/clock.html")
def clock(value: str | datetime | date | None) -> dict[str, Any]:
    """A moment or a day, as it reads where the program is."""
    moment = _moment(value)
    if isinstance(moment, datetime) and is_aware(moment):
        moment = localtime(moment)
    return {"value": moment, "has_time": isinstance(moment, datetime), "said": value}


def _moment(value: str | datetime | date | None) -> datetime | date | None:
    if not isinstance(value, str):
        return value
    try:
        return parse_date(value) or parse_datetime(value)
    except ValueError:
        return None


@register.inclusion_tag(f"{_PARTS}/tabs.html")
def tabs(items: Iterable[Any], label: str = "Sections") -> dict[str, Any]:
    """Links between the sides of one thing."""
    return {"items": list(items), "label": label}


@register.inclusion_tag(f"{_PARTS}/stat.html")
def stat(value: Any, label: str, hint: str = "") -> dict[str, Any]:
    """One number that matters, with what it counts."""
    return {"value": value, "label": label, "hint": hint}


@register.inclusion_tag(f"{_PARTS}/drawn.html")
def drawn(points: str, label: str) -> dict[str, Any]:
    """A signature as it was drawn, for pages and print."""
    try:
        drawing = Drawing.read(points) if points else None
    except Unreadable:
        drawing = None
    return {"drawing": drawing, "label": label}
