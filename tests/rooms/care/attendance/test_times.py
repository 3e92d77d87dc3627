"""When a session may be started, documented days later, and what a typed wall time means."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from circlechart.base.kit import walltime
from circlechart.base.kit.minutes import Span
from circlechart.care.attendance import actions, errors, forms, queries, rules
from circlechart.care.attendance.actions import Mark
from circlechart.care.attendance.models import Attendance
from circlechart.care.notes import actions as notes
from circlechart.care.sessions.errors import BadTimes
from circlechart.care.sessions.models import Session
from circlechart.money.claims import queries as claims
from circlechart.web.pull import catch_up
from tests import cast
from tests.rooms.care.attendance.conftest import START, Running
from tests.rooms.care.notes.test_sign import read_all, written
from tests.rooms.web.hostile import browse, nothing_changes, says

END = START + timedelta(minutes=90)
TWO_DAYS_LATER = START + timedelta(days=2)


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    return cast.clinic()


def opened(clinic: cast.Clinic, now: datetime, at: datetime = START) -> Session:
    session = clinic.session(at)
    actions.open_session(session_id=session.id, by=clinic.lead, now=now)
    session.refresh_from_db()
    return session


@pytest.mark.parametrize("early", [timedelta(days=7), timedelta(days=1), timedelta(hours=3)])
def test_a_session_cannot_be_started_days_or_hours_before_its_time(clinic: cast.Clinic, early: timedelta) -> None:
    session = clinic.session(START)
    with time_machine.travel(START - early, tick=False), nothing_changes():
        answer = browse(clinic, "lead").post(reverse("attendance:open", args=[session.id]))
        says(answer, 409, "from Nov 23, 2026, 4:00 PM CST on", "Nov 23, 2026, 6:00 PM CST", "move the session")


def test_a_session_that_is_started_a_little_early_began_when_it_was_started(clinic: cast.Clinic) -> None:
    session = opened(clinic, START - timedelta(minutes=110))
    assert (session.started_at, session.start_basis) == (START - timedelta(minutes=110), "stamped")


def test_a_session_of_the_first_hour_is_not_started_the_day_before(clinic: cast.Clinic) -> None:
    half_past_midnight = walltime.instant(date(2026, 11, 24), time(0, 30), cast.CHICAGO)
    session = clinic.session(half_past_midnight)
    with pytest.raises(errors.TooEarly):
        actions.open_session(session_id=session.id, by=clinic.lead, now=half_past_midnight - timedelta(minutes=31))
    actions.open_session(session_id=session.id, by=clinic.lead, now=half_past_midnight - timedelta(minutes=30))
    session.refresh_from_db()
    assert walltime.today(session.started_at, session.time_zone) == session.local_on


def test_a_session_of_two_days_ago_is_documented_at_its_own_time(clinic: cast.Clinic) -> None:
    session = opened(clinic, TWO_DAYS_LATER)
    assert (session.started_at, session.start_basis) == (START, "scheduled")
    actions.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.lead, now=TWO_DAYS_LATER)
    assert {row.minutes for row in queries.board(session.id, TWO_DAYS_LATER).rows} == {90}
    written(clinic, session)
    actions.close_session(session_id=session.id, by=clinic.lead, now=TWO_DAYS_LATER)
    session.refresh_from_db()
    assert (session.ended_at, session.end_basis) == (END, "scheduled")
    read = read_all(session, clinic.lead.staff_id)
    notes.sign(session_id=session.id, read=read, by=clinic.lead, now=TWO_DAYS_LATER)
    catch_up(session.id, by=clinic.lead, now=TWO_DAYS_LATER)
    assert {claim.service_on for claim in claims.of_session(session.id)} == {date(2026, 11, 23)}


def test_nothing_is_stamped_with_the_hour_of_documenting(clinic: cast.Clinic) -> None:
    session = opened(clinic, TWO_DAYS_LATER)
    rows = {row.name: row.attendance_id for row in queries.board(session.id, TWO_DAYS_LATER).rows}

    def mark(name: str, given: Mark) -> None:
        actions.mark(
            attendance_id=rows[name], given=given, base_rev=queries.row_of(rows[name], TWO_DAYS_LATER).rev, idem=uuid4(),
            by=clinic.lead, now=TWO_DAYS_LATER,
        )  # fmt: skip

    for choice, field in (("late", "Arrived"), ("left_early", "Left")):
        with pytest.raises(errors.BadTime) as refused:
            mark("Oren Pell", Mark(choice))
        assert refused.value.field == field
    mark("Oren Pell", Mark("late", arrived_at=START + timedelta(minutes=20)))
    assert queries.row_of(rows["Oren Pell"], TWO_DAYS_LATER).minutes == 70
    with pytest.raises(errors.IllegalStep) as over:
        actions.step_out(
            attendance_id=rows["Oren Pell"], reason="call", idem=uuid4(), by=clinic.lead, now=TWO_DAYS_LATER
        )
    assert "Correct attendance" in over.value.mend


def test_a_session_that_nobody_ended_stops_counting(running: Running) -> None:
    running.mark("Imre Castellan", "present")
    who = running.id("Imre Castellan")
    assert queries.row_of(who, END + timedelta(minutes=20)).minutes == 110
    assert queries.row_of(who, END + timedelta(hours=12)).minutes == 90


def test_a_session_that_began_after_its_scheduled_end_can_be_ended(running: Running) -> None:
    late = END + timedelta(minutes=15)
    actions.retime_session(
        session_id=running.session.id, started_at=late, ended_at=None, by=running.clinic.lead, now=late
    )
    now = late + timedelta(hours=2)
    ended = actions.close_session(session_id=running.session.id, by=running.clinic.lead, now=now)
    assert (ended.ended_at, ended.end_basis) == (late + timedelta(minutes=90), "scheduled")


@pytest.mark.parametrize(("typed", "ended", "kept"), [("14:30", "16:00", True), ("11:30", "13:00", False)])
def test_a_typed_start_is_on_the_sessions_own_day_or_refused(
    running: Running, typed: str, ended: str, kept: bool
) -> None:
    running.end()
    with time_machine.travel(running.now, tick=False):
        lead, address = browse(running.clinic, "lead"), reverse("attendance:retime", args=[running.session.id])
        answer = lead.post(address, {"started": typed, "ended": ended})
    running.session.refresh_from_db()
    if kept:
        assert running.session.started_at == START - timedelta(minutes=210)
        assert running.session.ended_at == START - timedelta(minutes=120)
    else:
        says(answer, 422, "Started", "11:30", "hours away from the session", "between 12:00 PM and 1:30 AM")
        assert running.session.started_at == START


def test_a_session_cannot_have_started_the_day_before(clinic: cast.Clinic) -> None:
    half_past_midnight = walltime.instant(date(2026, 11, 24), time(0, 30), cast.CHICAGO)
    session = opened(clinic, half_past_midnight, at=half_past_midnight)
    started = forms.session_wall("Started", "23:50", session)
    assert started == half_past_midnight - timedelta(minutes=40)
    with pytest.raises(BadTimes) as refused:
        actions.retime_session(
            session_id=session.id, started_at=started, ended_at=None, by=clinic.lead, now=half_past_midnight
        )
    assert (refused.value.field, refused.value.value) == ("Started", "Nov 23, 2026, 11:50 PM CST")


def test_an_arrival_typed_in_the_morning_is_refused(running: Running) -> None:
    who = running.id("Imre Castellan")
    with time_machine.travel(running.now, tick=False), nothing_changes():
        lead, address = browse(running.clinic, "lead"), reverse("attendance:mark", args=[who])
        answer = lead.post(address, {"base_rev": "1", "choice": "late", "arrived": "08:15"})
        says(answer, 422, "Arrived", "08:15", "session of Nov 23, 2026, 6:00 PM to 7:30 PM", "3:00 PM and 10:30 PM")
    assert not Attendance.objects.get(pk=who).intervals.exists()


@pytest.mark.parametrize(("typed", "minutes"), [("23:50", 110), ("00:15", 135), ("21:55", -5)])
def test_a_time_of_a_group_over_midnight_is_the_one_nearest_to_it(
    clinic: cast.Clinic, typed: str, minutes: int
) -> None:
    ten = walltime.instant(date(2026, 11, 23), time(22), cast.CHICAGO)
    session = clinic.session(ten, minutes=150)
    assert forms.wall("Left", typed, session) == ten + timedelta(minutes=minutes)
    assert forms.session_wall("Ended", typed, session) == ten + timedelta(minutes=minutes)


@pytest.mark.parametrize(("began", "typed", "meant"), [
    (datetime(2026, 11, 1, 6, 30, tzinfo=UTC), time(1, 30), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)),
    (datetime(2026, 11, 1, 6, 30, tzinfo=UTC), time(23, 50), datetime(2026, 11, 1, 4, 50, tzinfo=UTC)),
    (datetime(2026, 11, 1, 4, 30, tzinfo=UTC), time(23, 50), datetime(2026, 11, 1, 4, 50, tzinfo=UTC)),
])  # fmt: skip
def test_a_typed_time_means_the_nearest_instant_in_the_night_of_the_clock_change(
    began: datetime, typed: time, meant: datetime
) -> None:
    on = walltime.today(began, cast.CHICAGO)
    near = Span(began, began + timedelta(minutes=90))
    assert rules.meant(typed, on, cast.CHICAGO, near, fold=0) == meant
