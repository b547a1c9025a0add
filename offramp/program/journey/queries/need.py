"""Who needs somebody soonest, found by the database among any number of stays."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate, make_aware

from offramp.platform.policy.actor import Actor
from offramp.program.assessments import queries as assessments
from offramp.program.cases import queries as cases
from offramp.program.cases.lifecycle import State
from offramp.program.charges.lifecycle import State as ChargeState
from offramp.program.journey.queries.standing import Standing, standings
from offramp.program.sites import queries as sites

MOST = 50  # of each kind; one more is fetched, which says that there are more
_CHARGE = "arrivals__diversion__charge__"


def in_need(
    by: Actor, *, own: bool = False, soon_days: int = -1, everybody: bool = False
) -> Sequence[Standing]:
    """People whose assessment is late, or due within `soon_days`, and those slipping
    away; who needs somebody soonest comes first.

    `own`: only whom the actor manages. `everybody`: the others too, as far as a page
    holds them; who was not seen for the longest time comes before them.
    """
    living = cases.living(by)
    if own:
        living = living.filter(case_manager_id=by.id)
    away = _away(living, everybody=everybody)
    wanted = Q(pk__in=_first(_due(living, soon_days))) | Q(pk__in=_first(away))
    rows = cases.shown(living.filter(wanted), by=by)
    return by_need(standings(rows, by=by))


def _first(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    return rows.values("pk")[: MOST + 1]


def _due(living: QuerySet[Any], soon_days: int) -> QuerySet[Any]:
    """Whose held charge wants the assessment by then, which is not done."""
    assessed_at = assessments.newest_completed_at("pk")
    found: QuerySet[Any] = living.annotate(assessed_at=assessed_at).filter(
        Q(intake=None) | Q(assessed_at=None),
        state=State.OPEN.value,
        **{
            f"{_CHARGE}state": ChargeState.HELD.value,
            f"{_CHARGE}due_on__lte": localdate() + timedelta(days=soon_days),
        },
    )
    return found.order_by(f"{_CHARGE}due_on", "pk")


def _away(living: QuerySet[Any], *, everybody: bool) -> QuerySet[Any]:
    """Whom nobody has reached for as long as the site's clock says."""
    seen: QuerySet[Any] = living.annotate(seen_at=Coalesce("reached_at", "opened_at"))
    if everybody:
        return seen.order_by("seen_at", "pk")
    # By the oldest stays, which an index gives: so a page's worth is found at once.
    return seen.filter(seen_at__lt=_quiet_since()).order_by("opened_at", "pk")


def _quiet_since() -> datetime:
    days = sites.current().clocks.inactive_after_days
    return make_aware(datetime.combine(localdate() - timedelta(days - 1), time.min))


def by_need(people: Sequence[Standing]) -> list[Standing]:
    """Who needs somebody soonest first: late, due, long unseen, then the newest."""
    return sorted(
        people,
        key=lambda p: (
            not p.is_late,
            not p.is_due_soon,
            p.last_reached_at or p.opened_at,
        ),
    )
