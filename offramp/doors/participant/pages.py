"""The person's own pages, put together from what other packages know of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localtime

from offramp.doors.participant.words import LANGUAGES, day, words
from offramp.impact.accounting import queries as accounting
from offramp.platform.kernel.ids import ConsentId, PersonId, RequestId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.platform.rows.together import together
from offramp.program.consent import queries as consent
from offramp.program.consent.queries import ConsentView, Standing
from offramp.program.people.access import Reached
from offramp.program.rights import queries as rights
from offramp.program.rights.lifecycle import State

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Card:
    """One thing that stands on a page: a heading, its facts, and what can be done."""

    title: str
    facts: Rows
    note: str = ""
    ends: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Own:
    """What every one of these pages has."""

    found: Reached
    language: str
    say: dict[str, str]

    @property
    def person_id(self) -> PersonId:
        """Whose page this is."""
        return self.found.person.id

    @property
    def known_as(self) -> str:
        """What they are called."""
        return self.found.person.known_as

    @property
    def other(self) -> str:
        """The other language."""
        return next(one for one in LANGUAGES if one != self.language)

    @property
    def year(self) -> int:
        """This year."""
        return accounting.years()[0]

    @property
    def today(self) -> str:
        """The day on which it was printed."""
        return day(localtime().date(), self.language)

    def on(self, at: datetime | date) -> str:
        """A day, as it is said in this language."""
        at = localtime(at).date() if isinstance(at, datetime) else at
        return day(at, self.language)


def own(
    person_id: PersonId,
    language: str,
    to: Permission = Permission.OWN_SHOW,
    *,
    by: Actor,
) -> Own:
    """The person, if the actor may show them their record; 404 otherwise."""
    found = accounting.reach(person_id, to, by=by)
    if language not in LANGUAGES:
        raise Http404
    return Own(found, language, words(language))


def agreed(page: Own) -> list[Card]:
    """Everything the person said yes to, the newest first."""
    return [_yes(row, page) for row in consent.of_person(page.found, page.language)]


def one_yes(page: Own, consent_id: ConsentId) -> Card:
    """One that they may still end; 404 when it is not theirs or is over."""
    rows = consent.of_person(page.found, page.language)
    mine = [row for row in rows if row.id == consent_id and _holds(row)]
    if not mine:
        raise Http404
    return _yes(mine[0], page)


def _holds(row: ConsentView) -> bool:
    return row.standing == Standing.IN_FORCE and row.ends_at is None


def _yes(row: ConsentView, page: Own) -> Card:
    say = page.say
    until = page.on(row.last_day) if row.last_day else say["no_last_day"]
    facts = [
        (say["what"], " · ".join(row.categories)),
        (say["what_for"], row.purpose),
        (say["since"], page.on(row.given_at)),
        (say["until"], until),
    ]
    if row.on_paper:
        facts.append((say["how"], say["on_paper"]))
    facts.append((say["copy"], say[f"copy_{row.copy_how or 'none'}"]))
    if row.ends_at:
        facts.append((say["ends_later"], page.on(row.ends_at)))
    stands = {Standing.IN_FORCE: "stands", Standing.ENDED: "ended"}
    ends = _at("end", page, consent_id=row.id) if _holds(row) else ""
    note = say[stands.get(row.standing, "over")]
    return Card(row.recipient, tuple(facts), note=note, ends=ends, lines=row.members)


def told(page: Own) -> list[Card]:
    """Who was told what, when and why: the accounting of three years."""
    return _told(accounting.told(page.found, page.language), page)


def _told(lines: Iterable[accounting.Told], page: Own) -> list[Card]:
    say = page.say
    return [
        Card(
            title=line.recipient,
            facts=(
                (say["when"], page.on(line.at)),
                (say["what"], " · ".join(line.what)),
                (say["why"], line.why),
                (say["allowed"], f"{line.basis} {line.since}".strip()),
                (say["told_by"], line.told_by),
            ),
        )
        for line in lines
    ]


def opened(page: Own, year: int) -> list[Card]:
    """Who looked at the record or wrote in it in a year."""
    if year not in accounting.years():
        raise Http404
    say = page.say
    return [
        Card(
            title=", ".join(filter(None, (line.who, line.role, line.agency))),
            facts=_filled(
                (say["when"], page.on(line.on)),
                (say["looked_at"], " · ".join(line.looked_at)),
                (say["wrote_in"], " · ".join(line.wrote_in)),
            ),
        )
        for line in accounting.opened(page.found, year, page.language)
    ]


def emergencies(page: Own) -> list[Card]:
    """When somebody outside their care opened the record in an emergency, and why."""
    return _emergencies(accounting.emergencies(page.found, page.language), page)


def _emergencies(lines: Iterable[accounting.Emergency], page: Own) -> list[Card]:
    say = page.say
    return [
        Card(line.who, ((say["when"], page.on(line.at)), (say["why"], line.why)))
        for line in lines
    ]


def asked(page: Own) -> list[Card]:
    """What the person asked before, and what was answered."""
    return [_asked(row, page) for row in _requests(page)]


def is_theirs(page: Own, request_id: RequestId) -> bool:
    """Whether this request is the person's own."""
    return request_id in {row.id for row in _requests(page)}


