"""The sections of the assessment, in the order in which they are talked through."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from offramp.platform.policy.actor import Role


class Standing(StrEnum):
    """Where one section is."""

    OPEN = "open"
    STARTED = "started"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Section:
    """One topic, on one screen, asked from one questionnaire."""

    slug: str  # its address, and its questionnaire's slug
    title: str
    peer: bool  # whether a peer may ask it; the others are for the case manager


SECTIONS: tuple[Section, ...] = (
    Section("right-now", "Right now", True),
    Section("what-matters", "What matters to you", True),
    Section("taps-1", "Tobacco, alcohol, other substances", False),
    Section("audit-c", "Alcohol", False),
    Section("closer-look", "Substances, a closer look", False),
    Section("overdose-risk", "Overdose risk and naloxone", True),
    Section("clinician", "A clinician’s look", False),
    Section("body", "Your body and health", False),
    Section("phq-9", "Mood", False),
    Section("gad-7", "Worry", False),
    Section("family", "Family, children and safety", True),
    Section("social-needs", "Everyday needs", True),
    Section("work", "Work, school and money", True),
    Section("legal", "Courts and papers", True),
    Section("about-you", "How to talk and work with you", True),
    Section("strengths", "Strengths", True),
    Section("readiness", "Ready for what?", True),
    Section("summary", "Summary and next steps", False),
)

SKIP_REASONS: tuple[tuple[str, str], ...] = (
    ("rather-not", "They would rather not"),
    ("later", "Not today; ask again"),
    ("not-them", "It does not apply to them"),
    ("clinician", "Left for the clinician"),
    ("known", "We know this already from earlier"),
)


def sections_for(roles: Collection[Role]) -> tuple[Section, ...]:
    """What these roles see and ask. A peer's part leaves out what needs a clinician."""
    if Role.CASE_MANAGER in roles or Role.SUPERVISOR in roles:
        return SECTIONS
    return tuple(section for section in SECTIONS if section.peer)


def reads_scores(roles: Collection[Role]) -> bool:
    """Whether these roles see what a score says. Peers do not."""
    return Role.CASE_MANAGER in roles or Role.SUPERVISOR in roles


def is_settled(standing: Standing) -> bool:
    """Whether a section no longer stands between the assessment and its end."""
    return standing in {Standing.DONE, Standing.SKIPPED}


def skip_label(slug: str) -> str:
    """The words of a reason for skipping."""
    return dict(SKIP_REASONS).get(slug, "")


def unsettled(standings: dict[str, Standing]) -> tuple[Section, ...]:
    """The sections that are neither answered nor skipped with a reason."""
    return tuple(
        section
        for section in SECTIONS
        if not is_settled(standings.get(section.slug, Standing.OPEN))
    )
