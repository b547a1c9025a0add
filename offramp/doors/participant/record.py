"""A person's whole record as it is printed for them, part by part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from offramp.doors.participant import pages
from offramp.doors.participant.pages import Card, Own, Rows
from offramp.platform.kernel.ids import PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.assessments import queries as assessments
from offramp.program.cases.queries import IntakeView
from offramp.program.journey import queries as journey
from offramp.program.people.queries import Card as Who
from offramp.program.plans import queries as plans


@dataclass(frozen=True)
class Part:
    """One heading of the paper, and what stands under it."""

    title: str
    cards: Sequence[Card]
    none: str


def own(person_id: PersonId, language: str, *, by: Actor) -> Own:
    """The person, if the actor may print all of it for them; 404 otherwise."""
    return pages.own(person_id, language, Permission.OWN_PRINT, by=by)


def parts(page: Own) -> list[Part]:
    """All that the program holds of the person, in the order of the way."""
    whole, say = journey.whole(page.found), page.say
    none = say["none_here"]
    return [
        Part(say["about_me"], _who(whole.card, page), none),
        Part(say["came"], _came(whole, page), none),
        Part(say["stays"], _stays(whole, page), none),
        Part(say["talks"], _talks(whole, page), none),
        Part(say["plans"], [_plan(one, page) for one in whole.plans], none),
        Part(say["services"], _services(whole, page), none),
        Part(say["visits"], _visits(whole, page), none),
        Part(say["meetings"], _meetings(whole, page), none),
        Part(say["kits"], _kits(whole, page), none),
        Part(say["overdoses"], _overdoses(whole, page), none),
        Part(say["agreed"], pages.agreed(page), say["agreed_none"]),
        Part(say["told"], pages.told(page), say["told_none"]),
        Part(say["asked"], pages.asked(page), say["asked_none"]),
    ]


def _facts(page: Own, **rows: str | date | datetime | None) -> Rows:
    """What is known, each under its word."""
    return tuple(
        (page.say[name], value if isinstance(value, str) else page.on(value))
        for name, value in rows.items()
        if value
    )


def _who(who: Who, page: Own) -> list[Card]:
    say = page.say
    described = _facts(
        page,
        called=who.known_as,
        full_name=who.full_name,
        born=who.born,
        aliases=", ".join(who.aliases),
        race=who.race,
        ethnicity=who.ethnicity,
        gender=who.gender,
        pronouns=who.pronouns,
        language=who.language,
        helpers=", ".join(f"{one.staff_name} ({one.label})" for one in who.care),
    )
    ways = [
        Card(
            title=f"{say['reach_me']}: {way.label}",
            facts=((way.value, " · ".join(filter(None, (*way.safe, way.note)))),),
            note="" if way.in_use else say["in_use_no_more"],
        )
        for way in who.ways
    ]
    return [Card(who.known_as, described), *ways]


def _came(whole: journey.Whole, page: Own) -> list[Card]:
    return [
        Card(
            title=f"{page.on(one.happened_at)}, {one.agency}",
            facts=_facts(
                page,
                where=one.place,
                met_on=one.met_at,
                offences="; ".join(one.offences),
                charge=one.charge,
                due_on=one.due_on,
                closes_on=one.record_closes_on,
            ),
        )
        for one in whole.handovers
    ]


def _stays(whole: journey.Whole, page: Own) -> list[Card]:
    stays = [
        Card(
            title=page.on(stay.opened_at),
            facts=_facts(
                page,
                stage=stands.stage_title,
                reason=stay.reason,
                over_on=stay.closed_at,
                helpers=stay.case_manager,
            ),
        )
        for stay, stands in whole.stays
    ]
    return [*stays, *(_intake(one, page) for one in whole.intakes)]


def _intake(one: IntakeView, page: Own) -> Card:
    return Card(
        title=f"{page.say['intake']}: {page.on(one.recorded_at)}",
        facts=(*one.needs, *one.facts, *_facts(page, wish=one.wish)),
    )


def _talks(whole: journey.Whole, page: Own) -> list[Card]:
    return [card for one in whole.assessments for card in _talk(one, page)]


def _talk(one: assessments.Whole, page: Own) -> Iterable[Card]:
    done = _facts(page, done_on=one.completed_at)
    if done:
        yield Card(page.on(one.started_at), done)
    for told in one.told:
        yield Card(
            title=f"{page.on(one.started_at)}: {told.step.title}",
            facts=(
                *((line.question, line.answer) for line in told.lines),
                *_facts(page, skipped=told.skipped and _joined(told)),
                *((score.title, _score(score, page)) for score in told.scores),
            ),
        )
    for noted in one.noted:
        yield Card(
            title=f"{page.say['noted']}: {noted.title}",
            facts=_facts(
                page,
                when=noted.raised_at,
                done_on=noted.closed_at,
                note=noted.what_done,
            ),
        )


def _joined(told: assessments.Told) -> str:
    return ". ".join(filter(None, (told.skipped, told.skipped_words)))


def _score(score: assessments.ScoreView, page: Own) -> str:
    value = "–" if score.value is None else str(score.value)
    most = f" / {score.most}" if score.most else ""
    return " · ".join(
        filter(None, (f"{page.say['score']} {value}{most}", score.label, score.source))
    )


def _plan(one: plans.Whole, page: Own) -> Card:
    goals = tuple((goal.words, _steps(goal, page)) for goal in one.goals)
    barriers = "; ".join(one.barriers)
    return Card(
        title=f"{page.on(one.started_at)}, {page.say['version'].lower()} {one.version}",
        facts=(
            *_facts(page, agreed_on=one.agreed_at, replaced_on=one.replaced_at),
            *goals,
            *_facts(page, build_on=one.strengths, in_the_way=barriers),
            *_facts(page, look_again=one.review_on),
        ),
    )


def _steps(goal: plans.GoalView, page: Own) -> str:
    said = [
        ", ".join(filter(None, (step.words, step.mine, _by(step, page))))
        for step in goal.steps
    ]
    return "; ".join(said)


def _by(step: plans.StepView, page: Own) -> str:
    day = page.on(step.due_on) if step.due_on else ""
    return " · ".join(filter(None, (day, step.state_label)))


def _services(whole: journey.Whole, page: Own) -> list[Card]:
    return [
        Card(
            title=brief.service_name,
            facts=(
                *_facts(page, sent_on=brief.sent_at, stands_now=brief.state_label),
                *facts,
            ),
        )
        for brief, facts in whole.referrals
    ]


def _visits(whole: journey.Whole, page: Own) -> list[Card]:
    return [
        Card(
            title=f"{page.on(row.at)}: {row.title}",
            facts=_facts(
                page,
                stands_now=row.status,
                reason=row.reason,
                where=row.place,
                with_whom=row.with_name,
            ),
        )
        for row in whole.appointments
    ]


def _meetings(whole: journey.Whole, page: Own) -> list[Card]:
    return [
        Card(
            title=f"{page.on(row.at)}: {row.title}",
            facts=_facts(page, with_whom=row.staff, note=row.note),
            lines=row.lines,
        )
        for row in whole.touchpoints
    ]


def _kits(whole: journey.Whole, page: Own) -> list[Card]:
    return [
        Card(f"{page.on(row.at)}: {row.says}", _facts(page, with_whom=row.who))
        for row in whole.givings
    ]


def _overdoses(whole: journey.Whole, page: Own) -> list[Card]:
    return [
        Card(page.on(at), _facts(page, where=place)) for at, place in whole.overdoses
    ]
