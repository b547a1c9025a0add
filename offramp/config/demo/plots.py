"""How far each made-up person has got, and how many of them there are."""

from collections.abc import Callable

from offramp.config.demo import doorways, stays
from offramp.config.demo.people import Somebody
from offramp.config.demo.world import World

Plot = Callable[[World, Somebody, int], object]

PLOTS: tuple[tuple[Plot, int], ...] = (
    (doorways.paged_now, 1),
    (doorways.on_the_way_now, 1),
    (doorways.met_now, 1),
    (doorways.nobody_came, 1),
    (doorways.taken_back, 1),
    (doorways.not_offered, 8),
    (doorways.declined, 9),
    (doorways.not_eligible, 6),
    (stays.waiting_for_assessment, 5),
    (stays.did_not_meet, 4),
    (stays.given_more_time, 2),
    (stays.under_assessment, 3),
    (stays.overdose, 2),
    (stays.assessment_done, 2),
    (stays.planning, 2),
    (stays.referred, 4),
    (stays.supported, 2),
    (stays.paused, 3),
    (stays.closed, 2),
    (stays.came_back, 1),
    (doorways.long_ago, 2),
)
