"""Making sessions: always the same ones, at the same wall time, and never over what somebody changed."""

from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from circlechart.care.enrollment.models import Group
from circlechart.care.sessions import actions
from circlechart.care.sessions.models import Booking, FacilityClosure, Resource, Session
from tests import cast
from tests.rooms.care.sessions.schedules import another, made, slot, version

NOW = cast.evening()
MONDAY = date(2026, 11, 30)
WEEK = timedelta(days=7)


def weekly(clinic: cast.Clinic, group: Group | None = None, **given: object) -> Group:
    group = group or clinic.group
    slot(version(group), room=clinic.room, lead=clinic.staff["lead"], **given)
    return group


def run(group: Group, now: datetime = NOW) -> int:
    return actions.materialise(group_id=group.id, by=None, now=now)


def sessions_of(group: Group) -> dict[date, UUID]:
    return dict(Session.objects.filter(group=group).order_by("local_on").values_list("local_on", "id"))


@pytest.mark.parametrize(("now", "days"), [
    (datetime(2026, 10, 20, 12, tzinfo=UTC), {date(2026, 10, 26): 22, date(2026, 11, 2): 23}),
    (datetime(2027, 3, 1, 12, tzinfo=UTC), {date(2027, 3, 8): 23, date(2027, 3, 15): 22}),
])  # fmt: skip
def test_G1_six_in_the_evening_in_new_york_stays_six_over_both_clock_changes(
    clinic: cast.Clinic, now: datetime, days: dict[date, int]
) -> None:
    clinic.north.time_zone = "America/New_York"
    clinic.north.save()
    run(weekly(clinic), now)
    for on, hour in days.items():
        session = Session.objects.get(local_on=on)
        assert session.local_start == time(18)
        assert session.span.lower == datetime(on.year, on.month, on.day, hour, tzinfo=UTC)
        assert session.span.upper - session.span.lower == timedelta(minutes=90)


def test_G2_twice_and_after_a_change_of_time_zones_makes_the_same_sessions(clinic: cast.Clinic) -> None:
    group = weekly(clinic)
    assert run(group) == 13
    before = sessions_of(group)
    assert run(group) == 0
    stale = Session.objects.get(local_on=MONDAY)
    span = stale.span
    Session.objects.filter(pk=stale.pk).update(
        span=DateTimeTZRange(span.lower + timedelta(hours=1), span.upper + timedelta(hours=1))
    )
    assert run(group) == 0
    stale.refresh_from_db()
    assert stale.span == span
    assert set(Booking.objects.filter(source_id=stale.id).values_list("span", flat=True)) == {span}
    assert sessions_of(group) == before


