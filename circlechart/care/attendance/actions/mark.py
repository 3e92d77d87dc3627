"""Marking who was there. Every mark is an event with its key, so that a repeated one changes nothing."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from psycopg.types.range import TimestamptzRange

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.care.attendance import queries
from circlechart.care.attendance.actions.apply import RUNNING, apply, keep, locked, replayed, was_discharged
from circlechart.care.attendance.errors import IllegalStep, NeedsReason, NotRunning, SignedRow, StaleRow
from circlechart.care.attendance.facts import Mark, RowFacts
from circlechart.care.attendance.models import Attendance, AttendanceInterval
from circlechart.care.sessions.models import Session

TYPE_IT = "Type when the client was out under “Correct attendance”."


def mark(*, attendance_id: UUID, given: Mark, base_rev: int, idem: UUID, by: Actor, now: datetime) -> RowFacts:
    """This function will mark one client, and answer with everything that follows.

    Raises: NotAllowed, NotRunning, StaleRow, SignedRow, BadChoice, BadTime, Discharged, IllegalStep, NeedsReason.
    Audit: attendance.mark with the client, and an AttendanceEvent with the mark itself.
    """
    with transaction.atomic():
        attendance = _open(attendance_id, by, now)
        if replayed(idem, attendance):
            return queries.row_of(attendance_id, now)
        if attendance.rev != base_rev:
            raise StaleRow(value=attendance.get_disposition_display())
        apply(attendance, given, now)
        keep(attendance, "mark", given.as_plain(), idem, by, now)
        return queries.row_of(attendance_id, now)


def mark_remaining_present(*, session_id: UUID, idem: UUID, by: Actor, now: datetime) -> int:
    """This function will mark everybody present who is not marked yet; whoever is marked stays as they are (U2, A7).

    Somebody who was discharged meanwhile is left for a person to decide (A22).

    Raises: NotAllowed, NotRunning.
    Audit: attendance.mark for each client.
    """
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
        decide.ensure(by, Permission.MARK_ATTENDANCE, session, on=now)
        if session.status not in RUNNING:
            raise NotRunning()
        waiting = (
            Attendance.objects.select_for_update(of=("self",))
            .select_related("session", "client")
            .filter(session=session, disposition=Attendance.Disposition.EXPECTED)
            .order_by("id")
        )
        marked = [each for each in waiting if not was_discharged(each, now)]
        for attendance in marked:
            apply(attendance, Mark("present"), now)
            key = uuid5(idem, str(attendance.id))
            keep(attendance, "mark", {"choice": "present", "with": "remaining"}, key, by, now)
        return len(marked)


def step_out(*, attendance_id: UUID, reason: str, idem: UUID, by: Actor, now: datetime) -> RowFacts:
    """This function will say that a client left the room for a while, such as for a medication pass.

    Raises: NotAllowed, NotRunning, SignedRow, NeedsReason, IllegalStep.
    Audit: attendance.step_out with the client.
    """
    if not reason.strip():
        raise NeedsReason(mend="Say why the client is out, such as “medication”.")
    with transaction.atomic():
        attendance = _open(attendance_id, by, now)
        if replayed(idem, attendance):
            return queries.row_of(attendance_id, now)
        facts = queries.row_of(attendance_id, now)
        running = attendance.session.status == "in_progress"
        if running and queries.counts_until(attendance.session, now) < now:
            raise IllegalStep("The time of this session is over.", mend=TYPE_IT)
        if facts.disposition != "attended" or facts.is_out or not running:
            raise IllegalStep("Only a client who is in the room of a running session can step out.")
        AttendanceInterval.objects.create(
            attendance=attendance,
            kind="out",
            span=TimestamptzRange(now.replace(microsecond=0), None, "[)"),
            reason=reason.strip(),
        )
        keep(attendance, "step_out", {"reason": reason.strip()}, idem, by, now)
        return queries.row_of(attendance_id, now)


def step_in(*, attendance_id: UUID, idem: UUID, by: Actor, now: datetime) -> RowFacts:
    """This function will say that a client is back in the room.

    Raises: NotAllowed, NotRunning, SignedRow, IllegalStep.
    Audit: attendance.step_in with the client.
    """
    with transaction.atomic():
        attendance = _open(attendance_id, by, now)
        if replayed(idem, attendance):
            return queries.row_of(attendance_id, now)
        out = attendance.intervals.filter(kind="out", span__endswith__isnull=True).first()
        if out is None:
            raise IllegalStep("This client is not out.")
        back = max(now.replace(microsecond=0), out.span.lower)
        if back == out.span.lower:
            out.delete()
        else:
            out.span = TimestamptzRange(out.span.lower, back, "[)")
            out.save(update_fields=["span"])
        keep(attendance, "step_in", {}, idem, by, now)
        return queries.row_of(attendance_id, now)


def _open(attendance_id: UUID, by: Actor, now: datetime) -> Attendance:
    """The locked row, as long as no note of it is signed."""
    attendance = locked(attendance_id, Permission.MARK_ATTENDANCE, by, now)
    if attendance.signed_notes.exists():
        raise SignedRow()
    return attendance
