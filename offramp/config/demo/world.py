"""What every part of the story needs: the site, the colleagues, the clock, the dice."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from offramp.config.demo.staff import Staff
from offramp.platform.policy.actor import Actor
from offramp.program.dispatch.rules import monday_of
from offramp.program.sites.rules import Site

SEED = 2011  # the year in which LEAD began
_NAMESPACE = UUID("0ff4a3b0-de30-4000-8000-000000002011")
DAYS_BACK = 154  # how long ago the demo's program began

DAY_BEGINS, NIGHT_BEGINS = 7, 19


@dataclass(frozen=True)
class World:
    """The same for the same site and the same hour, on every machine."""

    site: Site
    staff: Staff
    now: datetime
    dice: Random

    def id(self, *parts: object) -> UUID:
        """The same id for the same thing of the story."""
        return uuid5(_NAMESPACE, " ".join(str(part) for part in parts))

    def word(self, name: str, *wished: str) -> str:
        """The first wished word that the site's list has, else the list's first."""
        listed = dict(self.site.choices(name))
        return next((slug for slug in wished if slug in listed), next(iter(listed)))

    def some(self, name: str) -> str:
        """Any word of the list; the earlier ones come up more often."""
        slugs = [slug for slug, _ in self.site.choices(name)]
        return slugs[
            min(self.dice.randrange(len(slugs)), self.dice.randrange(len(slugs)))
        ]

    def days_ago(self, days: int, hour: int, minute: int = 0) -> datetime:
        """A time of day on a day of the past, by the site's clock; never the future."""
        zone = ZoneInfo(self.site.timezone)
        local = self.now.astimezone(zone) - timedelta(days=days)
        moment = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
        return min(moment.astimezone(UTC), self.now)

    @property
    def watch_changes_at(self) -> datetime:
        """Before it a peer is on call for a week at a time, since then for a half day."""
        zone = ZoneInfo(self.site.timezone)
        monday = monday_of(self.now.astimezone(zone).date() - timedelta(days=7))
        return datetime.combine(monday, time(DAY_BEGINS), zone)

    def on_call(self, at: datetime) -> Actor:
        """The peer who is first on call then: as the roster has it."""
        local = at.astimezone(ZoneInfo(self.site.timezone)) - timedelta(
            hours=DAY_BEGINS
        )
        by_night = local.hour >= NIGHT_BEGINS - DAY_BEGINS
        if at >= self.watch_changes_at:
            return self._in_turn(local.weekday() + by_night)
        return self._in_turn(monday_of(local.date()).toordinal() // 7)

    def stands_by(self, at: datetime) -> Actor:
        """The peer who is paged when the first does not answer."""
        local = at.astimezone(ZoneInfo(self.site.timezone)) - timedelta(
            hours=DAY_BEGINS
        )
        if at >= self.watch_changes_at:
            return self._in_turn(local.weekday() + 2)
        return self._in_turn(monday_of(local.date()).toordinal() // 7 + 1)

    def _in_turn(self, number: int) -> Actor:
        return self.staff.peers[number % len(self.staff.peers)]

    def case_manager_of(self, number: int) -> Actor:
        """Case managers take people in turns."""
        return self.staff.case_managers[number % len(self.staff.case_managers)]
