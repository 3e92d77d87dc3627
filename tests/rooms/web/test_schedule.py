"""The recurring work: each job may run twice."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from psycopg.types.range import DateRange

from circlechart.care.enrollment.models import Enrollment
from circlechart.care.sessions.models import (
    Booking,
    FacilityClosure,
    Resource,
    ScheduleSlot,
    ScheduleVersion,
    Session,
    SlotStaff,
)
from circlechart.web import schedule
from tests import cast

pytestmark = pytest.mark.django_db


def weekly(clinic: cast.Clinic) -> ScheduleSlot:
    version = ScheduleVersion.objects.create(group=clinic.group, effective=cast.ALWAYS)
    slot = ScheduleSlot.objects.create(
        version=version, slot_key="01a20000-0000-7000-8000-000000000001", rrule="FREQ=WEEKLY;BYDAY=MO",
        anchor_on=cast.SINCE, local_start="18:00", duration_minutes=90, time_zone=cast.CHICAGO, room=clinic.room,
    )  # fmt: skip
    SlotStaff.objects.create(slot=slot, staff=clinic.staff["lead"], role="lead")
    Resource.objects.create(kind="staff", name="Anneke Rivers", staff=clinic.staff["lead"])
    return slot


def test_generate_sessions_twice_makes_them_once() -> None:
    clinic = cast.clinic(clients=1)
    weekly(clinic)
    schedule.generate_sessions(0)
    made = Session.objects.count()
    assert made in (12, 13, 14)
    schedule.generate_sessions(0)
    assert Session.objects.count() == made
    assert Booking.objects.count() == 2 * made
    assert set(Session.objects.values_list("conflict_flag", flat=True)) == {""}


def test_generate_sessions_keeps_wall_time_over_clock_changes() -> None:
    clinic = cast.clinic(clients=1)
    weekly(clinic)
    schedule.generate_sessions(0)
    starts = {
        session.span.lower.astimezone(ZoneInfo(cast.CHICAGO)).hour for session in Session.objects.all() if session.span
    }
    assert starts == {18}


def test_generate_sessions_shows_a_closed_day_as_cancelled() -> None:
    clinic = cast.clinic(clients=1)
    weekly(clinic)
    today = timezone.now().date()
    monday = today + timedelta(days=(7 - today.weekday()) % 7 + 7)
    FacilityClosure.objects.create(
        facility=clinic.north, closed_on=monday, name="Staff day", source="manual", policy="skip",
        approved_by=clinic.staff["director"],
    )  # fmt: skip
    schedule.generate_sessions(0)
    session = Session.objects.get(local_on=monday)
    assert (session.status, session.cancel_reason) == ("cancelled", "Closed: Staff day")
    assert not Booking.objects.filter(source_id=session.id).exists()


def test_generate_sessions_warns_of_a_taken_room_and_drops_nothing() -> None:
    clinic = cast.clinic(clients=1)
    weekly(clinic)
    today = timezone.now().date()
    monday = today + timedelta(days=(7 - today.weekday()) % 7 + 7)
    other = clinic.session(cast.evening(monday), lead="co")
    Booking.objects.create(resource=clinic.room, span=other.span, source_kind="session", source_id=other.id)
    schedule.generate_sessions(0)
    made = Session.objects.get(local_on=monday, slot_key__isnull=False)
    assert made.status == "scheduled"
    assert made.conflict_flag == "Room 2 is taken by Evening process group, 6:00 PM to 7:30 PM"


def test_settle_places_ends_what_is_over_and_takes_back_offers() -> None:
    cast.clinic(clients=3)
    first, second, third = Enrollment.objects.order_by("id")
    Enrollment.objects.filter(pk=first.pk).update(effective=DateRange(cast.SINCE, date(2026, 1, 1)))
    Enrollment.objects.filter(pk=second.pk).update(
        status="offered", effective=None, offer_expires_at=timezone.now() - timedelta(hours=1)
    )
    schedule.settle_places(0)
    statuses = dict(Enrollment.objects.values_list("id", "status"))
    assert [statuses[each.id] for each in (first, second, third)] == ["ended", "waitlisted", "active"]


def test_capture_charges_runs_without_sessions() -> None:
    schedule.capture_charges(0)
