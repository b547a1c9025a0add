import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.outbox.models import Message
from offramp.platform.policy.gate import Forbidden
from offramp.program.assessments import actions, queries
from offramp.program.assessments.models import Flag
from offramp.program.assessments.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


def danger(**changed: str):
    return make.CALM | make.answers(**changed)


def test_thoughts_of_suicide_raise_a_flag_the_same_day_and_now_if_it_is_today():
    casey = cast.casey()
    found = make.assessment(by=casey)

    make.save(
        found, "right-now", danger(suicide="two_weeks".replace("_", "-")), by=casey
    )
    flag = Flag.objects.get()
    assert (flag.rule, flag.urgency) == ("suicide", "same_day")
    assert (flag.person_id, flag.raised_by_id) == (found.person_id, casey.id)

    make.save(found, "right-now", danger(suicide="now"), by=casey)
    assert Flag.objects.get().urgency == "now"


def test_supervisors_are_written_to_at_once_and_the_letter_names_nobody():
    casey, sam = cast.casey(), cast.sam()
    found = make.assessment(by=casey, known_as="Ann Aster")
    make.save(found, "right-now", danger(suicide="now"), by=casey)
    message = Message.objects.get()
    assert message.to_id == sam.id
    assert message.subject == "Offramp: a safety flag needs a supervisor now"
    told = message.subject + message.body
    assert not [w for w in ("Ann", "suicide", str(found.id)) if w in told]


def test_what_may_wait_three_days_is_not_written():
    casey = cast.casey()
    cast.sam()
    found = make.assessment(by=casey)
    make.save(found, "phq-9", make.phq(3, 3, 3, 3, 3, 3, 2, 0, 0), by=casey)
    assert Flag.objects.exists()
    assert not Message.objects.exists()


def test_question_nine_raises_it_whatever_the_total():
    casey = cast.casey()
    found = make.assessment(by=casey)
    saved = make.save(found, "phq-9", make.phq(3, 0, 0, 0, 0, 0, 0, 0, 1), by=casey)
    assert [one.rule.slug for one in saved.new_concerns] == ["suicide"]
    assert Flag.objects.get().urgency == "same_day"


def test_high_scores_are_looked_at_within_three_days():
    casey = cast.casey()
    found = make.assessment(by=casey)
    make.save(found, "phq-9", make.phq(3, 3, 3, 3, 3, 3, 2, 0, 0), by=casey)
    assert {flag.rule: flag.urgency for flag in Flag.objects.all()} == {
        "low-mood": "three_days"
    }


def test_a_danger_may_show_only_from_two_sections_together():
    casey = cast.casey()
    found = make.assessment(by=casey)
    make.save(found, "right-now", danger(pregnant="maybe"), by=casey)
    assert not Flag.objects.exists()
    make.save(found, "closer-look", make.answers(used="fentanyl"), by=casey)
    assert Flag.objects.get().rule == "pregnant-opioids"


def test_the_same_answer_again_raises_nothing_new_even_after_it_was_closed():
    casey = cast.casey()
    found = make.assessment(by=casey)
    make.save(found, "right-now", danger(hurt="yes"), by=casey)
    flag = Flag.objects.get()
    actions.close_flag(flag.id, "Spoke with her sister.", at=now(), by=cast.sam())

    make.save(found, "right-now", danger(hurt="yes", tonight="no"), by=casey)
    assert Flag.objects.count() == 1


def test_a_danger_that_comes_back_is_a_new_flag():
    casey = cast.casey()
    found = make.assessment(by=casey)
    make.save(found, "right-now", danger(hurt="yes"), by=casey)
    actions.close_flag(Flag.objects.get().id, "Seen to.", at=now(), by=cast.sam())
    make.save(found, "right-now", danger(hurt="no"), by=casey)
    make.save(found, "right-now", danger(hurt="yes"), by=casey)
    assert Flag.objects.count() == 2


def test_an_open_flag_stays_when_the_answer_changes():
    casey = cast.casey()
    found = make.assessment(by=casey)
    make.save(found, "right-now", danger(overdose="yes"), by=casey)
    make.save(found, "right-now", danger(overdose="no"), by=casey)
    assert Flag.objects.get().closed_at is None


def test_only_a_supervisor_closes_a_flag_and_says_what_was_done():
    percy = cast.percy()
    found = make.assessment(by=percy)
    make.save(found, "right-now", danger(suicide="now"), by=percy)
    flag = Flag.objects.get()

    for actor in (percy, cast.casey()):
        with pytest.raises(Forbidden):
            actions.close_flag(flag.id, "Done.", at=now(), by=actor)
    with pytest.raises(Refused, match="Write what was done"):
        actions.close_flag(flag.id, "  ", at=now(), by=cast.sam())

    closed = actions.close_flag(flag.id, "Went along to BHR.", at=now(), by=cast.sam())
    assert closed.closed_by_id == cast.sam().id
    entry = Entry.objects.get(action="flag.close")
    assert "BHR" not in str(entry.details)
    with pytest.raises(Refused, match="closed already"):
        actions.close_flag(flag.id, "Again.", at=now(), by=cast.sam())


def test_the_database_knows_that_closing_needs_words():
    casey = cast.casey()
    found = make.assessment(by=casey)
    make.save(found, "right-now", danger(hurt="yes"), by=casey)
    with pytest.raises(IntegrityError), transaction.atomic():
        Flag.objects.update(closed_at=now(), closed_by_id=casey.id)


def test_each_sees_the_flags_of_their_own_people_the_most_urgent_first():
    casey, percy = cast.casey(), cast.percy()
    hers = make.assessment(by=casey, known_as="Ann Aster")
    his = make.assessment(by=percy, known_as="Bo Birch")
    make.save(hers, "right-now", danger(hurt="yes"), by=casey)
    make.save(his, "right-now", danger(suicide="now"), by=percy)

    assert [flag.known_as for flag in queries.open_flags(by=casey)] == ["Ann Aster"]
    assert [flag.known_as for flag in queries.open_flags(by=percy)] == ["Bo Birch"]
    everyone = queries.open_flags(by=cast.sam())
    assert [flag.known_as for flag in everyone] == ["Bo Birch", "Ann Aster"]
    with pytest.raises(Http404):
        queries.overview(his.id, by=casey)


def test_a_peer_is_told_that_a_clinician_is_to_look_and_not_what_a_score_says():
    percy, sam = cast.percy(), cast.sam()
    found = make.assessment(by=percy)
    gad = {f"gad-{n}": make.phq(3)["phq-1"] for n in range(1, 8)}
    make.save(found, "gad-7", gad, by=sam)

    mine, hers = queries.open_flags(by=percy), queries.open_flags(by=sam)
    assert mine[0].title == "A clinician is to look at these answers"
    assert "worry" in hers[0].title


def test_the_list_of_flags_takes_as_many_queries_for_one_as_for_many(
    django_assert_num_queries,
):
    casey, sam = cast.casey(), cast.sam()
    for number in range(3):
        found = make.assessment(by=casey, known_as=f"Person {number}")
        make.save(found, "right-now", danger(hurt="yes", suicide="now"), by=casey)
        with django_assert_num_queries(2):
            queries.open_flags(by=sam)
