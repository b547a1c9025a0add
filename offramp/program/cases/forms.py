from typing import Any, ClassVar
from uuid import UUID

from django.forms.boundfield import BoundField

from offramp.platform.design import forms
from offramp.program.cases import rules
from offramp.program.people.forms import DescriptionForm
from offramp.program.sites import queries as sites
from offramp.program.sites.forms import SiteForm
from offramp.program.touchpoints.forms import RiskReduction


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

_NEED = "need_"


def _safe(label: str) -> forms.YesNoUnknown:
    return forms.YesNoUnknown(label=label, unknown="Not asked", required=False)


class IntakeForm(DescriptionForm, RiskReduction):
    """The first talk, on a kerb: who they are, how to reach them, what they need."""

    lists: ClassVar = {**DescriptionForm.lists, **RiskReduction.lists}
    asked_when: ClassVar = {
        **DescriptionForm.asked_when,
        "last_overdose": forms.when("overdosed", "yes"),
    }

    # Nearly every answer may stay empty, and the page says so once.
    marks_optional: ClassVar = False

    phone = forms.Phone(label="A phone that reaches them", required=False)
    safe_text = _safe("Safe to text?")
    safe_voicemail = _safe("Safe to leave a message?")
    may_say_lead = _safe("May we say who we are?")
    found_at = forms.ShortText(
        label="Where else can they be found, or who can pass on word?",
        max_length=300,
        required=False,
    )
    overdosed = forms.Tiles(
        label="Have they overdosed before?", choices=rules.OVERDOSED, required=False
    )
    last_overdose = forms.Tiles(
        label="When was the last time?", choices=rules.LAST_OVERDOSE, required=False
    )
    uses_alone = forms.Tiles(
        label="Do they often use alone?", choices=rules.USES_ALONE, required=False
    )
    wants_medicine_talk = forms.Tiles(
        label="Would they like to talk about medicines that help?",
        choices=rules.MEDICINE_TALK,
        required=False,
    )
    notice_how = forms.Tiles(
        label="How did they get the notice of privacy practice?",
        choices=rules.NOTICE_HOW,
        error_messages={"required": "Choose how they got the notice."},
    )
    wish = forms.LongText(
        label="What they wish for, in their own words",
        max_length=2000,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        site = sites.current()
        outcomes = site.choices("need_outcome")
        needs = {
            _NEED + slug: forms.Pick(
                label=label, choices=outcomes, empty="Not needed", required=False
            )
            for slug, label in site.choices("immediate_need")
        }
        self.base_fields = {**self.base_fields, **needs}  # type: ignore[misc] # own questions, copied by the base like the others
        super().__init__(*args, **kwargs)
        self.notice = str(site.settings["privacy_notice"])
        if not self.notice:
            del self.fields["notice_how"]

    def needs(self) -> list[BoundField]:
        """The questions on what is needed now, to be laid out side by side."""
        return [self[name] for name in self.fields if name.startswith(_NEED)]

    def settled(self) -> rules.Settled:
        """The answers as the action takes them."""
        given = self.cleaned_data
        plain = ("overdosed", "uses_alone", "wants_medicine_talk", "wish")
        return rules.Settled(
            needs={
                name.removeprefix(_NEED): answer
                for name, answer in given.items()
                if name.startswith(_NEED) and answer
            },
            last_overdose=given["last_overdose"] if given["overdosed"] == "yes" else "",
            notice_version=self.notice,
            notice_how=given.get("notice_how", ""),
            **{name: given[name] for name in plain},
        )

    def ways(self) -> list[dict[str, str]]:
        """The ways to reach them that were told, as the people package takes them."""
        given, ways = self.cleaned_data, []
        if given["phone"]:
            safe = {n: _said(given[n]) for n in ("safe_text", "safe_voicemail")}
            may = {"may_say_lead": _said(given["may_say_lead"])}
            ways.append({"kind": "phone", "value": given["phone"], **safe, **may})
        if given["found_at"]:
            ways.append({"kind": "place", "value": given["found_at"]})
        return ways


def _said(answer: forms.Answer | None) -> str:
    return (
        answer.value if answer in {forms.Answer.YES, forms.Answer.NO} else "not_asked"
    )
