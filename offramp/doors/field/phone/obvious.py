"""What a page can ask for by itself, before it says that something is saved.

Only what needs no rule of the program: the server looks at everything again. A test
holds every line here against the form's own answer.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """At least one of these is answered, or the sentence stands beside the first.

    `or_all`: all of those do as well; where the page has a question for each criterion,
    "criteria" stands for them. `when`: only while that question has that answer. `fits`:
    only while no criterion is answered otherwise than the program wants.
    """

    one_of: tuple[str, ...]
    says: str
    or_all: str = ""
    when: tuple[str, str] | None = None
    fits: bool = False


CONTACT = (
    Rule(("offences", "overdose"), "Choose what happened: at least one."),
    Rule(
        ("said_name", "said_alias", "name_not_known"),
        "Enter the name, or tick “Not known”.",
    ),
    Rule(("age_band", "birth_on"), "Choose an age, or enter the birth date."),
    Rule(("perceived_race",), "Choose the race, as you perceive it."),
    Rule(("perceived_sex",), "Choose the sex, as you perceive it."),
    Rule(("place", "latitude"), "Say where you are."),
    Rule(
        ("all_fit", "overdose"),
        "Answer each question here, or tick “All of these fit LEAD”.",
        or_all="criteria",
    ),
    Rule(("offer",), "Choose whether LEAD was offered, and what they said.", fits=True),
    Rule(("declined_reason",), "Choose why they say no.", when=("offer", "declined")),
    Rule(
        ("not_offered_reason",),
        "Choose why LEAD was not offered.",
        when=("offer", "not_offered"),
        fits=True,
    ),
    Rule(("override_reason",), "Choose the reason.", when=("override", "on")),
    Rule(("override_by_name",), "Enter who decides this.", when=("override", "on")),
)
OVERDOSE = (
    Rule(("place", "latitude"), "Say where it was."),
    Rule(("called_911",), "Choose whether 911 was called."),
    Rule(("survived",), "Choose whether they are alive."),
    Rule(("naloxone",), "Choose whether naloxone was given."),
    Rule(("giver",), "Choose who gave it.", when=("naloxone", "yes")),
    Rule(("doses",), "Choose how many doses.", when=("naloxone", "yes")),
)
KIT = (Rule(("recipient",), "Choose to whom."),)
_GIVEN = ("naloxone_kits", "strips", "taught", "no_risk_reduction_reason")
_WHY_NOT = "Choose what you gave or talked about, or say here why not."
_WHOM = Rule(("whom",), "Enter whom you met, so that you know it again later.")
TOUCHPOINT = (
    _WHOM,
    Rule(("reached",), "Choose whether you reached them."),
    Rule(("mode",), "Choose how."),
    Rule(("result",), "Choose what came of it.", when=("reached", "no")),
    Rule(_GIVEN, _WHY_NOT, when=("reached", "yes")),
)
# Where the site has no notice, the form does not ask, and neither does the page.
_NOTICE = Rule(("notice_how",), "Choose how they got the notice.")
INTAKE = (_WHOM, Rule(_GIVEN, _WHY_NOT), _NOTICE)