def _requests(page: Own) -> list[rights.RequestView]:
    return rights.read(rights.rows(page.found), page.found.by)


def _asked(row: rights.RequestView, page: Own) -> Card:
    say = page.say
    stands = {
        State.ASKED: (say["waits"], page.on(row.due_on)),
        State.GRANTED: (say["answer_yes"], row.answer),
        State.DECLINED: (say["answer_no"], row.answer),
    }
    facts = _filled(
        (say["when"], page.on(row.asked_at)),
        (say["ask_which"], row.toward),
        (say["ask_whom"], row.colleague),
        stands.get(row.state, ("", "")),
        (say["you_said"], row.disagreement),
    )
    taken_back = row.state in {State.WITHDRAWN, State.ENDED}
    return Card(
        title=row.words,
        facts=facts,
        note=say["taken_back"] if taken_back else "",
        ends=_at("take_back", page, request_id=row.id) if row.may_take_back else "",
    )


def _filled(*rows: tuple[str, str]) -> Rows:
    return tuple(row for row in rows if row[1])


def _at(name: str, page: Own, **ids: object) -> str:
    where = {"person_id": page.person_id, "language": page.language, **ids}
    return reverse(f"participant:{name}", kwargs=where)


def years(page: Own, year: int) -> Iterable[tuple[int, str, bool]]:
    """The years to choose from: each with its address, and which one is shown."""
    return [
        (one, _at("opened", page, year=one), one == year) for one in accounting.years()
    ]


@dataclass(frozen=True)
class Paper:
    """Everything at once, as it is printed."""

    agreed: list[Card]
    told: list[Card]
    asked: list[Card]
    opened: list[Card]
    emergencies: list[Card]


def paper(page: Own, year: int) -> Paper:
    """The whole account, with what was opened in one year."""
    found, language = page.found, page.language
    agreed_to, without, asked_for, openings = together(
        *accounting.told_rows(found),
        rights.rows(found),
        accounting.emergency_rows(found),
    )
    lines = accounting.read_told(agreed_to, without, language)
    urgent = accounting.read_emergencies(openings, language)
    return Paper(
        agreed=agreed(page),
        told=_told(lines, page),
        asked=[_asked(row, page) for row in rights.read(asked_for, found.by)],
        opened=opened(page, year),
        emergencies=_emergencies(urgent, page),
    )


def printing_all(page: Own) -> list[tuple[str, str]]:
    """The whole record in each language, for those who may print it."""
    if not page.found.may(Permission.OWN_PRINT):
        return []
    return [
        (title, reverse("participant:record", args=[page.person_id, language]))
        for language, title in LANGUAGES.items()
    ]


def printing(page: Own) -> list[tuple[str, str]]:
    """The sheets that can be printed, each with its address: language and year."""
    return [
        (
            f"{title}, {year}",
            reverse("participant:paper", args=[page.person_id, language, year]),
        )
        for language, title in LANGUAGES.items()
        for year in accounting.years()
    ]
