"""Marking who was there. Every mark is an event with its key, so that a repeated one changes nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from psycopg.types.range import TimestamptzRange

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.care.attendance import queries
from circlechart.care.attendance.errors import (
    BadChoice,
    BadTime,
    IllegalStep,
    NeedsReason,
    NotRunning,
    SignedRow,
    StaleRow,
)
from circlechart.care.attendance.facts import CHOICES, RowFacts
from circlechart.care.attendance.models import Attendance, AttendanceEvent, AttendanceInterval
from circlechart.care.attendance.states import DISPOSITIONS
from circlechart.care.sessions.models import Session

RUNNING = ("in_progress", "held", "documented")


@dataclass(frozen=True, slots=True)
class Mark:
    """What was chosen for a client. Times alone say late or left early; `None` leaves a time as it is."""

    choice: str = ""
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    clear_arrived: bool = False
    clear_left: bool = False
    reason: str = ""


def mark(*, attendance_id: UUID, given: Mark, base_rev: int, idem: UUID, by: Actor, now: datetime) -> RowFacts:
    """This function will mark one client, and answer with everything that follows.

    Raises: NotAllowed, NotRunning, StaleRow, SignedRow, BadChoice, BadTime, IllegalStep.
    Audit: attendance.mark with the client, and an AttendanceEvent with the mark itself.
    """
    with transaction.atomic():
        attendance = _locked(attendance_id, by, now)
        if AttendanceEvent.objects.filter(idem=idem).exists():
            return queries.row_of(attendance_id, now)
        if attendance.rev != base_rev:
            raise StaleRow(value=attendance.get_disposition_display())
        _apply(attendance, given, now)
        _event(attendance, "mark", _payload(given), base_rev, idem, by, now)
        return queries.row_of(attendance_id, now)


def mark_remaining_present(*, session_id: UUID, idem: UUID, by: Actor, now: datetime) -> int:
    """This function will mark everybody present who is not marked yet; whoever is marked stays as they are (U2).

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
            .select_related("session")
            .filter(session=session, disposition=Attendance.Disposition.EXPECTED)
            .order_by("id")
        )
        marked = list(waiting)
        for attendance in marked:
            base_rev = attendance.rev
            _apply(attendance, Mark("present"), now)
            key = uuid5(idem, str(attendance.id))
            _event(attendance, "mark", {"choice": "present", "with": "remaining"}, base_rev, key, by, now)
        return len(marked)


def step_out(*, attendance_id: UUID, reason: str, idem: UUID, by: Actor, now: datetime) -> RowFacts:
    """This function will say that a client left the room for a while, such as for a medication pass.

    Raises: NotAllowed, NotRunning, SignedRow, NeedsReason, IllegalStep.
    Audit: attendance.step_out with the client.
    """
    if not reason.strip():
        raise NeedsReason(mend="Say why the client is out, such as “medication”.")
    with transaction.atomic():
        attendance = _locked(attendance_id, by, now)
        if AttendanceEvent.objects.filter(idem=idem).exists():
            return queries.row_of(attendance_id, now)
        facts = queries.row_of(attendance_id, now)
        if facts.disposition != "attended" or facts.is_out or attendance.session.status != "in_progress":
            raise IllegalStep("Only a client who is in the room of a running session can step out.")
        AttendanceInterval.objects.create(
            attendance=attendance,
            kind="out",
            span=TimestamptzRange(now.replace(microsecond=0), None, "[)"),
            reason=reason.strip(),
        )
        base_rev = attendance.rev
        _bump(attendance, by, now)
        _event(attendance, "step_out", {"reason": reason.strip()}, base_rev, idem, by, now)
        return queries.row_of(attendance_id, now)


def step_in(*, attendance_id: UUID, idem: UUID, by: Actor, now: datetime) -> RowFacts:
    """This function will say that a client is back in the room.

    Raises: NotAllowed, NotRunning, SignedRow, IllegalStep.
    Audit: attendance.step_in with the client.
    """
    with transaction.atomic():
        attendance = _locked(attendance_id, by, now)
        if AttendanceEvent.objects.filter(idem=idem).exists():
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
        base_rev = attendance.rev
        _bump(attendance, by, now)
        _event(attendance, "step_in", {}, base_rev, idem, by, now)
        return queries.row_of(attendance_id, now)


