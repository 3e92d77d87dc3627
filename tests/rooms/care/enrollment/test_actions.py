"""Giving, keeping and ending places: done, refused with the reason, audited, rolled back; the last seat under a race."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from circlechart.care.enrollment import actions, queries
from circlechart.care.enrollment.errors import (
    AlreadyEnrolled,
    AlreadyWaiting,
    BadDay,
    GroupClosed,
    GroupFull,
    IllegalStep,
)
from circlechart.care.enrollment.models import Enrollment, Group
from tests import cast

NOW = cast.evening()
TODAY = date(2026, 11, 23)
WEEK = timedelta(days=7)


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    return cast.clinic()


def group(clinic: cast.Clinic, name: str = "Morning skills", capacity: int = 3) -> Group:
    return Group.objects.create(
        facility=clinic.north, name=name, kind="open", service="skills_group", capacity=capacity
    )


def enroll(clinic: cast.Clinic, to: Group, number: int, from_on: date = TODAY) -> Enrollment:
    return actions.enroll(group_id=to.id, client_id=clinic.clients[number].id, from_on=from_on, by=clinic.desk, now=NOW)


def wait(clinic: cast.Clinic, to: Group, number: int, priority: int = 100) -> Enrollment:
    return actions.wait(group_id=to.id, client_id=clinic.clients[number].id, priority=priority, by=clinic.desk, now=NOW)


def test_enroll_gives_a_place_from_the_day_on_and_is_audited(clinic: cast.Clinic) -> None:
    place = enroll(clinic, group(clinic), 0)
    assert place.status == "active"
    assert place.effective.lower == TODAY
    event = AuditEvent.objects.get(verb="enrollment.enroll")
    assert (event.client_id, event.thing_id, event.actor_id) == (clinic.clients[0].id, place.id, clinic.desk.staff_id)


def test_enroll_refused_to_a_role_without_it(clinic: cast.Clinic) -> None:
    skills = group(clinic)
    with pytest.raises(NotAllowed):
        actions.enroll(group_id=skills.id, client_id=clinic.clients[0].id, from_on=TODAY, by=clinic.biller, now=NOW)
    assert not skills.enrollments.exists()


def test_enroll_refused_by_a_group_that_ended(clinic: cast.Clinic) -> None:
    skills = group(clinic)
    Group.objects.filter(pk=skills.pk).update(state="ended")
    with pytest.raises(GroupClosed):
        enroll(clinic, skills, 0)


def test_enroll_rolls_back_when_the_audit_fails(clinic: cast.Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("audit")

    monkeypatch.setattr("circlechart.base.audit.actions.record", broken)
    skills = group(clinic)
    with pytest.raises(RuntimeError):
        enroll(clinic, skills, 0)
    assert not skills.enrollments.exists()


def test_capacity_refuses_the_one_too_many_and_says_what_to_do(clinic: cast.Clinic) -> None:
    skills = group(clinic, capacity=2)
    enroll(clinic, skills, 0)
    enroll(clinic, skills, 1)
    with pytest.raises(GroupFull) as refused:
        enroll(clinic, skills, 2)
    assert refused.value.field == "First day"
    assert "waitlist" in refused.value.mend
    assert skills.enrollments.count() == 2


def test_G11_leave_and_come_back_but_never_twice_at_a_time(clinic: cast.Clinic) -> None:
    skills = group(clinic)
    first = enroll(clinic, skills, 0, TODAY - WEEK)
    with pytest.raises(AlreadyEnrolled):
        enroll(clinic, skills, 0)
    last_on = TODAY - timedelta(days=2)
    actions.end(enrollment_id=first.id, last_on=last_on, reason="Completed", by=clinic.desk, now=NOW)
    again = enroll(clinic, skills, 0)
    assert again.id != first.id
    assert {each.status for each in skills.enrollments.all()} == {"active", "ended"}


def test_G13_a_place_given_from_a_later_day_needs_a_seat_on_every_day_after(clinic: cast.Clinic) -> None:
    skills = group(clinic, capacity=1)
    first = enroll(clinic, skills, 0)
    waiting = wait(clinic, skills, 1)
    with pytest.raises(GroupFull):
        actions.accept(enrollment_id=waiting.id, from_on=TODAY + WEEK, by=clinic.desk, now=NOW)
    actions.end(
        enrollment_id=first.id, last_on=TODAY + WEEK - timedelta(days=1), reason="Completed", by=clinic.desk, now=NOW
    )
    with pytest.raises(GroupFull):
        actions.accept(enrollment_id=waiting.id, from_on=TODAY, by=clinic.desk, now=NOW)
    given = actions.accept(enrollment_id=waiting.id, from_on=TODAY + WEEK, by=clinic.desk, now=NOW)
    assert given.id == waiting.id
    assert given.status == "active"


def test_G14_transfer_into_a_full_group_leaves_the_first_place_as_it_was(clinic: cast.Clinic) -> None:
    here, there = group(clinic), group(clinic, "Evening skills", capacity=1)
    place = enroll(clinic, here, 0, TODAY - WEEK)
    enroll(clinic, there, 1)
    with pytest.raises(GroupFull):
        actions.transfer(enrollment_id=place.id, to_group_id=there.id, last_on=TODAY, by=clinic.desk, now=NOW)
    place.refresh_from_db()
    assert (place.status, place.effective.upper, place.end_reason) == ("active", None, "")


def test_transfer_ends_here_and_starts_there_the_next_day(clinic: cast.Clinic) -> None:
    here, there = group(clinic), group(clinic, "Evening skills")
    place = enroll(clinic, here, 0, TODAY - WEEK)
    moved = actions.transfer(enrollment_id=place.id, to_group_id=there.id, last_on=TODAY, by=clinic.desk, now=NOW)
    place.refresh_from_db()
    assert place.effective.upper == moved.effective.lower == TODAY + timedelta(days=1)
    assert moved.transferred_from == place


def test_waitlist_is_served_by_urgency_then_by_time(clinic: cast.Clinic) -> None:
    skills = group(clinic)
    ordinary, urgent = wait(clinic, skills, 0), wait(clinic, skills, 1, priority=50)
    assert [each.enrollment_id for each in queries.waitlist(skills)] == [urgent.id, ordinary.id]
    with pytest.raises(AlreadyWaiting):
        wait(clinic, skills, 0)


def test_waiting_is_refused_to_somebody_with_a_place(clinic: cast.Clinic) -> None:
    skills = group(clinic)
    enroll(clinic, skills, 0)
    with pytest.raises(AlreadyEnrolled):
        wait(clinic, skills, 0)


def test_offer_then_decline_and_no_way_back_to_a_place(clinic: cast.Clinic) -> None:
    skills = group(clinic)
    place = wait(clinic, skills, 0)
    actions.offer(enrollment_id=place.id, expires_at=NOW + WEEK, by=clinic.desk, now=NOW)
    actions.decline(enrollment_id=place.id, by=clinic.desk, now=NOW)
    with pytest.raises(IllegalStep):
        actions.accept(enrollment_id=place.id, from_on=TODAY, by=clinic.desk, now=NOW)


def test_end_before_the_first_day_is_refused(clinic: cast.Clinic) -> None:
    place = enroll(clinic, group(clinic), 0)
    with pytest.raises(BadDay) as refused:
        actions.end(enrollment_id=place.id, last_on=TODAY - WEEK, reason="Completed", by=clinic.desk, now=NOW)
    assert refused.value.value == "2026-11-16"


def test_end_on_a_day_to_come_keeps_the_place_until_then(clinic: cast.Clinic) -> None:
    skills = group(clinic)
    place = enroll(clinic, skills, 0)
    ended = actions.end(enrollment_id=place.id, last_on=TODAY + WEEK, reason="Completed", by=clinic.desk, now=NOW)
    assert ended.status == "active"
    assert queries.seats(skills, TODAY + WEEK).taken == 1
    assert queries.seats(skills, TODAY + WEEK + timedelta(days=1)).taken == 0


@pytest.mark.django_db(transaction=True)
def test_G12_last_seat_raced_by_two_front_desks() -> None:
    clinic = cast.clinic()
    skills = group(clinic, capacity=1)
    start, outcomes = Barrier(4), []

    def race(number: int) -> None:
        try:
            start.wait()
            enroll(clinic, skills, number)
            outcomes.append("in")
        except GroupFull:
            outcomes.append("full")
        finally:
            connection.close()

    racers = [Thread(target=race, args=(number,)) for number in range(4)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert sorted(outcomes) == ["full", "full", "full", "in"]
    assert queries.seats(skills, TODAY).taken == 1
