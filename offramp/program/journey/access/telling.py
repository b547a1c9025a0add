"""What may be told to the prosecutor about a stay: gathered for acts and pages alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from offramp.platform.accounts.actors import agency_id
from offramp.platform.kernel.ids import AgencyId, CaseId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.platform.rows.together import together
from offramp.program.assessments import queries as assessments
from offramp.program.cases import access as cases_access
from offramp.program.cases import queries as cases
from offramp.program.charges import queries as charges
from offramp.program.charges.lifecycle import State as ChargeState
from offramp.program.consent import queries as consent
from offramp.program.journey import rules
from offramp.program.sites import queries as sites
from offramp.program.touchpoints import queries as touchpoints
from offramp.program.touchpoints.queries import Attempts

_ASKED = (rules.COMPLETED, rules.NOT_COMPLETED)


@dataclass(frozen=True)
class Telling:
    """The legal clock of a stay, and what the person agreed may be told of it."""

    case_id: CaseId
    person_id: PersonId
    known_as: str
    prosecutor: AgencyId
    held: Mapping[UUID, charges.Dates]
    told: frozenset[UUID]
    agreed: frozenset[str]
    agreed_of: Mapping[UUID, frozenset[str]]
    assessed_at: datetime | None
    due_on: date | None
    reported: bool
    attempts: Attempts

    @property
    def untold(self) -> tuple[UUID, ...]:
        """The held charges whose prosecutor does not know yet, though agreed."""
        return tuple(id for id in self.of(rules.COMPLETED) if id not in self.told)

    def of(self, fact: str) -> tuple[UUID, ...]:
        """The held charges of which this may be told."""
        return tuple(id for id in self.held if fact in self.agreed_of[id])

    @property
    def can_tell(self) -> bool:
        """Whether "completed" is true, agreed to, and not told yet."""
        return bool(self.assessed_at and self.untold)


def telling(case_id: CaseId, permission: Permission, *, by: Actor) -> Telling:
    """The legal clock of a stay; 404 outside the actor's reach."""
    case = cases_access.get(case_id, permission, by=by)
    person_id = PersonId(case.person_id)
    to = agency_id(sites.current().prosecutor)
    charged, assessed, consents = together(
        charges.rows(cases.diversions_of(case.id)),
        assessments.rows([case.id], by=by),
        consent.agreed_rows(person_id, to),
    )
    dates = charges.read(charged)
    held = {id: d for id, d in dates.items() if d.state == ChargeState.HELD}
    brief = assessments.read(assessed).get(case.id)
    told = consent.releases_about(list(held), by) if held else {}
    agreed = {id: consent.agreed_of(consents, _ASKED, id) for id in held}
    first = min((d.held_at for d in held.values()), default=case.opened_at)
    return Telling(
        case_id=case.id,
        person_id=person_id,
        known_as=case.person.known_as,
        prosecutor=to,
        held=held,
        told=frozenset(
            id
            for id, releases in told.items()
            for release in releases
            if any(fact.slug == rules.COMPLETED for fact in release.facts)
        ),
        agreed=frozenset().union(*agreed.values())
        if held
        else consent.agreed_of(consents, _ASKED),
        agreed_of=agreed,
        assessed_at=brief.completed_at if brief else None,
        due_on=min((d.due_on for d in held.values()), default=None),
        reported=any(d.is_reported for d in held.values()),
        attempts=touchpoints.attempts_since(person_id, first, by=by),
    )


def must_be_reportable(found: Telling, today: date) -> None:
    """Refuse unless the site's minimum of attempts, the day and the consent are met."""
    clocks = sites.current().clocks
    rules.must_be_reportable(
        assessed=found.assessed_at is not None,
        agreed=rules.NOT_COMPLETED in found.agreed,
        held=bool(found.held),
        due_on=found.due_on,
        today=today,
        attempts=found.attempts.count,
        minimum=clocks.minimum_attempts,
        days=found.attempts.days,
        minimum_days=clocks.minimum_attempt_days,
    )
