from datetime import datetime
from uuid import UUID

from django.db import transaction

from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ContactId, PersonId, derived_id
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.diversions import access as diversions_access
from offramp.program.naloxone import actions as naloxone
from offramp.program.overdoses import access
from offramp.program.overdoses.access import told
from offramp.program.overdoses.models import (
    Administration,
    Dose,
    Incident,
    Notice,
    Revived,
    Victim,
)
from offramp.program.overdoses.rules import (
    MOST_VICTIMS,
    IncidentData,
    IncidentId,
    NoticeId,
    Said,
    VictimData,
    VictimId,
    must_hold,
    side_of,
    victim_id_of,
)
from offramp.program.people import access as people_access
from offramp.program.sites import queries as sites

SENT_BEFORE = (
    "This report was sent before with other answers, and what was sent first stands. "
    "For another overdose, start a new report."
)


@transaction.atomic
def report(
    incident_id: IncidentId, data: IncidentData, *, at: datetime, by: Actor
) -> Incident:
    """Somebody overdosed. Sent twice it is one report; changed, it is refused.

    Kits of the reporter's own that were used, or handed over in their place, leave their
    stock in the same step. What is in nobody's books keeps no report from being made.
    """
    require(by, Permission.OVERDOSE_REPORT)
    before = Incident.objects.filter(pk=incident_id).first()
    if before is not None:
        if before.made_by_id != by.id or before.digest != data.digest():
            raise Refused(SENT_BEFORE)
        return before
    _must_hold(data)
    incident = Incident.objects.create(
        id=incident_id,
        side=side_of(by).value,
        made_at=at,
        made_by_id=by.id,
        agency_id=by.agency_id,
        happened_at=data.happened_at or at,
        place=data.place,
        latitude=data.latitude,
        longitude=data.longitude,
        place_kind=data.place_kind,
        called_911=data.called_911.value,
        kits_used=data.kits_used,
        kits_given=data.kits_given,
        digest=data.digest(),
    )
    for number, victim in enumerate(data.victims, 1):
        _write(incident, victim_id_of(incident_id, number), number, victim)
    told(incident)
    if data.kits_used or data.kits_given:
        kits = data.kits_used, data.kits_given
        naloxone.use(incident_id, *kits, at=min(incident.happened_at, at), by=by)
    log.record(Permission.OVERDOSE_REPORT, incident, by=by, people=len(data.victims))
    return incident


@transaction.atomic
def add(
    incident_id: IncidentId,
    victim_id: VictimId,
    data: VictimData,
    *,
    at: datetime,
    by: Actor,
) -> Victim:
    """Somebody else overdosed at the same scene."""
    incident = access.get(incident_id, Permission.OVERDOSE_REPORT, by=by, lock=True)
    there = list(Victim.objects.filter(incident=incident))
    for one in there:
        if one.id == victim_id:
            return one
    if len(there) >= MOST_VICTIMS:
        raise Refused("This report holds as many people as it can. Start a new one.")
    must_hold(data)
    victim = _write(incident, victim_id, len(there) + 1, data)
    told(incident)
    log.record(
        Permission.OVERDOSE_REPORT,
        incident,
        by=by,
        at=at.isoformat(),
        number=victim.number,
    )
    return victim


@transaction.atomic
def learn(victim_id: VictimId, survived: Said, *, at: datetime, by: Actor) -> Victim:
    """What nobody knew at the scene is known now. Written once."""
    victim = access.victim(victim_id, Permission.OVERDOSE_REPORT, by=by)
    if victim.survived == survived:
        return victim
    if victim.survived != Said.UNKNOWN or survived == Said.UNKNOWN:
        raise Refused("Whether they survived is written down already.")
    victim.survived = survived.value
    victim.save(update_fields=["survived"])
    told(victim.incident)
    log.record(
        Permission.OVERDOSE_REPORT, victim.incident, by=by, at=at.isoformat(),
        learnt=victim.number,
    )  # fmt: skip
    return victim


@transaction.atomic
def link(
    victim_id: VictimId, person_id: PersonId, *, at: datetime, by: Actor
) -> Revived:
    """A person asks that this overdose stands in their record."""
    person = people_access.get(person_id, Permission.OVERDOSE_LINK, by=by, lock=True)
    victim = access.victim(victim_id, Permission.OVERDOSE_READ, by=by)
    before = Revived.objects.filter(victim=victim).first()
    if before is not None and before.person_id != person.pk:
        raise Refused("This one stands in somebody else's record. Choose another.")
    linked = before or Revived.objects.create(
        victim=victim, person=person, linked_at=at, linked_by_id=by.id
    )
    log.record(Permission.OVERDOSE_LINK, linked, by=by, person=str(person.pk))
    return linked


@transaction.atomic
def unlink(
    victim_id: VictimId, person_id: PersonId, *, at: datetime, by: Actor
) -> None:
    """The person no longer wants it in their record. The report stays, nobody's."""
    person = people_access.get(person_id, Permission.OVERDOSE_LINK, by=by, lock=True)
    ids = people_access.ids_of(person.id)
    for linked in Revived.objects.filter(victim=victim_id, person_id__in=ids):
        log.record(
            Permission.OVERDOSE_LINK, linked, by=by, person=str(person.pk),
            ended=at.isoformat(),
        )  # fmt: skip
        linked.delete()


@transaction.atomic
def give_sheet(
    id: NoticeId,
    incident_id: IncidentId | None,
    contact_id: ContactId | None,
    language: str,
    *,
    at: datetime,
    by: Actor,
) -> Notice:
    """The sheet of the overdose law was handed over, at a report or at a contact."""
    require(by, Permission.NOTICE_GIVE)
    before = Notice.objects.filter(pk=id, given_by_id=by.id).first()
    if before is not None:
        return before
    incident = contact = None
    if incident_id is not None:
        incident = access.get(incident_id, Permission.NOTICE_GIVE, by=by)
    elif contact_id is not None:
        contact = diversions_access.get_contact(
            contact_id, Permission.CONTACT_RECORD, by=by
        )
    site = sites.current()
    notice = Notice.objects.create(
        id=id,
        side=side_of(by).value,
        incident=incident,
        contact=contact,
        language=language,
        text_of=site.leaflet("good_samaritan", language).reviewed_on,
        given_at=at,
        given_by_id=by.id,
    )
    log.record(Permission.NOTICE_GIVE, notice, by=by, language=language)
    return notice


def _must_hold(data: IncidentData) -> None:
    if not data.victims:
        raise Refused("Say of at least one person what happened.")
    if not data.place and data.latitude is None:
        raise Refused("Say where it was: a street, a corner, a building.")
    for victim in data.victims:
        must_hold(victim)


def _write(incident: Incident, id: VictimId, number: int, data: VictimData) -> Victim:
    victim = Victim.objects.create(
        id=id,
        incident=incident,
        number=number,
        survived=data.survived.value,
        naloxone=data.naloxone.value,
        age_band=data.age_band,
        after=data.after,
    )
    doses: list[Dose] = []
    for place, given in enumerate(data.given, 1):
        gave = Administration.objects.create(
            id=_id(id, place), victim=victim, number=place, giver=given.giver
        )
        doses += [
            Dose(
                id=_id(gave.pk, dose),
                administration=gave,
                number=dose,
                product=given.product,
            )
            for dose in range(1, given.doses + 1)
        ]
    Dose.objects.bulk_create(doses)
    return victim


def _id(under: UUID, number: int) -> UUID:
    return derived_id(under, str(number))
