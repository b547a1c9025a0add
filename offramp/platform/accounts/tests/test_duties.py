from datetime import date

import pytest

from offramp.platform.accounts import actions
from offramp.platform.accounts.actors import SYSTEM, actor_for, names
from offramp.platform.accounts.models import Unit, User
from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId, AgencyId
from offramp.platform.policy.actor import Role
from offramp.platform.policy.gate import Forbidden
from tests import cast

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 1)


def hired() -> User:
    return actions.hire("New@Example.test", name="New Castly", password="x", by=SYSTEM)


def test_a_login_alone_may_do_nothing():
    assert actor_for(hired().id) is None


def test_a_duty_counts_from_its_day_until_its_day():
    user = hired()
    police = cast.agency("police")
    actions.assign(
        user.id,
        Role.OFFICER,
        agency_id=police.id,
        from_on=date(2026, 4, 1),
        until_on=date(2026, 4, 30),
        by=SYSTEM,
    )
    assert actor_for(user.id, date(2026, 3, 31)) is None
    assert actor_for(user.id, date(2026, 4, 30)) is not None
    assert actor_for(user.id, TODAY) is None


@pytest.mark.parametrize("role", [Role.CASE_MANAGER, Role.PRIVACY_OFFICER])
def test_nobody_holds_a_justice_and_a_confidential_role(role):
    officer = cast.olive()
    with pytest.raises(Refused, match="Use two people"):
        actions.assign(
            officer.id,
            role,
            agency_id=officer.agency_id,
            from_on=TODAY,
            by=SYSTEM,
        )


def test_only_the_system_grants_duties():
    with pytest.raises(Forbidden):
        actions.hire("x@example.test", name="X", password=None, by=cast.mona())


def test_the_actor_is_built_in_one_query(django_assert_num_queries):
    percy = cast.percy()
    with django_assert_num_queries(1):
        actor_for(percy.id)


def test_hiring_again_changes_the_same_login():
    first = hired()
    second = actions.hire("new@example.test", name="Newer", password="y", by=SYSTEM)
    assert first.id == second.id
    assert names({first.id})[first.id] == "Newer"
    assert Entry.objects.filter(action="account.grant").count() == 2


def test_an_agency_follows_the_sites_data():
    agency = actions.set_agency(
        "testville-pd", name="Testville", kind="police", units={"a": "A", "b": "B"},
        by=SYSTEM,
    )  # fmt: skip
    actions.set_agency(
        "testville-pd", name="Testville", kind="police", units={"b": "B2"}, by=SYSTEM
    )
    units = {unit.slug: unit for unit in Unit.objects.filter(agency=agency)}
    assert not units["a"].is_active
    assert units["b"].name == "B2"


def test_the_units_precinct_reaches_the_actor():
    user = hired()
    police = cast.agency("police")
    unit = Unit.objects.create(agency=police, slug="zz", name="ZZ")
    actions.assign(
        ActorId(user.id),
        Role.OFFICER,
        agency_id=AgencyId(police.id),
        unit_id=unit.id,
        from_on=TODAY,
        by=SYSTEM,
    )
    actor = actor_for(user.id, TODAY)
    assert actor is not None
    assert actor.unit_id == unit.id
