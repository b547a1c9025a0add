"""What would be told under one consent: what is true, agreed to, and concerns them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from uuid import UUID

from django.utils.timezone import localtime

from offramp.platform.kernel.ids import CaseId, ConsentId, DiversionId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.platform.rows.together import together
from offramp.program.assessments import queries as assessments
from offramp.program.cases import queries as cases
from offramp.program.charges import queries as charges
from offramp.program.charges.lifecycle import State as ChargeState
from offramp.program.consent import queries as consent
from offramp.program.consent.rules import NAME, Fact, Kind, Recipient, mark_of
from offramp.program.diversions import queries as diversions
from offramp.program.journey import rules
from offramp.program.people import access as people_access
from offramp.program.referrals import queries as referrals
from offramp.program.referrals.rules.page import Brief as ReferralBrief
from offramp.program.rights import access as rights
from offramp.program.sites import queries as sites


@dataclass(frozen=True)
class Piece:
    """The facts about one handover or one stay that would go."""

    about_id: UUID
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Offer:
    """Exactly what would be told under a consent now, and to whom."""

    terms: consent.ToTell
    pieces: tuple[Piece, ...]
    is_restricted: bool

    @property
    def mark(self) -> str:
        """The same for the same facts to the same recipient."""
        return mark_of(
            [
                fact
                for piece in self.pieces
                for fact in (Fact("about", str(piece.about_id), ""), *piece.facts)
            ]
        )


def offer(consent_id: ConsentId, *, by: Actor) -> Offer:
    """What would go now under this consent; 404 outside the actor's reach."""
    terms = consent.to_tell(consent_id, by)
    found = people_access.reach(terms.person_id, Permission.CASE_READ, by=by)
    if terms.agency_id and rights.restrictions(found.ids, terms.agency_id).exists():
        return Offer(terms, (), is_restricted=True)
    rows = cases.of_person(found)
    ids = [row.id for row in rows]
    came, sent, done = together(
        cases.arrival_rows(ids), referrals.rows(ids), assessments.rows(ids, by=by)
    )
    arrived = cases.arrived(came)
    true = _true(rows, arrived, referrals.read(sent), assessments.read(done))
    known = _known([w.diversion_id for w in chain(*arrived.values())], terms, by)
    pieces = [
        Piece(about_id, _said(true[row.id], terms))
        for row in rows
        for about_id in _abouts(row, arrived.get(row.id, []), terms, known)
    ]
    said = tuple(piece for piece in pieces if piece.facts)
    return Offer(terms, said, is_restricted=False)


def _true(
    rows: Sequence[cases.Row],
    arrived: Mapping[CaseId, list[cases.Where]],
    sent: Mapping[CaseId, Sequence[ReferralBrief]],
    done: Mapping[CaseId, assessments.Brief],
) -> Mapping[UUID, Mapping[str, datetime]]:
    return {
        row.id: rules.tellable(
            rules.Facts(
                met_at=min((w.met_at for w in arrived.get(row.id, ())), default=None),
                intake_at=row.intake_at,
                assessed_at=done[row.id].completed_at if row.id in done else None,
                paused_at=row.paused_at,
                closed_at=row.closed_at,
            ),
            min((brief.sent_at for brief in sent.get(row.id, ())), default=None),
        )
        for row in rows
    }


def _abouts(
    row: cases.Row,
    arrived: Iterable[cases.Where],
    terms: consent.ToTell,
    known: Collection[UUID],
) -> list[UUID]:
    """What the recipient knows it by: their own handover or charge, else the stay."""
    if terms.recipient_kind in (Recipient.POLICE, Recipient.PROSECUTOR):
        return [w.diversion_id for w in arrived if w.diversion_id in known]
    return [row.id]


def _known(
    ids: Sequence[DiversionId], terms: consent.ToTell, by: Actor
) -> Collection[UUID]:
    """The handovers that the recipient knows: theirs, or with a charge of theirs."""
    match terms.recipient_kind:
        case Recipient.POLICE:
            briefs = diversions.brief(ids, by)
            return [i for i in ids if briefs[i].agency_id == terms.agency_id]
        case Recipient.PROSECUTOR if terms.kind == Kind.CONDITION:
            return _bound(ids, terms)
        case Recipient.PROSECUTOR:
            dates = charges.of_diversions(ids)
            return [i for i in ids if i in dates and _counts(dates[i])]
        case _:
            return ()


def _counts(dates: charges.Dates) -> bool:
    """What was agreed to may be told later too, unless the handover was taken back."""
    return dates.state != ChargeState.LET_GO


def _bound(ids: Iterable[DiversionId], terms: consent.ToTell) -> list[UUID]:
    """The case that the consent is a condition of, for as long as it is one."""
    return [
        bound.diversion_id for bound in charges.bound(ids) if bound.id == terms.rests_on
    ]


def _said(true: Mapping[str, datetime], terms: consent.ToTell) -> tuple[Fact, ...]:
    """What is true and agreed to; the name goes with a fact, never alone."""
    site = sites.current()
    said = {slug: _day(true[slug]) for slug in terms.categories if slug in true}
    if said and NAME in terms.categories:
        said = {NAME: terms.name, **said}
    return tuple(
        Fact(slug, site.label("release_category", slug), value)
        for slug, value in said.items()
    )


def _day(at: datetime) -> str:
    day = localtime(at)
    return f"{day:%B} {day.day}, {day.year}"
