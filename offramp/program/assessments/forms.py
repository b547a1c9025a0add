"""The forms of an assessment. A section's form is built from its questionnaire."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django import forms as plain
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.timezone import localdate

from offramp.platform.design import forms, widgets
from offramp.program.assessments.formats import posted, scoring
from offramp.program.assessments.formats.posted import DECLINED_FIELD, Reading, Sent
from offramp.program.assessments.formats.questionnaire import (
    DECLINED,
    NOTHING,
    Answer,
    Item,
    Kind,
)
from offramp.program.assessments.queries.shapes import SectionPage, Sheet, Spot
from offramp.program.assessments.rules import windows
from offramp.program.assessments.rules.cards import END
from offramp.program.assessments.rules.sections import SKIP_REASONS

RATHER_NOT = "Prefer not to say"
EMPTY = "Nothing is answered yet. Answer what they want to, or skip with a reason."


@dataclass(frozen=True)
class Part:
    """A piece of the page: a question, or a group of them. A slot comes and goes."""

    id: str
    text: str = ""
    bound: BoundField | None = None
    declined: BoundField | None = None
    parts: tuple["Part", ...] = ()
    is_slot: bool = False
    is_shown: bool = True
    tiles: str = ""  # how wide: ruler, short, pair or long
    spot: Spot | None = None  # where a card may come to stand


class SectionForm(forms.Form):
    """The questions of one section that the answers so far call for."""

    marks_optional = False

    def __init__(self, page: SectionPage, data: QueryDict | None = None) -> None:
        super().__init__(data=data)
        self.sheet = sheet = page.sheet
        self.spots = {spot.place: spot for spot in page.spots}
        self.reading, self.on_page = _read(sheet, data)
        both = {**sheet.answers, **self.reading.answers}
        given = {link_id: one for link_id, one in both.items() if one.is_given}
        self.settled = scoring.settle(sheet.questionnaire, given)
        self.shown = self.settled.asked | self.reading.mistakes.keys()
        hidden = plain.IntegerField(required=False, initial=sheet.version)
        hidden.widget = plain.HiddenInput()
        self.fields["version"] = hidden
        for item in sheet.questionnaire.questions():
            if item.link_id in self.shown:
                self._add(item)

    def _add(self, item: Item) -> None:
        may_decline = self.sheet.questionnaire.may_decline
        given = self.sheet.answers.get(item.link_id, NOTHING)
        self.fields[item.link_id] = _question(item, given, may_decline)
        if may_decline and not _has_tiles(item):
            self.fields[item.link_id + DECLINED_FIELD] = plain.BooleanField(
                required=False, label=RATHER_NOT, initial=given.declined
            )

    def clean(self) -> dict[str, Any]:
        """Say what cannot be kept, and which answers the section cannot do without."""
        cleaned = super().clean() or {}
        for link_id, sentence in self.reading.mistakes.items():
            self.add_error(link_id, sentence)
        answers = self.settled.answers
        if not (answers or self.errors):
            self.add_error(None, EMPTY)
            return cleaned
        on_page = self.settled.asked & self.on_page
        for item in posted.missing(self.sheet.questionnaire, answers, on_page):
            if item.link_id not in self.reading.mistakes:
                self.add_error(item.link_id, self._needed(item))
        return cleaned

    def _needed(self, item: Item) -> str:
        if self.sheet.questionnaire.may_decline:
            return f"“{item.text}” waits for an answer, or for “{RATHER_NOT}”."
        return f"“{item.text}” waits for an answer."

    def sent(self, *, finished: bool = True) -> Sent:
        """What this window sends, once it is valid."""
        return Sent(
            answers=self.reading.answers,
            asked=self.on_page,
            seen=self.cleaned_data.get("version") or 0,
            window=str(self.cleaned_data["submission_id"]),
            finished=finished,
        )

    def clash(self, ids: Collection[str], version: int) -> None:
        """Another window changed these answers: show them, and let the next save win."""
        if isinstance(self.data, QueryDict):
            sent = self.data.copy()
            sent["version"] = str(version)
            self.data = sent
        self.add_error(None, windows.SENTENCE)
        for link_id in ids:
            item = self.sheet.questionnaire.item(link_id)
            stored = self.sheet.answers.get(link_id, NOTHING)
            if item is not None and link_id in self.fields:
                self.add_error(link_id, f"The other window has: {said(item, stored)}.")

    @property
    def end(self) -> Spot:
        """Where the cards stand that belong to no single question."""
        return self.spots[END]

    def parts(self, only: Collection[str] | None = None) -> tuple[Part, ...]:
        """The page from top to bottom; or only some of its slots, on their own."""
        items = self.sheet.questionnaire.items
        if only is None:
            return self._parts(items)
        walked = self.sheet.questionnaire.walk()
        return self._parts(tuple(item for item in walked if item.link_id in only))

    def _parts(self, items: tuple[Item, ...]) -> tuple[Part, ...]:
        return tuple(self._part(item) for item in items if not item.expression)

    def _part(self, item: Item) -> Part:
        is_slot, is_shown = bool(item.conditions), item.link_id in self.shown
        if not is_shown:
            return Part(item.link_id, is_slot=is_slot, is_shown=False)
        decline = item.link_id + DECLINED_FIELD
        return Part(
            id=item.link_id,
            text="" if item.is_question else item.text,
            bound=self[item.link_id] if item.is_question else None,
            declined=self[decline] if decline in self.fields else None,
            parts=self._parts(item.items),
            is_slot=is_slot,
            tiles=_tiles(item),
            spot=self.spots.get(item.link_id),
        )


class AutosaveForm(SectionForm):
    """Some answers of a section, sent while the others are still being thought about."""

    def clean(self) -> dict[str, Any]:
        """Only what was sent is looked at."""
        for link_id, sentence in self.reading.mistakes.items():
            self.add_error(link_id, sentence)
        return self.cleaned_data


class SkipForm(forms.Form):
    """Why a section is left out."""

    reason = forms.Tiles(label="Why is this section skipped?", choices=SKIP_REASONS)
    words = forms.ShortText(label="Anything to add?", required=False, max_length=500)


class CloseFlagForm(forms.Form):
    """What was done about a danger."""

    what_done = forms.LongText(
        label="What was done?",
        max_length=2000,
        help_text="Who spoke with the person, what was agreed, who stays in touch.",
        error_messages={"required": "Write what was done before you close the flag."},
    )


def said(item: Item, answer: Answer) -> str:
    """An answer in words."""
    if answer.declined:
        return RATHER_NOT
    if not answer.values:
        return "no answer"
    options = [item.option(value) for value in answer.values]
    words = [
        option.label if option else value
        for option, value in zip(options, answer.values, strict=True)
    ]
    return ", ".join(words)


def _read(sheet: Sheet, data: QueryDict | None) -> tuple[Reading, frozenset[str]]:
    if data is None:
        return Reading({}, {}), frozenset()
    sent_names = data.getlist("changed") or data.getlist("asked")
    named = {name.removesuffix(DECLINED_FIELD) for name in sent_names}
    known = {item.link_id for item in sheet.questionnaire.questions()}
    on_page = frozenset(named & known)
    sent = {name: data.getlist(name) for name in data}
    return posted.read(sheet.questionnaire, sent, on_page, localdate()), on_page


def _has_tiles(item: Item) -> bool:
    return item.kind == Kind.CHOICE or item.ruler


def _tiles(item: Item) -> str:
    """How wide an answer's tile must be. Declining has a line of its own."""
    if item.ruler:
        return "ruler"
    longest = max((len(option.label) for option in item.options), default=99)
    return "short" if longest <= 10 else "pair" if longest <= 24 else "long"


