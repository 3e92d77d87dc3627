"""Correcting when the session itself began and ended; once notes are signed, with a reason and an amendment for each."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.kit import walltime
from circlechart.care.attendance import queries
from circlechart.care.attendance.actions.amend import keep_amendment
from circlechart.care.attendance.actions.apply import announce, keep
from circlechart.care.attendance.errors import BadTime, NeedsReason, NothingChanged
from circlechart.care.attendance.models import Attendance, AttendanceInterval
from circlechart.care.sessions import actions as sessions
from circlechart.care.sessions.models import Session


def retime_session(
    *, session_id: UUID, started_at: datetime, ended_at: datetime | None, by: Actor, now: datetime, why: str = ""
) -> Session:
    """This function will correct the session's real times; whoever was there from the start stays so.

    Signed notes print these times: once there are some, `why` is needed, each gets an amendment, and stays as it was.

    Raises: NotAllowed, WrongState, BadTimes, BadTime naming who had left or had not come, NeedsReason, NothingChanged.
    Audit: sessions.retime, and attendance.amend for each client whose note is signed.
    """
    with transaction.atomic():
        was = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
        decide.ensure(by, Permission.RUN_SESSION, was, on=now)
        rows = Attendance.objects.select_for_update(of=("self",)).filter(session=was).order_by("id")
        attendances = {each.id: each for each in rows}
        before = {each.attendance_id: each for each in queries.board(session_id, now).rows}
        signed = [each for each in before.values() if each.frozen]
        if signed:
            _check_signed(was, started_at, ended_at, why)
        session = sessions.retime(session_id=session_id, started_at=started_at, ended_at=ended_at, by=by, now=now)
        given = {**_times(session), "why": why.strip()}
        keys = {row.attendance_id: uuid4() for row in signed}
        for attendance_id, idem in keys.items():
            announce(attendances[attendance_id], given, idem, by, now)
        _shift(attendances.values(), was, session)
        after = {each.attendance_id: each for each in queries.board(session_id, now).rows}
        for row in signed:
            attendance = attendances[row.attendance_id]
            keep(attendance, "amend", given, keys[attendance.id], by, now)
            pair = (row, _times(was)), (after[row.attendance_id], _times(session))
            keep_amendment(attendance, *pair, why, by, now)
        return session


def _check_signed(session: Session, started_at: datetime, ended_at: datetime | None, why: str) -> None:
    if (started_at, ended_at or session.ended_at) == (session.started_at, session.ended_at):
        raise NothingChanged("These are the times of the session already.", field="Started")
    if not why.strip():
        raise NeedsReason(
            "Signed notes carry the times of this session, so they are corrected with a reason.",
            field="Reason for the correction", mend="Say why under “Correct the times” beside them.",
        )  # fmt: skip


def _shift(attendances: Iterable[Attendance], was: Session, session: Session) -> None:
    """Presence that began with the session begins with it still."""
    assert session.started_at is not None
    present = AttendanceInterval.objects.filter(attendance__session=session, kind="present")
    whose = {each.id: each for each in attendances}
    for each in present.order_by("id"):
        name = whose[each.attendance_id].client_name
        left, came = each.span.upper, each.span.lower
        if left is not None and left <= session.started_at:
            clock = walltime.clock(left, session.time_zone)
            raise BadTime(f"{name} had left at {clock} already.", field="Started", mend=f"Correct {name} first.")
        if came == was.started_at:
            each.span = type(each.span)(session.started_at, left, "[)")
            each.save(update_fields=["span"])
        elif session.ended_at is not None and came >= session.ended_at:
            clock = walltime.clock(came, session.time_zone)
            raise BadTime(f"{name} came at {clock}, after that.", field="Ended", mend=f"Correct {name} first.")


def _times(session: Session) -> dict[str, Any]:
    return {"started_at": str(session.started_at), "ended_at": str(session.ended_at)}
