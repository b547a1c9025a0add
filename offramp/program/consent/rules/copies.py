"""The person's own copy of what they signed, given in the way that they choose.

No message ever carries what stands in it, so there is no way by e-mail or text.
"""

from enum import StrEnum


class HowCopied(StrEnum):
    """How the person has their copy, as they chose."""

    PRINTED = "printed"
    PHOTOGRAPHED = "photographed"
    POSTED = "posted"
    TO_COLLECT = "to_collect"
    NOT_WANTED = "not_wanted"


_HOW = {
    HowCopied.PRINTED: "Printed and handed to them",
    HowCopied.PHOTOGRAPHED: "They photographed it with their own phone",
    HowCopied.POSTED: "Posted in a plain envelope to the address that they chose",
    HowCopied.TO_COLLECT: "They will collect it",
    HowCopied.NOT_WANTED: "They did not want it now",
}
# Until something else is written down, somebody has still to give it.
OPEN = ("", HowCopied.TO_COLLECT.value)


def copy_text(how: str) -> str:
    """How the person has their copy, in words; nothing where nobody wrote it down."""
    return _HOW[HowCopied(how)] if how else ""


def copy_choices() -> list[tuple[str, str]]:
    """The ways to have a copy, for a form."""
    return [(how.value, text) for how, text in _HOW.items()]
