"""Changing one session: done, refused with who is in the way, audited, rolled back."""

from datetime import date, time, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from circlechart.care.sessions import actions
from circlechart.care.sessions.errors import BadStaff, BadTimes, SkippedTime, Stale, Taken, WrongState
from circlechart.care.sessions.facts import When
from circlechart.care.sessions.models import Booking, FacilityClosure, Resource, Session
from tests import cast
from tests.rooms.care.sessions.schedules import another, made

NOW = cast.evening() - timedelta(hours=6)
TODAY = date(2026, 11, 23)


def booked(clinic: cast.Clinic, hour: int = 18, name: str = "", **staff: str) -> Session:
    group = another(clinic, name) if name else clinic.group
    session = clinic.session(cast.evening(TODAY, hour), group=group, **(staff or {"lead": "lead"}))
    actions.book(session)
    return session


def where(session: Session, **given: object) -> When:
    session.refresh_from_db()
    staff = tuple((each.role, each.staff_id) for each in session.staff.all())
    now = {
        name: getattr(session, name) for name in ("local_on", "local_start", "duration_minutes", "room_id", "modality")
    }
    return When(**{**now, "staff": staff, **given})


def move(
    clinic: cast.Clinic, session: Session, who: str = "desk", base_rev: int | None = None, **given: object
) -> Session:
    to = where(session, **given)
    rev = session.rev if base_rev is None else base_rev
    return actions.move(session_id=session.id, to=to, base_rev=rev, by=clinic.actors[who], now=NOW)


def held_by(session: Session) -> set[str]:
    return set(Booking.objects.filter(source_id=session.id, active=True).values_list("resource__name", flat=True))


def test_cancel_frees_room_and_people_and_is_audited(clinic: cast.Clinic) -> None:
    session = booked(clinic)
    assert held_by(session) == {"Room 2", "Anneke Rivers"}
    cancelled = actions.cancel(session_id=session.id, reason=" Facilitator ill ", by=clinic.desk, now=NOW)
    assert (cancelled.status, cancelled.cancel_reason, cancelled.cancel_basis) == (
        "cancelled",
        "Facilitator ill",
        "person",
    )
    assert held_by(session) == set()
    assert AuditEvent.objects.get(verb="sessions.cancel").actor_id == clinic.desk.staff_id


def test_cancel_without_a_reason_is_refused(clinic: cast.Clinic) -> None:
    session = booked(clinic)
    with pytest.raises(BadTimes) as refused:
        actions.cancel(session_id=session.id, reason="  ", by=clinic.desk, now=NOW)
    assert refused.value.field == "Reason"


@pytest.mark.parametrize(("who", "allowed"), [
    ("desk", True), ("director", True), ("administrator", True), ("lead", True), ("co", False), ("biller", False),
    ("nobody", False),
])  # fmt: skip
def test_cancel_is_for_the_schedule_and_for_whoever_runs_it(clinic: cast.Clinic, who: str, allowed: bool) -> None:
    session = booked(clinic)
    if allowed:
        actions.cancel(session_id=session.id, reason="Snow", by=clinic.actors[who], now=NOW)
    else:
        with pytest.raises(NotAllowed):
            actions.cancel(session_id=session.id, reason="Snow", by=clinic.actors[who], now=NOW)
    session.refresh_from_db()
    assert session.status == ("cancelled" if allowed else "scheduled")


def test_cancel_of_a_running_session_is_not_the_front_desks(clinic: cast.Clinic) -> None:
    session = booked(clinic)
    actions.start(session_id=session.id, started_at=NOW, basis="stamped", by=clinic.lead, now=NOW)
    with pytest.raises(NotAllowed):
        actions.cancel(session_id=session.id, reason="Snow", by=clinic.desk, now=NOW)


def test_G4_reinstated_onto_a_taken_room_names_its_owner(clinic: cast.Clinic) -> None:
    session = booked(clinic)
    actions.cancel(session_id=session.id, reason="Snow", by=clinic.desk, now=NOW)
    booked(clinic, name="DBT skills", lead="co")
    with pytest.raises(Taken) as refused:
        actions.reinstate(session_id=session.id, by=clinic.desk, now=NOW)
    error = refused.value
    assert error.because == "Room 2 is taken by DBT skills, 6:00 PM to 7:30 PM."
    assert (error.status, error.field, error.value) == (409, "Room", "Room 2")
    assert error.mend
    session.refresh_from_db()
    assert (session.status, session.cancel_reason) == ("cancelled", "Snow")
    assert held_by(session) == set()