@pytest.mark.django_db(transaction=True)
def test_G2_concurrently_makes_the_same_sessions() -> None:
    clinic = made()
    group, other = weekly(clinic), weekly(clinic, another(clinic))
    start, troubles = Barrier(4), []

    def race(which: Group) -> None:
        try:
            start.wait()
            run(which)
        except Exception as error:
            troubles.append(error)
        finally:
            connection.close()

    racers = [Thread(target=race, args=(which,)) for which in (group, other, group, other)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert troubles == []
    assert Session.objects.filter(group=group).count() == Session.objects.filter(group=other).count() == 13
    assert Booking.objects.filter(active=True, resource=clinic.room).count() == 13
    assert Session.objects.exclude(conflict_flag="").count() == 13


def test_G3_a_moved_session_is_not_made_again_at_its_old_date(clinic: cast.Clinic) -> None:
    group = weekly(clinic)
    run(group)
    moved = Session.objects.get(local_on=MONDAY)
    Session.objects.filter(pk=moved.pk).update(local_on=MONDAY + timedelta(days=1), overridden=["local_on"])
    assert run(group) == 0
    assert not Session.objects.filter(group=group, local_on=MONDAY).exists()
    moved.refresh_from_db()
    assert moved.local_on == MONDAY + timedelta(days=1)


def test_G4_a_cancelled_session_is_not_made_again(clinic: cast.Clinic) -> None:
    group = weekly(clinic)
    run(group)
    session = Session.objects.get(local_on=MONDAY)
    actions.cancel(session_id=session.id, reason="Facilitator ill", by=clinic.desk, now=NOW)
    assert run(group) == 0
    session.refresh_from_db()
    assert (session.status, session.cancel_reason) == ("cancelled", "Facilitator ill")


def test_a_taken_room_is_a_warning_that_names_who_has_it_until_it_is_free(clinic: cast.Clinic) -> None:
    first = weekly(clinic, another(clinic))
    run(first)
    second = weekly(clinic)
    run(second)
    warned, holder = (
        Session.objects.get(group=second, local_on=MONDAY),
        Session.objects.get(group=first, local_on=MONDAY),
    )
    assert warned.status == "scheduled"
    assert warned.conflict_flag == (
        "Room 2 is taken by DBT skills, 6:00 PM to 7:30 PM; Anneke Rivers is taken by DBT skills, 6:00 PM to 7:30 PM"
    )
    actions.cancel(session_id=holder.id, reason="Facilitator ill", by=clinic.desk, now=NOW)
    warned.refresh_from_db()
    assert warned.conflict_flag == ""
    assert Booking.objects.filter(source_id=warned.id, active=True).count() == 2


def test_a_room_taken_by_a_group_of_another_facility_does_not_name_the_group(clinic: cast.Clinic) -> None:
    elsewhere = clinic.session(cast.evening(MONDAY), group=cast.another_group(clinic, "Relapse prevention"))
    Session.objects.filter(pk=elsewhere.pk).update(room=None)
    actions.book(elsewhere)
    run(weekly(clinic))
    flag = Session.objects.get(group=clinic.group, local_on=MONDAY).conflict_flag
    assert flag == "Anneke Rivers is taken by a group at West clinic, 6:00 PM to 7:30 PM"


def test_G17_a_facilitator_with_an_appointment_is_named_and_a_supervisor_may_be_in_two_places(
    clinic: cast.Clinic,
) -> None:
    span = DateTimeTZRange(cast.evening(MONDAY), cast.evening(MONDAY) + timedelta(minutes=45))
    for who in ("lead", "supervisor"):
        resource = Resource.objects.get(staff=clinic.staff[who])
        Booking.objects.create(resource=resource, span=span, source_kind="appointment", source_id=resource.id)
    group = clinic.group
    slot(version(group), lead=clinic.staff["lead"], supervisor=clinic.staff["supervisor"])
    run(group)
    session = Session.objects.get(local_on=MONDAY)
    assert session.conflict_flag == "Anneke Rivers is taken by an appointment, 6:00 PM to 6:45 PM"
    soft = Booking.objects.get(source_id=session.id, resource__staff=clinic.staff["supervisor"])
    assert (soft.hard, soft.active, soft.soft_reason) == (False, True, "Supervises or observes")


def test_G22_a_booking_without_an_end_is_refused(clinic: cast.Clinic) -> None:
    for span in (DateTimeTZRange(NOW, None), DateTimeTZRange(None, NOW), DateTimeTZRange(NOW, NOW)):
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            Booking.objects.create(resource=clinic.room, span=span, source_kind="session", source_id=clinic.room.id)
        assert "booking_span_closed" in str(refused.value)
    assert not Booking.objects.exists()


def test_G23_the_service_date_is_the_facilitys_wherever_the_client_is(clinic: cast.Clinic) -> None:
    clinic.north.time_zone = "America/Phoenix"
    clinic.north.save()
    clinic.group.default_modality = "video"
    clinic.group.save()
    slot(version(clinic.group), starts=time(22, 30), minutes=60)
    run(clinic.group)
    session = Session.objects.get(local_on=MONDAY)  # a client in New York sees half past midnight on Tuesday
    assert session.span.lower == datetime(2026, 12, 1, 5, 30, tzinfo=UTC)
    assert (session.local_on, session.modality) == (MONDAY, "video")


def test_a_closure_cancels_what_nobody_touched_and_its_end_brings_it_back(clinic: cast.Clinic) -> None:
    group = weekly(clinic)
    run(group)
    before = sessions_of(group)
    closure = FacilityClosure.objects.create(
        facility=clinic.north, closed_on=MONDAY, name="Staff day", source="manual", policy="skip",
        approved_by=clinic.staff["director"],
    )  # fmt: skip
    run(group)
    session = Session.objects.get(local_on=MONDAY)
    assert (session.status, session.cancel_reason, session.closure) == ("cancelled", "Closed: Staff day", closure)
    assert not Booking.objects.filter(source_id=session.id, active=True).exists()
    FacilityClosure.objects.filter(pk=closure.pk).update(policy="hold_anyway")
    run(group)
    session.refresh_from_db()
    assert (session.status, session.cancel_reason, session.closure) == ("scheduled", "", None)
    assert Booking.objects.filter(source_id=session.id, active=True).count() == 2
    assert sessions_of(group) == before


def test_materialise_asks_who_wants_it_and_writes_it_down(clinic: cast.Clinic) -> None:
    group = weekly(clinic)
    with pytest.raises(NotAllowed):
        actions.materialise(group_id=group.id, by=clinic.biller, now=NOW)
    actions.materialise(group_id=group.id, by=clinic.desk, now=NOW)
    event = AuditEvent.objects.get(verb="sessions.materialise")
    assert (event.actor_id, event.details) == (clinic.desk.staff_id, {"made": 13})


def test_materialise_rolls_back_when_the_audit_fails(clinic: cast.Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("audit")

    monkeypatch.setattr("circlechart.base.audit.actions.record", broken)
    group = weekly(clinic)
    with pytest.raises(RuntimeError):
        run(group)
    assert not Session.objects.exists()
    assert not Booking.objects.exists()
