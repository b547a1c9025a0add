"""What is decided without a database: whom to page, what is in order, what is shown."""

from offramp.program.dispatch.rules.facts import (
    Clock,
    Facts,
    Step,
    digest,
)
from offramp.program.dispatch.rules.handoff import (
    Fallback,
    Handoff,
    hand_off,
)
from offramp.program.dispatch.rules.letters import (
    LETTERS,
    NO_NEED,
    PAGED,
    PAGED_AGAIN,
    Letter,
)
from offramp.program.dispatch.rules.moments import (
    MOMENTS,
    dispatch_id_of,
    minutes_between,
    page_id_of,
    settle,
)
from offramp.program.dispatch.rules.pages import (
    DispatchPage,
    OnCall,
    OpenPage,
    OpenPages,
    Past,
    Roster,
    Times,
    Told,
)
from offramp.program.dispatch.rules.refusals import (
    refusal,
)
from offramp.program.dispatch.rules.roster import (
    PLACE_WORDS,
    Day,
    Turn,
    week_days,
)
from offramp.program.dispatch.rules.rounds import (
    Place,
    minutes_for,
    next_round,
)
from offramp.program.dispatch.rules.standing import (
    MINUTES,
    Standing,
    Viewer,
    stand,
)
from offramp.program.dispatch.rules.weeks import (
    MOST_WEEKS,
    Gap,
    Span,
    check_shift,
    day_span,
    gaps,
    local_moment,
    monday_of,
    weekly,
)

__all__ = [
    "digest",
    "DispatchPage",
    "OnCall",
    "OpenPage",
    "OpenPages",
    "Past",
    "Roster",
    "Times",
    "Told",
    "Clock",
    "Day",
    "Facts",
    "Fallback",
    "Gap",
    "Handoff",
    "LETTERS",
    "Letter",
    "MINUTES",
    "MOMENTS",
    "MOST_WEEKS",
    "NO_NEED",
    "PAGED",
    "PAGED_AGAIN",
    "PLACE_WORDS",
    "Place",
    "Span",
    "Standing",
    "Step",
    "Turn",
    "Viewer",
    "check_shift",
    "day_span",
    "dispatch_id_of",
    "gaps",
    "hand_off",
    "local_moment",
    "minutes_between",
    "minutes_for",
    "monday_of",
    "next_round",
    "page_id_of",
    "refusal",
    "settle",
    "stand",
    "week_days",
    "weekly",
]
