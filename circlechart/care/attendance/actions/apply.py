"""What every change of an attendance row shares: the lock, the intervals that a mark means, the event that is kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.range import TimestamptzRange

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.kit import walltime
from circlechart.base.kit.errors import KeyUsed
from circlechart.care.attendance import queries
from circlechart.care.attendance.errors import BadChoice, BadTime, Discharged, IllegalStep, NeedsReason, NotRunning
from circlechart.care.attendance.facts import CHOICES, IN_THE_ROOM, MORE_CHOICES, Mark, OutTime
from circlechart.care.attendance.models import Attendance, AttendanceEvent, AttendanceInterval
from circlechart.care.attendance.states import DISPOSITIONS
from circlechart.care.sessions.models import Session

RUNNING = ("in_progress", "held", "documented")
CAME = ("present", "late", "left_early")
REASON_NEEDED = ("elsewhere", "removed")
Times = tuple[datetime, datetime | None]


def locked(attendance_id: UUID, permission: Permission, by: Actor, now: datetime) -> Attendance:
    """This function will lock the session and the row, in this order, and ask whether `by` may change it.

    Raises: NotAllowed, NotRunning.
    Audit: none; the action that asked writes it.
    """
    session_id = Attendance.objects.values_list("session_id", flat=True).get(pk=attendance_id)
    session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
    attendance = Attendance.objects.select_for_update(of=("self",)).get(pk=attendance_id)
    attendance.session = session
    decide.ensure(by, permission, session, on=now)
    if session.status not in RUNNING:
        raise NotRunning()
    return attendance


def replayed(idem: UUID, attendance: Attendance) -> bool:
    """This function will say whether a change with this key was made before.

    Raises: KeyUsed when it was made to another client's row.
    Audit: none; it only reads.
    """
    made = AttendanceEvent.objects.filter(idem=idem).first()
    if made and made.attendance_id != attendance.id:
        raise KeyUsed(value=str(idem))
    return made is not None


def apply(attendance: Attendance, given: Mark, now: datetime) -> None:
    """This function will write what a mark means: the disposition and the intervals. `keep` then saves the row.

    Raises: BadChoice, BadTime, Discharged, IllegalStep, NeedsReason.
    Audit: none; `keep` writes it.
    """
    disposition = _disposition(attendance, given)
    if disposition not in DISPOSITIONS[attendance.disposition]:
        raise IllegalStep(value=attendance.get_disposition_display())
    if disposition in REASON_NEEDED and not (given.reason.strip() or attendance.reason):
        raise NeedsReason(mend="Say why in a few words.")
    here = _present_span(attendance, given, now) if disposition in IN_THE_ROOM else None
    if here is not None:
        _ensure_not_discharged(attendance, here, now)
    outs = _checked(given.outs) if given.outs is not None else None
    attendance.disposition = disposition
    attendance.reason = "" if disposition in ("attended", "expected") else given.reason.strip() or attendance.reason
    if here is None:
        attendance.intervals.all().delete()
        return
    attendance.intervals.filter(kind="present").delete()
    _add(attendance, "present", here, "")
    if outs is not None:
        attendance.intervals.filter(kind="out").delete()
        for each in outs:
            _add(attendance, "out", (each.start, each.end), each.reason.strip())


def announce(attendance: Attendance, payload: dict[str, Any], idem: UUID, by: Actor, now: datetime) -> None:
    """This function will log an amendment before it is made; under a signed note the database allows nothing else.

    Raises: nothing expected.
    Audit: none; `keep` writes it, once the amendment is made.
    """
    _log(attendance, "amend", payload, idem, by, now)


def keep(attendance: Attendance, verb: str, payload: dict[str, Any], idem: UUID, by: Actor, now: datetime) -> None:
    """This function will save the row as its next revision, with the event that made it.

    Raises: nothing expected.
    Audit: attendance.<verb> with the client.
    """
    if not replayed(idem, attendance):  # an amendment was announced
        _log(attendance, verb, payload, idem, by, now)
    attendance.rev += 1
    attendance.confirmed_by_id, attendance.confirmed_at = by.staff_id, now
    attendance.save()
    audit.record(
        by=by, verb=f"attendance.{verb}", thing=attendance, now=now, client=attendance.client_id, details=payload
    )


def _log(attendance: Attendance, verb: str, payload: dict[str, Any], idem: UUID, by: Actor, now: datetime) -> None:
    AttendanceEvent.objects.create(
        idem=idem, attendance=attendance, by_id=by.staff_id, verb=verb, payload=payload,
        base_rev=attendance.rev, rev=attendance.rev + 1, at=now,
    )  # fmt: skip


def _disposition(attendance: Attendance, given: Mark) -> str:
    if not given.choice:  # times alone: the client was there
        removed = attendance.disposition == Attendance.Disposition.REMOVED
        return attendance.disposition if removed else "attended"
    if given.choice not in (*CHOICES, *MORE_CHOICES, "attended"):
        raise BadChoice(value=given.choice)
    return "attended" if given.choice in (*CAME, "attended") else given.choice


def _present_span(attendance: Attendance, given: Mark, now: datetime) -> Times:
    session = attendance.session
    assert session.started_at is not None
    began, ended = session.started_at, session.ended_at
    if given.choice == "present":
        return began, None
    stamp = now.replace(second=0, microsecond=0)
    over = ended or queries.counts_until(attendance.session, now)
    at_hand = stamp if stamp < over or (ended is None and over == now) else None
    arrived, left = _times(attendance, given, now)
    if given.choice == "late" and (arrived := arrived or at_hand) is None:
        raise BadTime("The session is over.", field="Arrived", mend="Type when the client arrived.")
    if given.choice in ("left_early", "removed") and (left := left or at_hand) is None:
        raise BadTime("The session is over.", field="Left", mend="Type when the client left.")
    start = max(arrived, began) if arrived else began
    if ended is not None and start >= ended:
        raise BadTime("The client cannot arrive after the session has ended.", field="Arrived")
    if left is not None and left <= start:
        raise BadTime("The client cannot leave before they are there.", field="Left")
    return start, left if left is not None and (ended is None or left < ended) else None


def _times(attendance: Attendance, given: Mark, now: datetime) -> tuple[datetime | None, datetime | None]:
    """What was typed, else what stands; one choice does not carry the other's time along."""
    facts = queries.row_of(attendance.id, now)
    arrived = None if given.clear_arrived else given.arrived_at or facts.arrived_at
    left = None if given.clear_left else given.left_at or facts.left_at
    if given.choice == "late" and not facts.arrived_at:
        left = given.left_at
    if given.choice == "left_early" and not facts.left_at:
        arrived = given.arrived_at
    return arrived, left


