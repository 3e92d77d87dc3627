"""The recurring work: each job may run twice."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from psycopg.types.range import DateRange
from time_machine import travel

from circlechart.base.audit.models import AuditEvent
from circlechart.care.enrollment.models import Enrollment
from circlechart.care.notes import actions as notes
from circlechart.care.sessions.models import (
    Booking,
    FacilityClosure,
    Resource,
    ScheduleSlot,
    ScheduleVersion,
    Session,
    SlotStaff,
)
from circlechart.money.charges.models import Charge
from circlechart.web import schedule
from circlechart.web.office import actions as office
from circlechart.web.office.facts import CoverageGiven
from tests import cast
from tests.rooms.care.notes.test_sign import read_all
from tests.rooms.money.claims.test_assemble import ENDED, signed_group

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
    schedule.capture_all_charges(0)


LATER = ENDED + timedelta(hours=3)


def derived_later(monkeypatch: pytest.MonkeyPatch, now: datetime) -> list[UUID]:
    """The sessions that the recurring job derives at an instant."""
    found: list[UUID] = []
    monkeypatch.setattr(schedule, "try_to_catch_up", lambda session_id, **_: found.append(session_id))
    with travel(now, tick=False):
        schedule.capture_charges(0)
    return found


def test_capture_charges_leaves_alone_what_nobody_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    signed_group(cast.clinic())
    assert derived_later(monkeypatch, LATER) == []


def test_capture_charges_repeats_what_a_request_left_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = cast.clinic()
    session = signed_group(clinic, sign=False)
    notes.sign(session_id=session.id, read=read_all(session, clinic.lead.staff_id), by=clinic.lead, now=LATER)
    assert not Charge.objects.filter(status="ready").exists()
    with travel(LATER + timedelta(minutes=9), tick=False):
        schedule.capture_charges(0)
    assert Charge.objects.filter(status="ready").exists()


def test_capture_charges_follows_a_coverage_that_came_later(monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = cast.clinic()
    client = clinic.clients[0]
    plan = client.coverages.get().plan
    client.coverages.all().delete()
    session = signed_group(clinic)
    assert Charge.objects.get(attendance__client=client, current=True).status == "held"
    given = CoverageGiven(plan=plan.id, member_id="AM4417", from_on=cast.SINCE)
    office.add_coverage(client_id=client.id, given=given, by=clinic.desk, now=LATER)
    assert derived_later(monkeypatch, LATER + timedelta(minutes=9)) == [session.id]
    monkeypatch.undo()
    with travel(LATER + timedelta(minutes=9), tick=False):
        schedule.capture_charges(0)
    assert Charge.objects.get(attendance__client=client, current=True).status == "ready"


@pytest.mark.parametrize("verb", ["payers.set_fee", "office.end_credential"])
def test_a_fee_or_a_credential_touches_every_recent_session(monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    session = signed_group(cast.clinic())
    AuditEvent.objects.create(at=LATER, kind="changed", verb=verb)
    assert derived_later(monkeypatch, LATER + timedelta(minutes=9)) == [session.id]
    assert derived_later(monkeypatch, LATER + timedelta(days=40)) == []


def test_once_a_night_everything_recent_is_derived(monkeypatch: pytest.MonkeyPatch) -> None:
    session = signed_group(cast.clinic())
    found: list[UUID] = []
    monkeypatch.setattr(schedule, "try_to_catch_up", lambda session_id, **_: found.append(session_id))
    with travel(LATER + timedelta(days=2), tick=False):
        schedule.capture_all_charges(0)
    assert found == [session.id]
