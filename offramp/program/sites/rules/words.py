"""Reads words.toml: the lists that people choose from."""

from offramp.program.sites.rules.table import SLUG, Table

LISTS = (
    "race",
    "ethnicity",
    "gender",
    "language",
    "age_band",
    "sex_perceived",
    "race_perceived",
    "not_offered_reason",
    "declined_reason",
    "immediate_need",
    "need_outcome",
    "place_kind",
    "touchpoint_mode",
    "attempt_result",
    "risk_topic",
    "no_risk_reduction_reason",
    "transport",
    "reminder",
    "contact_kind",
    "plan_domain",
    "step_state",
    "barrier",
    "referral_declined_reason",
    "not_connected_reason",
    "closing_reason",
    "pause_reason",
    "release_category",
    "override_reason",
    "withdrawal_reason",
    "extension_reason",
    "refill_reason",
    "overdose_giver",
    "overdose_after",
)

# Words the program itself acts on. A site may add others and choose every label.
NEEDED = {
    "need_outcome": ("met_now", "referred", "not_available", "declined"),
    "touchpoint_mode": ("in_person",),
    "step_state": ("not_started", "working", "done", "changed_my_mind", "on_hold"),
    "contact_kind": ("phone", "email", "address", "person", "place"),
    "release_category": (
        "assessment_completed",
        "assessment_not_completed",
        "engaged",
        "case_closed",
    ),
    "reminder": ("none",),
    "transport": ("none",),
    # A kit handed over in place of one that was used; an officer or a peer who gave it.
    "refill_reason": ("first", "used"),
    "overdose_giver": ("officer", "peer"),
}

Words = dict[str, tuple[tuple[str, str], ...]]


def read(top: Table) -> Words:
    """Every list, in the order in which the site wrote it."""
    words: Words = {}
    for name in LISTS:
        words[name] = _choices(top.table(name))
        missing = [s for s in NEEDED.get(name, ()) if s not in dict(words[name])]
        for slug in missing:
            top.note(f"{name}.{slug}", "nothing", "a label for this word")
    top.done()
    return words


def _choices(row: Table) -> tuple[tuple[str, str], ...]:
    if not row.values:
        row.note("", "nothing", 'at least one line such as word = "Label"')
    for slug in row.values:
        if not SLUG.match(slug) or len(slug) > 60:
            row.wrong(slug, slug, "a short name such as met_now")
    return tuple((slug, row.text(slug, limit=120)) for slug in row.values)