def _question(item: Item, given: Answer, may_decline: bool) -> plain.Field:
    """The question as it is shown. What is sent is read by the questionnaire's rules."""
    field = plain.Field(
        label=item.text,
        help_text=" ".join(filter(None, [item.hint, item.why])),
        required=False,
        initial=_initial(item, given),
    )
    field.widget = _widget(item, may_decline)
    field.widget.attrs.setdefault("autocomplete", "off")
    return field


def _initial(item: Item, given: Answer) -> list[str] | str:
    values = list(given.values)
    if given.declined and _has_tiles(item):
        values = [DECLINED]
    return values if item.repeats else "".join(values[:1])


def _widget(item: Item, may_decline: bool) -> plain.Widget:
    declining = [(DECLINED, RATHER_NOT)] if may_decline else []
    if item.kind == Kind.CHOICE:
        tiles = widgets.CheckTiles() if item.repeats else widgets.RadioTiles()
        tiles.choices = [(one.code, one.label) for one in item.options] + declining
        return tiles
    if item.ruler:
        tiles = widgets.RadioTiles()
        steps = range(item.low or 0, (item.high or 10) + 1)
        tiles.choices = [(str(step), str(step)) for step in steps] + declining
        return tiles
    match item.kind:
        case Kind.INTEGER:
            return plain.TextInput({"inputmode": "numeric", "class": "is-narrow"})
        case Kind.DATE:
            return widgets.DayInput()
        case Kind.TEXT:
            return plain.Textarea({"rows": 3})
        case _:  # no `maxlength`: the browser would cut off what is pasted, silently
            return plain.TextInput()