def was_discharged(attendance: Attendance, now: datetime) -> bool:
    """This function will say whether a client was discharged before the time that presence would last to (A22).

    Raises: nothing.
    Audit: none; it only reads.
    """
    left = attendance.client.discharged_at
    return left is not None and left < (attendance.session.ended_at or now)


def _ensure_not_discharged(attendance: Attendance, here: Times, now: datetime) -> None:
    left = attendance.client.discharged_at
    if left is None or left >= (here[1] or attendance.session.ended_at or now):
        return
    at = walltime.moment(left, attendance.session.time_zone)
    raise Discharged(f"The client was discharged on {at}, so they cannot have been in the group after that.")


def _checked(outs: Sequence[OutTime]) -> list[OutTime]:
    """Out-times in order. Raises: BadTime, NeedsReason."""
    found = sorted(outs, key=lambda each: each.start)
    for each in found:
        if not each.reason.strip():
            raise NeedsReason(field="Out, reason", mend="Say why the client was out, such as “medication”.")
        if each.end is not None and each.end <= each.start:
            raise BadTime("The client cannot be back before they went out.", field="Out, back")
    for earlier, later in zip(found, found[1:], strict=False):
        if earlier.end is None or later.start < earlier.end:
            raise BadTime("Two out-times overlap.", field="Out, from", mend="Join them, or correct one of them.")
    return found


def _add(attendance: Attendance, kind: str, span: Times, reason: str) -> None:
    AttendanceInterval.objects.create(
        attendance=attendance, kind=kind, span=TimestamptzRange(*span, "[)"), reason=reason,
        modality=attendance.modality,
    )  # fmt: skip
