"""Reads offences.toml, eligibility.toml, clocks.toml and retention.toml."""

from itertools import pairwise

from offramp.program.sites.rules.retention import EVENTS, LEAST, Retention
from offramp.program.sites.rules.site import MARKS, Clocks, Criterion, Offence
from offramp.program.sites.rules.table import Table

ANSWERS = ("yes", "no")


def offences(top: Table) -> tuple[Offence, ...]:
    """The law table."""
    seen: set[str] = set()
    found = tuple(
        Offence(
            slug=row.once(seen, "slug", row.slug("slug")),
            label=row.text("label", limit=160),
            statute=row.text("statute", limit=80),
            offence_class=row.text("class", limit=80),
            version_on=row.day("version_on"),
            divertible=row.flag("divertible"),
            on=row.flag("on"),
            overdose_immunity=row.flag("overdose_immunity"),
            mark=row.choice("mark", MARKS),
            source=row.text("source"),
            note=row.text("note", optional=True),
        )
        for row in top.tables("offences")
    )
    top.done()
    if found and not any(o.on and o.divertible for o in found):
        top.note("offences", "none that is on and divertible", "at least one")
    return found


def criteria(top: Table) -> tuple[Criterion, ...]:
    """The eligibility criteria, each with the days it is in force."""
    found: list[Criterion] = []
    for row in top.tables("criteria"):
        criterion = _criterion(row)
        _refuse_overlap(row, criterion, found)
        found.append(criterion)
    top.done()
    return tuple(found)


def _criterion(row: Table) -> Criterion:
    criterion = Criterion(
        slug=row.slug("slug"),
        question=row.text("question", limit=300),
        wanted=row.choice("wanted", ANSWERS),
        on=row.flag("on"),
        from_on=row.day("from_on"),
        until_on=row.optional_day("until_on"),
        source=row.text("source"),
        mark=row.choice("mark", MARKS),
        why=row.text("why"),
    )
    if criterion.until_on and criterion.until_on < criterion.from_on:
        row.wrong("until_on", criterion.until_on, f"a date from {criterion.from_on} on")
    return criterion


def _refuse_overlap(row: Table, new: Criterion, found: list[Criterion]) -> None:
    for old in found:
        if old.slug == new.slug and (
            old.is_in_force(new.from_on) or new.is_in_force(old.from_on)
        ):
            row.wrong("slug", new.slug, "a name no other row has on the same day")


def clocks(top: Table) -> Clocks:
    """The site's clocks, checked against each other."""
    found = Clocks(
        assessment_due_days=top.number("assessment_due_days", most=365),
        assessment_reminder_days=top.numbers("assessment_reminder_days"),
        arrest_record_days=top.number("arrest_record_days", most=365),
        other_ways_after_seconds=top.number("other_ways_after_seconds", most=3600),
        next_person_after_seconds=top.number("next_person_after_seconds", most=7200),
        supervisor_after_seconds=top.number("supervisor_after_seconds", most=14_400),
        fallback_after_minutes=top.number("fallback_after_minutes", most=480),
        check_in_minutes=top.number("check_in_minutes", most=240),
        check_in_grace_minutes=top.number("check_in_grace_minutes", most=60),
        follow_up_at_hour=top.number("follow_up_at_hour", most=20),
        arrive_goal_minutes=top.number("arrive_goal_minutes", most=480),
        minimum_attempts=top.number("minimum_attempts", most=50),
        minimum_attempt_days=top.number("minimum_attempt_days", most=90),
        extension_days=top.number("extension_days", most=365),
        follow_up_days=top.number("follow_up_days", most=365),
        inactive_after_days=top.number("inactive_after_days", most=730),
        plan_review_days=top.number("plan_review_days", most=730),
        consent_days=top.number("consent_days", most=365),
        spoken_consent_days=top.number("spoken_consent_days", most=30),
        restriction_answer_days=top.number("restriction_answer_days", most=60),
        # 45 CFR 164.526(b)(2): 60 days at the most, before one extension.
        correction_answer_days=top.number("correction_answer_days", most=60),
    )
    reminders = found.assessment_reminder_days
    if reminders and reminders[-1] >= found.assessment_due_days:
        expected = f"days before day {found.assessment_due_days}"
        top.wrong("assessment_reminder_days", list(reminders), expected)
    _check_paging(top, found)
    top.done()
    return found


def _check_paging(top: Table, found: Clocks) -> None:
    """The steps of a page come one after the other."""
    steps = {
        "other_ways_after_seconds": found.other_ways_after_seconds,
        "next_person_after_seconds": found.next_person_after_seconds,
        "supervisor_after_seconds": found.supervisor_after_seconds,
        "fallback_after_minutes": found.fallback_after_minutes * 60,
    }
    if not steps.keys() <= top.values.keys():
        return
    for before, name in pairwise(steps):
        if steps[name] <= steps[before]:
            expected = f"more than {before} ({top.values[before]})"
            top.wrong(name, top.values[name], expected)


def retention(top: Table) -> tuple[Retention, ...]:
    """The schedule of how long records are kept: a line in force for every class."""
    found: list[Retention] = []
    for row in top.tables("classes"):
        line = _line(row)
        if any(
            old.record == line.record
            and (old.is_in_force(line.from_on) or line.is_in_force(old.from_on))
            for old in found
        ):
            row.wrong("record", line.record, "a class no other row has on the same day")
        found.append(line)
    top.done()
    lasting = {line.record for line in found if line.until_on is None}
    for record in EVENTS:
        if found and record not in lasting:
            top.note("classes", f"no {record} without until_on", "one for every class")
    return tuple(found)


def _line(row: Table) -> Retention:
    record = row.choice("record", tuple(EVENTS))
    line = Retention(
        record=record,
        label=row.text("label", limit=120),
        years=row.number("years", most=100),
        after=row.choice("after", EVENTS.get(record, ())),
        from_on=row.day("from_on"),
        until_on=row.optional_day("until_on"),
        mark=row.choice("mark", MARKS),
        source=row.text("source"),
        confirm=row.text("confirm"),
    )
    least = LEAST.get(record)
    if least and line.years < least.years:
        expected = f"at least {least.years} years, which is the least ({least.source})"
        row.wrong("years", line.years, expected)
    if line.until_on and line.until_on < line.from_on:
        row.wrong("until_on", line.until_on, f"a date from {line.from_on} on")
    return line
