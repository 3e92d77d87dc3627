"""Marking who was there, against the database."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from psycopg.types.range import TimestamptzRange

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from circlechart.care.attendance import actions, errors
from circlechart.care.attendance.actions import Mark
from circlechart.care.attendance.models import Attendance, AttendanceEvent, AttendanceInterval
from tests import cast
from tests.rooms.care.attendance.conftest import Running


def test_mark_present_counts_from_the_start(running: Running) -> None:
    row = running.mark("Imre Castellan", "present")
    assert (row.status, row.minutes, row.note_owed) == ("present", 75, "group_note")
    event = AttendanceEvent.objects.get(attendance_id=row.attendance_id)
    assert (event.verb, event.base_rev, event.rev) == ("mark", 1, 2)
    audited = AuditEvent.objects.get(verb="attendance.mark")
    assert audited.client_id == row.client_id


def test_A1_times_make_a_client_late_and_gone_early(running: Running) -> None:
    running.mark("Darius Feld", arrived_at=running.at(10))
    row = running.mark("Darius Feld", left_at=running.at(70))
    assert row.status_words == "Late, left early"
    assert (row.minutes, row.choice) == (60, "late")


def test_A2_two_presences_of_one_client_never_overlap(running: Running) -> None:
    row = running.mark("Imre Castellan", "present")
    with pytest.raises(IntegrityError, match="interval_no_overlap"), transaction.atomic():
        AttendanceInterval.objects.create(
            attendance_id=row.attendance_id, kind="present", span=TimestamptzRange(running.at(5), running.at(9), "[)")
        )


def test_A2_an_out_time_outside_presence_counts_for_nothing_and_is_flagged(running: Running) -> None:
    running.mark("Imre Castellan", arrived_at=running.at(30))
    row = running.row("Imre Castellan")
    AttendanceInterval.objects.create(
        attendance_id=row.attendance_id, kind="out", reason="call",
        span=TimestamptzRange(running.at(5), running.at(15), "[)"),
    )  # fmt: skip
    row = running.row("Imre Castellan")
    assert (row.minutes, row.stray) == (45, True)


def test_A3_somebody_who_is_out_at_the_end_stays_out(running: Running) -> None:
    running.mark("Imre Castellan", "present")
    row = actions.step_out(
        attendance_id=running.id("Imre Castellan"),
        reason="medication",
        idem=uuid4(),
        by=running.clinic.co,
        now=running.now,
    )
    assert row.is_out
    running.end()
    assert running.row("Imre Castellan").minutes == 75


def test_step_out_and_in_takes_the_minutes_away(running: Running) -> None:
    running.mark("Imre Castellan", "present")
    who = running.id("Imre Castellan")
    actions.step_out(attendance_id=who, reason="medication", idem=uuid4(), by=running.clinic.co, now=running.at(40))
    row = actions.step_in(attendance_id=who, idem=uuid4(), by=running.clinic.co, now=running.at(52))
    assert (row.status, row.minutes) == ("partial", 52 - 12)
    running.end()
    assert running.row("Imre Castellan").minutes == 78


def test_step_out_needs_a_reason_and_a_client_in_the_room(running: Running) -> None:
    who = running.id("Imre Castellan")
    with pytest.raises(errors.NeedsReason):
        actions.step_out(attendance_id=who, reason=" ", idem=uuid4(), by=running.clinic.lead, now=running.now)
    with pytest.raises(errors.IllegalStep):
        actions.step_out(attendance_id=who, reason="call", idem=uuid4(), by=running.clinic.lead, now=running.now)
    assert not AttendanceEvent.objects.exists()


def test_A4_an_arrival_before_the_start_is_presence_from_the_start(running: Running) -> None:
    row = running.mark("Imre Castellan", arrived_at=running.at(-10))
    assert (row.status, row.minutes) == ("present", 75)


def test_A7_mark_remaining_leaves_those_who_are_marked(running: Running) -> None:
    running.mark("Oren Pell", "no_show")
    running.mark("Yuki Hathaway", arrived_at=running.at(20))
    assert running.remaining() == 6
    assert running.row("Oren Pell").disposition == "no_show"
    assert running.row("Yuki Hathaway").status == "late"
    assert running.remaining() == 0


def test_A8_present_becomes_a_no_show_before_signing(running: Running) -> None:
    running.mark("Oren Pell", "present")
    row = running.mark("Oren Pell", "no_show", reason="no call")
    assert (row.minutes, row.note_owed, row.reason) == (0, "no_show_note", "no call")
    assert not AttendanceInterval.objects.filter(attendance_id=row.attendance_id).exists()
    assert AttendanceEvent.objects.filter(attendance_id=row.attendance_id).count() == 2


def test_A9_a_no_show_who_comes_after_all_is_late(running: Running) -> None:
    running.mark("Oren Pell", "no_show")
    row = running.mark("Oren Pell", arrived_at=running.at(50))
    assert (row.status, row.minutes, row.note_owed, row.reason) == ("late", 25, "group_note", "")


def test_A17_a_batch_that_comes_in_twice_changes_nothing_the_second_time(running: Running) -> None:
    keys = {name: uuid4() for name in ("Imre Castellan", "Oren Pell")}
    for _ in range(2):
        for name, key in keys.items():
            choice = "no_show" if name == "Oren Pell" else "present"
            actions.mark(
                attendance_id=running.id(name), given=Mark(choice), base_rev=1, idem=key,
                by=running.clinic.lead, now=running.now,
            )  # fmt: skip
    assert AttendanceEvent.objects.count() == 2
    assert running.row("Imre Castellan").rev == 2


def test_mark_refuses_a_row_that_somebody_else_marked_meanwhile(running: Running) -> None:
    running.mark("Oren Pell", "no_show")
    with pytest.raises(errors.StaleRow) as refused:
        actions.mark(
            attendance_id=running.id("Oren Pell"), given=Mark("present"), base_rev=1, idem=uuid4(),
            by=running.clinic.co, now=running.now,
        )  # fmt: skip
    assert refused.value.value == "No-show"
    assert running.row("Oren Pell").disposition == "no_show"


@pytest.mark.parametrize(
    ("choice", "given", "error"),
    [
        ("early", {}, errors.BadChoice),
        ("", {"arrived_at": 30, "left_at": 20}, errors.BadTime),
        ("removed", {"left_at": 20}, errors.NeedsReason),
        ("elsewhere", {}, errors.NeedsReason),
    ],
)
def test_mark_refuses_what_cannot_be(
    running: Running, choice: str, given: dict[str, int], error: type[Exception]
) -> None:
    times = {name: running.at(minutes) for name, minutes in given.items()}
    with pytest.raises(error):
        running.mark("Imre Castellan", choice, **times)
    assert running.row("Imre Castellan").disposition == "expected"
    assert not AttendanceEvent.objects.exists()


def test_mark_refuses_somebody_who_does_not_work_in_the_session(running: Running) -> None:
    with pytest.raises(NotAllowed):
        actions.mark(
            attendance_id=running.id("Imre Castellan"), given=Mark("present"), base_rev=1, idem=uuid4(),
            by=running.clinic.trainee, now=running.now,
        )  # fmt: skip


def test_mark_refuses_a_session_that_has_not_started(start: object, db: None) -> None:
    clinic = cast.clinic()
    session = clinic.session(cast.evening())
    row = Attendance.objects.create(
        session=session, client=clinic.clients[0], client_name="Imre Castellan", basis="member"
    )
    with pytest.raises(errors.NotRunning):
        actions.mark(
            attendance_id=row.id, given=Mark("present"), base_rev=1, idem=uuid4(), by=clinic.lead, now=cast.evening()
        )


def test_a_removed_client_keeps_the_minutes_until_then(running: Running) -> None:
    row = running.mark("Imre Castellan", "removed", reason="threatened another member", left_at=running.at(40))
    assert (row.minutes, row.note_owed, row.disposition) == (40, "group_note", "removed")


def test_the_attendance_log_cannot_be_changed(running: Running) -> None:
    running.mark("Imre Castellan", "present")
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        AttendanceEvent.objects.update(verb="step_out")
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        AttendanceEvent.objects.all().delete()


def test_undo_of_a_start_that_was_pressed_too_soon(running: Running) -> None:
    session = actions.undo_opening(session_id=running.session.id, by=running.clinic.lead, now=running.now)
    assert (session.status, session.started_at, session.roster_frozen_at) == ("scheduled", None, None)
    again = actions.open_session(session_id=session.id, by=running.clinic.lead, now=running.now)
    assert again.attendances.count() == 8


def test_undo_of_a_start_is_refused_once_somebody_is_marked(running: Running) -> None:
    running.mark("Imre Castellan", "present")
    with pytest.raises(errors.SomethingEntered):
        actions.undo_opening(session_id=running.session.id, by=running.clinic.lead, now=running.now)
    assert running.row("Imre Castellan").minutes == 75


def test_undo_of_an_end_lets_the_session_run_on(running: Running) -> None:
    running.remaining()
    running.end()
    session = actions.undo_closing(session_id=running.session.id, by=running.clinic.lead, now=running.now)
    assert (session.status, session.ended_at) == ("in_progress", None)
    running.now += timedelta(minutes=10)
    assert running.row("Imre Castellan").minutes == 105


def test_A21_a_session_cancelled_after_three_arrivals_leaves_nobody_present(running: Running) -> None:
    for name in ("Imre Castellan", "Oren Pell", "Joss Adeyemi"):
        running.mark(name, "present")
    actions.cancel_running(session_id=running.session.id, reason="fire alarm", by=running.clinic.lead, now=running.now)
    rows = Attendance.objects.filter(session=running.session)
    assert set(rows.values_list("disposition", "reason")) == {("facility_cancelled", "fire alarm")}
    assert AttendanceEvent.objects.filter(verb="cancel_session", payload__was="attended").count() == 3
    running.session.refresh_from_db()
    assert running.session.status == "cancelled"


def test_a_session_cancelled_while_it_ran_expects_everybody_again_when_it_is_reinstated(running: Running) -> None:
    from circlechart.care.sessions import actions as sessions

    running.mark("Imre Castellan", "present")
    actions.cancel_running(session_id=running.session.id, reason="fire alarm", by=running.clinic.lead, now=running.now)
    sessions.reinstate(session_id=running.session.id, by=running.clinic.director, now=running.now)
    actions.open_session(session_id=running.session.id, by=running.clinic.lead, now=running.now)
    assert set(Attendance.objects.values_list("disposition", flat=True)) == {"expected"}


def test_cancelling_a_running_session_needs_a_reason(running: Running) -> None:
    with pytest.raises(errors.NeedsReason):
        actions.cancel_running(session_id=running.session.id, reason=" ", by=running.clinic.lead, now=running.now)


def test_U15_late_add_puts_a_client_on_the_roster_with_the_reason(running: Running) -> None:
    guest = running.clinic.clients[0].__class__.objects.create(
        chart_number="NC-1999", legal_first_name="Beatriz", legal_last_name="Soto", birth_on=cast.SINCE,
        administrative_sex="F", facility=running.clinic.north,
    )  # fmt: skip
    row = actions.late_add(
        session_id=running.session.id, client_id=guest.id, reason="make-up", by=running.clinic.co, now=running.now
    )
    assert (row.basis, row.reason, row.client_name) == ("late_add", "make-up", "Beatriz Soto")
    assert AuditEvent.objects.get(verb="attendance.late_add").client_id == guest.id
    with pytest.raises(errors.OnTheRoster):
        actions.late_add(
            session_id=running.session.id, client_id=guest.id, reason="again", by=running.clinic.co, now=running.now
        )
