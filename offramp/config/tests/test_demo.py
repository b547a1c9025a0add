"""The demo's story, told on the made-up county: each plot once."""

from pathlib import Path

import pytest
from django.utils.timezone import localdate, now

from offramp.config.commands import demo
from offramp.config.demo import people, staff, story
from offramp.platform.accounts.actors import actor_for
from offramp.platform.accounts.actors import staff as staff_of
from offramp.platform.accounts.models import Duty, User
from offramp.platform.kernel.ids import ActorId, DiversionId
from offramp.platform.outbox.models import Message
from offramp.platform.policy.actor import Role
from offramp.program.assessments.models import Assessment, Flag
from offramp.program.cases.models import Case
from offramp.program.charges.models import Charge
from offramp.program.consent.models import Release
from offramp.program.dispatch import queries as dispatch
from offramp.program.dispatch.models import Dispatch
from offramp.program.dispatch.rules import minutes_between, spread
from offramp.program.diversions.models import Contact
from offramp.program.people.models import Person
from offramp.program.plans.models import Plan
from offramp.program.referrals.models import Referral
from offramp.program.retention import access as retention
from offramp.program.sites import queries as sites
from offramp.program.touchpoints.models import Touchpoint

README = Path(__file__).resolve().parents[3] / "README.md"


def states(model) -> set[str]:
    return set(model.objects.values_list("state", flat=True))


def quietly(told: int) -> None:
    """Nobody is waiting."""


@pytest.mark.slow  # the whole way of twenty people, by the real actions
@pytest.mark.django_db
def test_the_story_has_somebody_at_every_stage():
    told = story.tell(now(), quietly, only=1)
    assert told == Contact.objects.count() - 1  # one of them was met twice
    assert {"paging", "en_route", "released", "withdrawn"} <= states(Dispatch)
    assert states(Case) == {"open", "paused", "closed"}
    assert {"held", "cleared", "let_go"} <= states(Charge)
    assert states(Assessment) == {"in_progress", "completed"}
    assert {"draft", "agreed"} <= states(Plan)
    assert "connected" in states(Referral)
    assert len(states(Referral)) >= 3
    assert Flag.objects.filter(closed_at=None).exists()
    assert Release.objects.exists()
    assert Touchpoint.objects.filter(reached=False).exists()
    assert Contact.objects.filter(overdose=True, diversion__charge=None).exists()
    returned = Person.objects.filter(cases__state="closed").filter(cases__state="open")
    assert returned.exists()
    assert retention.count(now())["contact"] == 1
    _names_leave_in_no_message()
    _every_page_says_the_same_of_how_quick_it_was()


def _every_page_says_the_same_of_how_quick_it_was() -> None:
    """The history, each page, the board's measures and the rows themselves."""
    lead, _ = staff_of([Role.SUPERVISOR])[0]
    by = actor_for(ActorId(lead))
    assert by
    rows = list(Dispatch.objects.all())
    times = dispatch.of_diversions(DiversionId(row.diversion_id) for row in rows)
    clocked = {one.dispatch_id: one.handoff_minutes for one in times.values()}
    listed = {row.id: row.minutes for row in dispatch.history(by).object_list}
    assert listed
    assert listed == {id: clocked[id] for id in listed}
    for row in rows:
        steps = {s.title: s.at for s in dispatch.detail(row.id, by).open.standing.steps}
        shown = minutes_between(steps["Page placed"], steps["There"])
        assert shown == clocked[row.id]
    measured = dispatch.measures(365, by)
    stood = [one for one in times.values() if one.state != "withdrawn"]
    there = [clocked[one.dispatch_id] for one in stood]
    assert measured.arrived == spread(there)
    assert measured.officer == spread(one.officer_minutes for one in stood)
    assert measured.unserved == sum(row.fallback_at is not None for row in rows)


def _names_leave_in_no_message() -> None:
    names = set(people.GIVEN) | set(people.FAMILY)
    for message in Message.objects.all():
        words = set(f"{message.subject} {message.body}".split())
        assert not names & words


@pytest.mark.django_db
def test_the_demo_is_not_written_into_a_real_program(
    capsys: pytest.CaptureFixture[str],
):
    before = User.objects.count()
    assert not demo._story_is_there()
    assert "holds a program of its own" in capsys.readouterr().err
    assert User.objects.count() == before


@pytest.mark.django_db
def test_a_story_that_was_told_is_not_told_again(monkeypatch: pytest.MonkeyPatch):
    Duty.objects.all().delete()  # of those who play in the tests
    site = sites.current()
    staff.hire(site, localdate(), localdate())
    monkeypatch.setattr(story, "tell", None)
    assert demo._story_is_there()


@pytest.mark.django_db
def test_the_readme_names_everybody_who_can_sign_in():
    readme = README.read_text()
    signing_in = [m for m in staff.members(sites.current(), localdate()) if m.signs_in]
    assert len(signing_in) == 19
    assert all(f"`{member.email}`" in readme for member in signing_in)
    assert f"`{staff.PASSWORD}`" in readme


def test_no_name_of_the_demo_is_used_twice():
    names = list(zip(people.GIVEN, people.FAMILY, strict=False))
    assert len(set(names)) == len(names) >= story.everyone()
