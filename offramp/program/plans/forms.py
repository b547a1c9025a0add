"""The forms of a plan. Each page asks for one thing."""

from datetime import timedelta
from typing import Any

from django import forms as plain
from django.http import QueryDict
from django.utils.timezone import localdate

from offramp.platform.design import forms
from offramp.platform.design.signatures import Signed
from offramp.program.plans.rules import (
    OWNERS,
    STAGES,
    About,
    Agreement,
    GoalWords,
    How,
    Owner,
    StepWords,
)
from offramp.program.sites import queries as sites

_IMPORTANCE = [(str(step), str(step)) for step in range(11)]


class _Revised(forms.Form):
    """Knows which revision its window has seen."""

    revision = plain.IntegerField(widget=plain.HiddenInput, required=False)

    def seen(self) -> int:
        """The revision that was on the page."""
        return self.cleaned_data.get("revision") or 0

    def meanwhile(self, sentence: str, revision: int) -> None:
        """Somebody changed it: say so, and let the next save win."""
        if isinstance(self.data, QueryDict):
            sent = self.data.copy()
            sent["revision"] = str(revision)
            self.data = sent
        self.add_error(None, sentence)


class GoalForm(_Revised):
    """A goal, as the participant says it."""

    words = forms.LongText(
        label="What do they want?",
        help_text="In their own words.",
        max_length=1000,
        rows=3,
    )
    domain = forms.Tiles(label="What is it about?")
    importance = forms.Tiles(
        label="How important is it to them, from 0 to 10?",
        choices=_IMPORTANCE,
        required=False,
    )
    stage = forms.Tiles(label="Where are they with it?", choices=STAGES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        domain = self.fields["domain"]
        assert isinstance(domain, plain.ChoiceField)  # noqa: S101 # for the type checker
        domain.choices = sites.current().choices("plan_domain")

    def said(self) -> GoalWords:
        """The goal's words."""
        given = self.cleaned_data
        importance = given["importance"]
        return GoalWords(
            domain=given["domain"],
            words=given["words"],
            importance=int(importance) if importance else None,
            stage=given["stage"],
        )


class StepForm(forms.Form):
    """Who does what, by when."""

    words = forms.ShortText(label="What is the next thing to do?", max_length=500)
    owner = forms.Tiles(label="Who does it?", choices=OWNERS)
    owner_name = forms.ShortText(label="Which partner or service?", required=False)
    due_on = forms.Day(label="By when?", required=False)

    asked_when = {"owner_name": forms.when("owner", Owner.PARTNER)}

    def said(self) -> StepWords:
        """The step's words."""
        given = self.cleaned_data
        is_partner = given["owner"] == Owner.PARTNER
        return StepWords(
            words=given["words"],
            owner=given["owner"],
            owner_name=given["owner_name"] if is_partner else "",
            due_on=given["due_on"],
        )


class StepStateForm(forms.Form):
    """How far a step has come."""

    state = forms.Tiles(label="How is it going?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        state = self.fields["state"]
        assert isinstance(state, plain.ChoiceField)  # noqa: S101 # for the type checker
        state.choices = sites.current().choices("step_state")


class AboutForm(_Revised):
    """What is strong, and what gets in the way."""

    strengths = forms.LongText(
        label="What is strong? Who or what can they build on?",
        max_length=2000,
        required=False,
    )
    barriers = forms.ManyTiles(label="What gets in the way?", required=False)
    barrier_words = forms.LongText(
        label="Anything else that gets in the way?",
        max_length=2000,
        rows=2,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        barriers = self.fields["barriers"]
        assert isinstance(barriers, plain.MultipleChoiceField)  # noqa: S101 # for the type checker
        barriers.choices = sites.current().choices("barrier")

    def about(self) -> About:
        """What stands around the goals."""
        given = self.cleaned_data
        return About(
            strengths=given["strengths"],
            barriers=tuple(given["barriers"]),
            barrier_words=given["barrier_words"],
        )


def _review_day() -> Any:
    return localdate() + timedelta(days=sites.current().clocks.plan_review_days)


class AgreeForm(forms.Form):
    """How the participant says yes, and when to look at it again."""

    review_on = forms.Day(label="When do we look at this again?", initial=_review_day)
    how = forms.Tiles(
        label="How did they agree?",
        choices=[
            (How.SIGNED.value, "They sign here"),
            (How.SPOKEN.value, "They said yes"),
        ],
    )
    signature = forms.Signature(label="The participant’s signature", required=False)
    note = forms.LongText(
        label="How did they say yes, and who heard it?",
        max_length=1000,
        rows=2,
        required=False,
    )
    copy_given = plain.BooleanField(label="They have a copy", required=False)

    asked_when = {
        "signature": forms.when("how", How.SIGNED),
        "note": forms.when("how", How.SPOKEN),
    }

    def clean_review_on(self) -> Any:
        """A day to come."""
        day = self.cleaned_data["review_on"]
        if day and day <= localdate():
            raise plain.ValidationError("Choose a day after today.")
        return day

    def clean(self) -> dict[str, Any]:
        """Signed or spoken, each with what belongs to it."""
        given = super().clean() or {}
        if given.get("how") and given.get("review_on"):
            lacking = self.agreement().lacks()
            field = "signature" if given["how"] == How.SIGNED else "note"
            if lacking and field not in self.errors:
                self.add_error(field, lacking)
        return given

    def agreement(self) -> Agreement:
        """How they agreed; what belongs to the other way is left out."""
        given = self.cleaned_data
        signed = given.get("signature") or Signed()
        is_signed = given["how"] == How.SIGNED
        return Agreement(
            how=How(given["how"]),
            review_on=given["review_on"],
            typed=signed.typed if is_signed else "",
            points=signed.points if is_signed else "",
            note="" if is_signed else given.get("note", ""),
            copy_given=given.get("copy_given", False),
        )
