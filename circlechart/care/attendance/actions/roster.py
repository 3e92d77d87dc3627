"""Who is on the roster of a session that has started: added late, or the whole session cancelled."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.people.models import Client
from circlechart.care.attendance import queries
from circlechart.care.attendance.actions.apply import RUNNING, keep
from circlechart.care.attendance.errors import NeedsReason, NotesSigned, NotRunning, OnTheRoster
from circlechart.care.attendance.models import Attendance, AttendanceInterval
from circlechart.care.sessions import actions as sessions
from circlechart.care.sessions.actions.book import lock_schedule
from circlechart.care.sessions.models import Session


def late_add(*, session_id: UUID, client_id: UUID, reason: str, by: Actor, now: datetime) -> Attendance:
    """This function will put a client on the roster of a session that has started, with the reason.

    Raises: NotAllowed, NotRunning, NeedsReason, OnTheRoster.
    Audit: attendance.late_add with the client.
    """
    if not reason.strip():
        raise NeedsReason(mend="Say why the client is added now.")
    with transaction.atomic():
        session = _running(session_id, Permission.MARK_ATTENDANCE, by, now)
        client = Client.objects.get(pk=client_id)
        if Attendance.objects.filter(session=session, client=client).exists():
            raise OnTheRoster(value=client.display_name)
        attendance = Attendance.objects.create(
            session=session,
            client=client,
            coverage=queries.coverages_of([client_id], session).get(client_id),
            client_name=client.display_name,
            basis=Attendance.Basis.LATE_ADD,
            modality=session.modality,
            reason=reason.strip(),
        )
        details = {"reason": reason.strip()}
        audit.record(by=by, verb="attendance.late_add", thing=attendance, now=now, client=client_id, details=details)
        return attendance


def cancel_running(*, session_id: UUID, reason: str, by: Actor, now: datetime) -> Session:
    """This function will cancel a session that has started, such as after a fire alarm: nobody is charged (A21).

    What was marked and written before stays in the attendance log and the drafts. The schedule is locked first, because
    cancelling frees rooms and people (order of locks: sessions, `actions/book.py`).

    Raises: NotAllowed, NotRunning, NeedsReason, NotesSigned.
    Audit: sessions.cancel with the reason, attendance.cancel_session for each client.
    """
    if not reason.strip():
        raise NeedsReason(mend="Say why the session is cancelled.")
    with transaction.atomic():
        lock_schedule(Session.objects.values_list("group_id", flat=True).get(pk=session_id))
        session = _running(session_id, Permission.RUN_SESSION, by, now)
        if session.status != Session.Status.IN_PROGRESS:
            raise NotRunning("Only a running session can be cancelled.", mend="Undo the end first.")
        if session.signed_notes.exists():
            raise NotesSigned()
        rows = Attendance.objects.select_for_update(of=("self",)).filter(session=session).order_by("id")
        AttendanceInterval.objects.filter(attendance__session=session).delete()
        for attendance in rows:
            was = attendance.disposition
            attendance.disposition, attendance.reason = Attendance.Disposition.FACILITY_CANCELLED, reason.strip()
            keep(attendance, "cancel_session", {"was": was, "reason": reason.strip()}, uuid4(), by, now)
        return sessions.cancel(session_id=session_id, reason=reason, by=by, now=now, settled=True)


def _running(session_id: UUID, permission: Permission, by: Actor, now: datetime) -> Session:
    session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
    decide.ensure(by, permission, session, on=now)
    if session.roster_frozen_at is None or session.status not in RUNNING:
        raise NotRunning()
    return session
