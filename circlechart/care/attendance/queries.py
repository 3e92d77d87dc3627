"""Reading a session's roster, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from circlechart.care.attendance import rules
from circlechart.care.attendance.facts import Board, Interval, RowFacts
from circlechart.care.attendance.models import Attendance, AttendanceInterval
from circlechart.care.sessions.models import Session


def board(session_id: UUID, now: datetime) -> Board:
    """This function will read a session's roster with everybody's minutes, sorted by name."""
    session = Session.objects.get(pk=session_id)
    signed = set(Attendance.objects.filter(session=session, signed_notes__isnull=False).values_list("id", flat=True))
    attendances = Attendance.objects.filter(session=session).exclude(disposition=Attendance.Disposition.VOID)
    intervals = intervals_of(AttendanceInterval.objects.filter(attendance__session=session))
    rows = [row(each, session, intervals[each.id], now, frozen=each.id in signed) for each in attendances]
    assert session.span is not None
    return Board(
        session_id=session.id,
        status=session.status,
        time_zone=session.time_zone,
        starts_at=session.span.lower,
        ends_at=session.span.upper,
        started_at=session.started_at,
        ended_at=session.ended_at,
        rows=tuple(sorted(rows, key=lambda each: (each.name.casefold(), str(each.client_id)))),
    )


def intervals_of(intervals: Iterable[AttendanceInterval]) -> dict[UUID, list[Interval]]:
    """This function will sort intervals by the attendance that they belong to."""
    found: dict[UUID, list[Interval]] = defaultdict(list)
    for each in intervals:
        found[each.attendance_id].append(Interval(each.kind, each.span.lower, each.span.upper, each.reason))
    for own in found.values():
        own.sort(key=lambda each: each.start)
    return found


def row(
    attendance: Attendance, session: Session, intervals: list[Interval], now: datetime, *, frozen: bool = False
) -> RowFacts:
    """This function will derive everything that follows from one client's attendance."""
    arrived_at = rules.arrived(intervals, session.started_at)
    left_at = rules.left(intervals, session.ended_at)
    until = session.ended_at or now
    was_out = any(each.kind == "out" for each in intervals)
    return RowFacts(
        attendance_id=attendance.id,
        client_id=attendance.client_id,
        name=attendance.client_name,
        basis=attendance.basis,
        modality=attendance.modality,
        disposition=attendance.disposition,
        status=rules.status(attendance.disposition, arrived_at is not None, left_at is not None, was_out),
        reason=attendance.reason,
        intervals=tuple(intervals),
        arrived_at=arrived_at,
        left_at=left_at,
        minutes=rules.minutes(intervals, session.started_at, until),
        note_owed=rules.note_owed(attendance.disposition, attendance.basis),
        rev=attendance.rev,
        frozen=frozen,
    )


def row_of(attendance_id: UUID, now: datetime) -> RowFacts:
    """This function will read one client's attendance. Raises: Attendance.DoesNotExist."""
    attendance = Attendance.objects.select_related("session").get(pk=attendance_id)
    intervals = intervals_of(attendance.intervals.all())[attendance.id]
    frozen = attendance.signed_notes.exists()
    return row(attendance, attendance.session, intervals, now, frozen=frozen)
