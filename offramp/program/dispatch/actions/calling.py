"""Who is called next, by what, and until when we wait for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from offramp.platform.accounts.actors import SYSTEM, actors_for, names
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId, short_code
from offramp.platform.outbox import actions as outbox
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.zones import Zone
from offramp.program.dispatch import access, rules
from offramp.program.dispatch.lifecycle import LIFECYCLE, Answer, Event, State
from offramp.program.dispatch.models import Dispatch, Page
from offramp.program.sites import queries as sites


@dataclass(frozen=True)
class Calling:
    """A dispatch that somebody acts on at a moment."""

    dispatch: Dispatch
    at: datetime
    by: Actor

    def next_round(self) -> int:
        """Page those who come next, or nobody: then the officer is told so."""
        ahead = self._ahead()
        if not ahead:
            self.dispatch.move(Event.FALL_BACK, "fallback", at=self.at, by=self.by)
            return 0
        first, *then = ahead
        self._call(first.place, first.staff, rules.PAGED, then)
        return len(first.staff)

    def _ahead(self) -> list[rules.Round]:
        """Those on call and not paged yet.

        Whoever may not sign in today, with a paper out of date, could not answer.
        """
        on_call = access.on_call(self.at)
        actors = actors_for({id for id, _ in on_call})
        serve = [
            (id, place)
            for id, place in on_call
            if id in actors and actors[id].has(rules.ROLES[place])
        ]
        paged = set(self.dispatch.pages.values_list("staff_id", flat=True))
        staff = {id for id, _ in serve} - paged
        return rules.rounds(serve, paged, access.fits(self.dispatch, staff))

    def _call(
        self,
        place: rules.Place,
        staff: Sequence[UUID],
        letter: rules.Letter,
        then: Sequence[rules.Round],
    ) -> None:
        clocks = sites.current().clocks
        until = rules.wait_until(self.at, self.dispatch.paged_at, then, clocks)
        pages = self._pages(place, staff, until)
        due = rules.ways_due(self.at, clocks)
        self._reach(letter, [_planned(page, due) for page in pages])
        self.dispatch.wait_until(until)

    def _pages(
        self, place: rules.Place, staff: Sequence[UUID], until: datetime
    ) -> list[Page]:
        pages = [
            Page(
                id=rules.page_id_of(self.dispatch.id, ActorId(id)),
                dispatch=self.dispatch,
                staff_id=id,
                place=place.value,
                paged_at=self.at,
                paged_by_id=self.by.id,
                due_at=until,
            )
            for id in staff
        ]
        # Whoever is paged again keeps what they answered before.
        Page.objects.bulk_create(
            pages,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["place", "paged_at", "paged_by_id", "due_at"],
        )
        return pages

    def call_again(self, waiting: Iterable[Page]) -> None:
        """Whoever was paged and has not answered is paged once more."""
        by_place: dict[rules.Place, list[UUID]] = {}
        for page in waiting:
            by_place.setdefault(rules.Place(page.place), []).append(page.staff_id)
        then = self._ahead()
        for place, staff in by_place.items():
            self._call(place, staff, rules.PAGED_AGAIN, then)

    def write(
        self,
        letter: rules.Letter,
        keys: Mapping[UUID, str],
        due: Sequence[datetime] = (),
    ) -> None:
        """Reach these about this dispatch; by two ways at once unless said otherwise."""
        about, when = self.dispatch.id, due or [self.at, self.at]
        calls = [outbox.Call(ActorId(to), key, about, when) for to, key in keys.items()]
        self._reach(letter, calls)

    def _reach(self, letter: rules.Letter, calls: Sequence[outbox.Call]) -> None:
        # Peers answer in their own zone, whichever zone the page came from.
        there = settings.OFFRAMP_URLS[Zone.PROGRAM]
        path = reverse("dispatch:detail", urlconf=there, args=[self.dispatch.id])
        link = settings.OFFRAMP_ORIGINS[Zone.PROGRAM] + path
        words = letter.write(code=short_code(self.dispatch.diversion_id), link=link)
        outbox.call(calls, words, by=SYSTEM)

    def take_back_unsent(self) -> None:
        """Nobody else needs to be called for this."""
        pages = self.dispatch.pages.values_list("pk", flat=True)
        outbox.take_back_calls(list(pages), by=SYSTEM)

    def say(self, said: Answer) -> None:
        """What whoever was paged answered, and when."""
        page = self.dispatch.pages.filter(staff_id=self.by.id).first()
        if page is not None:
            page.say(said, at=self.at, by=self.by)

    def may(self, event: Event) -> None:
        """Refuse with a sentence what cannot happen now."""
        if event not in LIFECYCLE.open_to(State(self.dispatch.state)):
            raise self._refused(event)

    def move(self, event: Event, name: str) -> None:
        """Go on to the state that follows, at a time that can be."""
        self.may(event)
        zone = sites.current().timezone
        settled = rules.settle(name, self.at, self.dispatch.moments(), zone)
        self.dispatch.move(event, name, at=settled, by=self.by)

    def must_be_theirs(self, event: Event) -> None:
        """Only whoever answered goes there."""
        if self.dispatch.answered_by_id != self.by.id:
            raise self._refused(event)

    def _refused(self, event: Event) -> Refused:
        peer = self.dispatch.answered_by_id
        name = names({peer}).get(peer, "") if peer else ""
        return Refused(rules.refusal(State(self.dispatch.state), event, name))


def _planned(page: Page, due: Sequence[datetime]) -> outbox.Call:
    return outbox.Call(ActorId(page.staff_id), page.key, page.id, due)
