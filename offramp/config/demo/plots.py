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
    (doorways.not_offered, 4),
    (doorways.declined, 5),
    (doorways.not_eligible, 4),
    (stays.waiting_for_assessment, 4),
    (stays.did_not_meet, 4),
    (stays.given_more_time, 2),
    (stays.under_assessment, 3),
    (stays.overdose, 2),
    (stays.assessment_done, 3),
    (stays.planning, 3),
    (stays.referred, 6),
    (stays.supported, 4),
    (stays.paused, 3),
    (stays.closed, 4),
    (stays.came_back, 2),
)