def test_reinstate_brings_it_back_until_its_day_is_over(clinic: cast.Clinic) -> None:
    session = booked(clinic)
    actions.cancel(session_id=session.id, reason="Snow", by=clinic.desk, now=NOW)
    with pytest.raises(WrongState):
        actions.reinstate(session_id=session.id, by=clinic.desk, now=NOW + timedelta(days=1))
    back = actions.reinstate(session_id=session.id, by=clinic.desk, now=NOW + timedelta(hours=11))
    assert (back.status, back.cancel_reason) == ("scheduled", "")
    assert held_by(session) == {"Room 2", "Anneke Rivers"}


def test_reinstate_on_a_closed_day_stays_so(clinic: cast.Clinic) -> None:
    FacilityClosure.objects.create(
        facility=clinic.north, closed_on=TODAY, name="Staff day", source="manual", policy="skip",
        approved_by=clinic.staff["director"],
    )  # fmt: skip
    session = booked(clinic)
    actions.cancel(session_id=session.id, reason="Snow", by=clinic.desk, now=NOW)
    assert actions.reinstate(session_id=session.id, by=clinic.desk, now=NOW).overridden == ["status"]


def test_move_changes_this_one_only_and_remembers_what(clinic: cast.Clinic) -> None:
    session = booked(clinic)
    moved = move(clinic, session, local_start=time(17), duration_minutes=60)
    moved.refresh_from_db()
    assert moved.overridden == ["duration_minutes", "local_start"]
    assert moved.span.lower == cast.evening(TODAY, 17)
    assert set(Booking.objects.filter(source_id=session.id, active=True).values_list("span", flat=True)) == {moved.span}
    assert AuditEvent.objects.get(verb="sessions.move").details == {"changed": ["local_start", "duration_minutes"]}


def test_move_to_where_it_is_changes_nothing(clinic: cast.Clinic) -> None:
    session = booked(clinic)
    rev = session.rev
    assert move(clinic, session).rev == rev
    assert not AuditEvent.objects.filter(verb="sessions.move").exists()


def test_move_onto_a_taken_room_names_its_owner_and_changes_nothing(clinic: cast.Clinic) -> None:
    session = booked(clinic)
    booked(clinic, hour=20, name="DBT skills", lead="co")
    with pytest.raises(Taken) as refused:
        move(clinic, session, local_start=time(19))
    assert refused.value.because == "Room 2 is taken by DBT skills, 8:00 PM to 9:30 PM."
    session.refresh_from_db()
    assert (session.local_start, session.overridden) == (time(18), [])
    assert held_by(session) == {"Room 2", "Anneke Rivers"}


def test_move_changes_who_works_there(clinic: cast.Clinic) -> None:
    session = booked(clinic)
    move(clinic, session, staff=(("lead", clinic.staff["co"].id), ("observer", clinic.staff["lead"].id)))
    assert dict(session.staff.values_list("staff__display_name", "role")) == {
        "Devon Okafor-Lund": "lead", "Anneke Rivers": "observer",
    }  # fmt: skip
    assert held_by(session) == {"Room 2", "Devon Okafor-Lund", "Anneke Rivers"}


@pytest.mark.parametrize(("given", "error"), [
    ({"local_on": date(2027, 3, 14), "local_start": time(2, 30)}, SkippedTime),
    ({"local_on": date(2028, 11, 23)}, BadTimes),
    ({"staff": ()}, BadStaff),
])  # fmt: skip
def test_move_refuses_what_cannot_be(clinic: cast.Clinic, given: dict[str, object], error: type[Exception]) -> None:
    session = booked(clinic)
    with pytest.raises(error):
        move(clinic, session, **given)
    session.refresh_from_db()
    assert session.overridden == []


def test_move_of_a_page_that_is_stale_is_refused(clinic: cast.Clinic) -> None:
    session = booked(clinic)
    move(clinic, session, local_start=time(17))
    with pytest.raises(Stale):
        move(clinic, session, base_rev=1, local_start=time(16))