def _locked(attendance_id: UUID, by: Actor, now: datetime) -> Attendance:
    attendance = Attendance.objects.select_for_update(of=("self",)).select_related("session").get(pk=attendance_id)
    decide.ensure(by, Permission.MARK_ATTENDANCE, attendance.session, on=now)
    if attendance.session.status not in RUNNING:
        raise NotRunning()
    if attendance.signed_notes.exists():
        raise SignedRow()
    return attendance


def _apply(attendance: Attendance, given: Mark, now: datetime) -> None:
    """Write the disposition and the intervals that a mark means."""
    choice = given.choice or "present"
    if choice not in CHOICES:
        raise BadChoice(value=choice)
    disposition = "attended" if choice in ("present", "late", "left_early") else choice
    if disposition not in DISPOSITIONS[attendance.disposition]:
        raise IllegalStep(value=attendance.get_disposition_display())
    attendance.disposition = disposition
    attendance.reason = given.reason.strip() if disposition != "attended" else ""
    if disposition == "attended":
        start, end = _present_span(attendance, given, now)
        attendance.intervals.filter(kind="present").delete()
        AttendanceInterval.objects.create(
            attendance=attendance, kind="present", span=TimestamptzRange(start, end, "[)"), modality=attendance.modality
        )
    else:
        attendance.intervals.all().delete()


def _present_span(attendance: Attendance, given: Mark, now: datetime) -> tuple[datetime, datetime | None]:
    session = attendance.session
    assert session.started_at is not None
    began, ended = session.started_at, session.ended_at
    facts = queries.row_of(attendance.id, now)
    if given.choice == "present":
        return began, None
    stamp = now.replace(second=0, microsecond=0)
    arrived = None if given.clear_arrived else given.arrived_at or facts.arrived_at
    left = None if given.clear_left else given.left_at or facts.left_at
    if given.choice == "late":
        arrived = arrived or (stamp if ended is None or stamp < ended else None)
        if arrived is None:
            raise BadTime("The session is over.", field="Arrived", mend="Type when the client arrived.")
        left = given.left_at or (facts.left_at if facts.arrived_at else None)
    elif given.choice == "left_early":
        left = left or (stamp if ended is None or stamp < ended else None)
        if left is None:
            raise BadTime("The session is over.", field="Left", mend="Type when the client left.")
        arrived = given.arrived_at or (facts.arrived_at if facts.left_at else None)
    start = max(arrived, began) if arrived else began
    if ended is not None and start >= ended:
        raise BadTime("The client cannot arrive after the session has ended.", field="Arrived")
    if left is not None and left <= start:
        raise BadTime("The client cannot leave before they are there.", field="Left")
    return start, left if left is not None and (ended is None or left < ended) else None


def _bump(attendance: Attendance, by: Actor, now: datetime) -> None:
    attendance.rev += 1
    attendance.confirmed_by_id, attendance.confirmed_at = by.staff_id, now
    attendance.save()


def _event(
    attendance: Attendance, verb: str, payload: dict[str, Any], base_rev: int, idem: UUID, by: Actor, now: datetime
) -> None:
    if attendance.rev == base_rev:
        _bump(attendance, by, now)
    AttendanceEvent.objects.create(
        idem=idem,
        attendance=attendance,
        by_id=by.staff_id,
        verb=verb,
        payload=payload,
        base_rev=base_rev,
        rev=attendance.rev,
        at=now,
    )
    details = {"verb": verb, **payload}
    audit.record(
        by=by, verb=f"attendance.{verb}", thing=attendance, now=now, client=attendance.client_id, details=details
    )


def _payload(given: Mark) -> dict[str, Any]:
    times = {name: value.isoformat() for name in ("arrived_at", "left_at") if (value := getattr(given, name))}
    return {"choice": given.choice, **times, **({"reason": given.reason} if given.reason else {})}
