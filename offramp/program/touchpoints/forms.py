from typing import Any, ClassVar

from offramp.platform.design import forms
from offramp.program.sites.forms import SiteForm
from offramp.program.touchpoints.rules import MINUTES, Said

_COUNTS = [("0", "None"), ("1", "1"), ("2", "2"), ("3", "3"), ("4", "4")]
_STRIPS = [("0", "None"), ("5", "5"), ("10", "10"), ("20", "20"), ("50", "50")]


class RiskReduction(SiteForm):
    """What was given and taught to make use safer; or why nothing was, this time."""

    lists: ClassVar = {
        "taught": "risk_topic",
        "no_risk_reduction_reason": "no_risk_reduction_reason",
    }

    naloxone_kits = forms.Tiles(
        label="Naloxone kits handed over", choices=_COUNTS, required=False
    )
    strips = forms.Tiles(
        label="Test strips handed over", choices=_STRIPS, required=False
    )
    taught = forms.ManyTiles(label="What you talked about or showed", required=False)
    no_risk_reduction_reason = forms.Tiles(
        label="Nothing given or taught? Then why not", required=False
    )

    def clean(self) -> dict[str, Any]:
        """Every meeting reduces risk, or says why it did not."""
        given = super().clean() or self.cleaned_data
        if self.was_met(given) and not any(
            (
                given.get("naloxone_kits") not in {"", "0", None},
                given.get("strips") not in {"", "0", None},
                given.get("taught"),
                given.get("no_risk_reduction_reason"),
            )
        ):
            self.add_error(
                "no_risk_reduction_reason",
                "Choose what you gave or talked about above, or say here why not.",
            )
        return given

    def was_met(self, given: dict[str, Any]) -> bool:
        """Whether staff and person met, so that the promise holds."""
        return True

    def risk_reduction(self) -> dict[str, Any]:
        """The answers as a touchpoint has them."""
        given = self.cleaned_data
        kits, strips = int(given["naloxone_kits"] or 0), int(given["strips"] or 0)
        something = bool(kits or strips or given["taught"])
        return {
            "naloxone_kits": kits,
            "strips": strips,
            "taught": tuple(given["taught"]),
            "no_risk_reduction_reason": ""
            if something
            else given["no_risk_reduction_reason"],
        }


class TouchpointForm(RiskReduction):
    """A meeting, or an attempt at one: from a phone, in under a minute."""

    lists: ClassVar = {
        **RiskReduction.lists,
        "mode": "touchpoint_mode",
        "result": "attempt_result",
        "place_kind": "place_kind",
    }
    asked_when: ClassVar = {
        "result": forms.when("reached", "no", needed=True),
        "naloxone_kits": forms.when("reached", "yes"),
        "strips": forms.when("reached", "yes"),
        "taught": forms.when("reached", "yes"),
        "no_risk_reduction_reason": forms.when("reached", "yes"),
        "minutes": forms.when("reached", "yes"),
        "place_kind": forms.when("mode", "in_person"),
    }
    field_order = [
        "reached",
        "mode",
        "result",
        "naloxone_kits",
        "strips",
        "taught",
        "no_risk_reduction_reason",
        "place_kind",
        "minutes",
        "next_on",
        "next_step",
        "note",
        "at",
    ]

    reached = forms.Tiles(
        label="Did you reach them?",
        choices=[("yes", "Yes, we met or spoke"), ("no", "No, I tried")],
    )
    mode = forms.Tiles(label="How?")
    result = forms.Tiles(label="What came of it?", required=False)
    place_kind = forms.Tiles(label="Where?", required=False)
    minutes = forms.Tiles(label="How long?", choices=MINUTES, required=False)
    next_on = forms.Day(label="See them again on", required=False)
    next_step = forms.ShortText(label="What then", max_length=300, required=False)
    note = forms.LongText(
        label="Note in your own words",
        help_text="For the care team only. No names of others, nothing about crimes.",
        required=False,
    )
    at = forms.PastMoment(label="When, if not just now", required=False)

    def was_met(self, given: dict[str, Any]) -> bool:
        """An attempt promises nothing."""
        return given.get("reached") == "yes"

    def said(self, now: Any) -> Said:
        """The answers as the action takes them."""
        given = self.cleaned_data
        reached = given["reached"] == "yes"
        return Said(
            at=given["at"] or now,
            mode=given["mode"],
            reached=reached,
            result="" if reached else given["result"],
            place_kind=given["place_kind"],
            minutes=given["minutes"] if reached else "",
            next_step=given["next_step"],
            next_on=given["next_on"],
            **(self.risk_reduction() if reached else {}),
        )
