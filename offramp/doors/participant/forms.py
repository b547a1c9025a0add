"""What the person asks on the screen."""

from typing import Any, ClassVar
from uuid import UUID

from offramp.doors.participant.words import LANGUAGES
from offramp.platform.design import forms
from offramp.platform.kernel.ids import AgencyId
from offramp.program.rights import queries as rights
from offramp.program.rights.rules import Kind


class ShowForm(forms.Form):
    """In which language the person reads."""

    language = forms.Tiles(
        label="In which language do they read?",
        choices=list(LANGUAGES.items()),
        error_messages={"required": "Choose the language."},
    )


class AskForm(forms.Form):
    """A change that the person asks for, in their language and their own words."""

    asked_when: ClassVar = {
        "office": forms.when("what", "office", needed=True),
        "colleague": forms.when("what", "colleague", needed=True),
    }

    what = forms.Tiles()
    office = forms.Pick(required=False)
    colleague = forms.Pick(required=False)
    words = forms.LongText(max_length=2000)

    def __init__(self, *args: Any, say: dict[str, str], **kwargs: Any) -> None:
        self.summary_title = say["wrong"]
        for name, asks, wrong in (
            ("what", "ask_what", "wrong_what"),
            ("office", "ask_which", "wrong_which"),
            ("colleague", "ask_whom", "wrong_whom"),
            ("words", "ask_words", "wrong_words"),
        ):
            field = self.base_fields[name]
            field.label = say[asks]
            field.error_messages["required"] = say[wrong]
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        whats = ("office", "colleague", "paid", "less", "wrong")
        fields["what"].choices = [(what, say[f"ask_{what}"]) for what in whats]
        nobody = ("", say["choose"])
        fields["office"].choices = [nobody, *rights.recipients()]
        fields["colleague"].choices = [nobody, *rights.colleagues()]

    def asked(self) -> dict[str, Any]:
        """The answers as the action takes them."""
        given = self.cleaned_data
        what, office, colleague = given["what"], given["office"], given["colleague"]
        return {
            "kind": Kind.CORRECTION if what == "wrong" else Kind.RESTRICTION,
            "words": given["words"],
            "agency_id": AgencyId(UUID(office)) if what == "office" else None,
            "staff_id": UUID(colleague) if what == "colleague" else None,
            "paid_in_full": what == "paid",
        }
