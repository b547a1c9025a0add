"""Tables that both zones write: the justice login sees no row of the program's."""

import pytest
from django.db import DatabaseError, transaction

from offramp.config.zones.tests.conftest import Enter
from offramp.platform.policy.zones import Zone
from offramp.program.naloxone.models import Movement
from offramp.program.naloxone.rules import HolderKind
from offramp.program.naloxone.tests import factories as supplies
from offramp.program.overdoses.models import (
    Administration,
    Dose,
    Incident,
    Notice,
    Victim,
)
from offramp.program.overdoses.tests import factories as overdoses
from tests import cast

pytestmark = pytest.mark.slow  # makes its logins and grants


def test_each_zone_writes_and_justice_reads_its_own_alone(enter: Enter):
    olive, percy = cast.olive(), cast.percy()
    with enter(Zone.PROGRAM):
        supplies.received(supplies.holder(percy), 5)
        theirs = supplies.store("Car", kind=HolderKind.CAR, agency_id=olive.agency_id)
        supplies.received(theirs, 2)
        supplies.received(supplies.holder(olive), 3)
        overdoses.incident(percy, kits_used=1, kits_given=1)
    with enter(Zone.JUSTICE):
        mine = overdoses.incident(olive, kits_used=1)
        assert {m.side for m in Movement.objects.all()} == {"justice"}
        assert Movement.objects.count() == 3
        assert {i.pk for i in Incident.objects.all()} == {mine.pk}
        assert Victim.objects.count() == Administration.objects.count() == 1
        assert Dose.objects.count() == 2
        assert not Notice.objects.exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            overdoses.incident(percy)  # nobody makes the program's rows from here
    with enter(Zone.PROGRAM):
        assert Incident.objects.count() == 2
        assert Movement.objects.count() == 6
        with pytest.raises(DatabaseError), transaction.atomic():
            Movement.objects.update(quantity=99)
        with pytest.raises(DatabaseError), transaction.atomic():
            Movement.objects.all().delete()