@pytest.mark.parametrize("who", ["lead", "co", "biller", "nobody"])
def test_move_is_for_whoever_keeps_the_schedule(clinic: cast.Clinic, who: str) -> None:
    session = booked(clinic)
    with pytest.raises(NotAllowed):
        move(clinic, session, who, local_start=time(17))


def test_G6_a_held_session_cannot_be_moved(clinic: cast.Clinic) -> None:
    session = booked(clinic)
    actions.start(session_id=session.id, started_at=NOW, basis="stamped", by=clinic.lead, now=NOW)
    with pytest.raises(WrongState):
        move(clinic, session, local_start=time(17))


def test_G17_an_appointment_of_the_facilitator_is_named(clinic: cast.Clinic) -> None:
    session = booked(clinic)
    anneke = Resource.objects.get(staff=clinic.staff["lead"])
    span = clinic.session(cast.evening(TODAY, 12), minutes=30, group=another(clinic)).span
    Booking.objects.create(resource=anneke, span=span, source_kind="appointment", source_id=anneke.id)
    with pytest.raises(Taken) as refused:
        move(clinic, session, local_start=time(12))
    assert refused.value.because == "Anneke Rivers is taken by an appointment, 12:00 PM to 12:30 PM."


def test_G18_two_sessions_swap_rooms_in_one_save(clinic: cast.Clinic) -> None:
    here = booked(clinic)
    there = booked(clinic, hour=20, name="DBT skills", lead="co")
    cedar = Resource.objects.create(kind="room", name="Cedar room", facility=clinic.north)
    move(clinic, there, room_id=cedar.id)
    move(clinic, there, local_start=time(18, 30))  # now both are at the same time in two rooms
    with pytest.raises(Taken):
        move(clinic, here, room_id=cedar.id)
    actions.swap_rooms(session_id=here.id, other_id=there.id, by=clinic.desk, now=NOW)
    assert "Cedar room" in held_by(here)
    assert "Room 2" in held_by(there)
    here.refresh_from_db()
    assert (here.room, here.overridden) == (cedar, ["room"])


def test_G18_a_swap_that_a_third_group_is_in_the_way_of_changes_nothing(clinic: cast.Clinic) -> None:
    here = booked(clinic)
    cedar = Resource.objects.create(kind="room", name="Cedar room", facility=clinic.north)
    there = booked(clinic, hour=20, name="DBT skills", lead="co")
    move(clinic, there, room_id=cedar.id)
    third = booked(clinic, hour=20, name="Family evening", lead="supervisor")
    with pytest.raises(Taken) as refused:
        actions.swap_rooms(session_id=here.id, other_id=there.id, by=clinic.desk, now=NOW)
    assert refused.value.because == "Room 2 is taken by Family evening, 8:00 PM to 9:30 PM."
    assert "Room 2" in held_by(here) & held_by(third)
    assert "Cedar room" in held_by(there)


@pytest.mark.django_db(transaction=True)
def test_two_front_desks_race_for_one_room_and_one_is_told_by_whom() -> None:
    clinic = made()
    spare = [Resource.objects.create(kind="room", name=f"Spare {n}", facility=clinic.north) for n in range(2)]
    racers = [booked(clinic, name=f"Group {n}", lead=("lead", "co")[n]) for n in range(2)]
    for session, room in zip(racers, spare, strict=True):
        Session.objects.filter(pk=session.pk).update(room=room)
        actions.book(session)
    start, outcomes = Barrier(2), []

    def race(session: Session) -> None:
        try:
            start.wait()
            move(clinic, session, room_id=clinic.room.id)
            outcomes.append("has it")
        except Taken as taken:
            outcomes.append(taken.because[:25])
        finally:
            connection.close()

    threads = [Thread(target=race, args=(session,)) for session in racers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["Room 2 is taken by Group ", "has it"]
    assert Booking.objects.filter(resource=clinic.room, active=True).count() == 1


def test_move_rolls_back_when_the_audit_fails(clinic: cast.Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    session = booked(clinic)

    def broken(**_: object) -> None:
        raise RuntimeError("audit")

    monkeypatch.setattr("circlechart.base.audit.actions.record", broken)
    with pytest.raises(RuntimeError):
        move(clinic, session, local_start=time(17))
    session.refresh_from_db()
    assert session.local_start == time(18)
