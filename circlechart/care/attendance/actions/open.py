"""Opening a session freezes its roster; closing it ends everybody's open time."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.coverage.models import Coverage
from circlechart.base.people.models import Client
from circlechart.care.attendance import rules
from circlechart.care.attendance.errors import NeedsReason, NotRunning
from circlechart.care.attendance.models import Attendance
from circlechart.care.sessions import actions as sessions
from circlechart.care.sessions import queries as session_queries
from circlechart.care.sessions.models import Session


def open_session(*, session_id: UUID, by: Actor, now: datetime) -> Session:
    """This function will start a session and freeze its roster; whoever presses second finds it open.

    Raises: NotAllowed, WrongState.
    Audit: sessions.start, attendance.freeze with the number of clients.
    """
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
        decide.ensure(by, Permission.RUN_SESSION, session, on=now)
        if session.roster_frozen_at is not None and session.status != Session.Status.SCHEDULED:
            return session
        assert session.span is not None
        started_at, basis = rules.start_time(now, session.span.lower, session.span.upper)
        session = sessions.start(session_id=session_id, started_at=started_at, basis=basis, by=by, now=now)
        count = _freeze(session)
        audit.record(by=by, verb="attendance.freeze", thing=session, now=now, details={"clients": count})
        return session


def close_session(*, session_id: UUID, by: Actor, now: datetime) -> Session:
    """This function will end a session; open times end with it, because an open interval lasts until the end.

    Raises: NotAllowed, WrongState, BadTimes.
    Audit: sessions.finish.
    """
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
        decide.ensure(by, Permission.RUN_SESSION, session, on=now)
        assert session.span is not None
        ended_at, basis = rules.end_time(now, session.span.upper)
        return sessions.finish(session_id=session_id, ended_at=ended_at, basis=basis, by=by, now=now)


def retime_session(
    *, session_id: UUID, started_at: datetime, ended_at: datetime | None, by: Actor, now: datetime
) -> Session:
    """This function will correct the session's real times; whoever was there from the start stays so.

    Raises: NotAllowed, WrongState, BadTimes.
    Audit: sessions.retime.
    """
    with transaction.atomic():
        before = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
        session = sessions.retime(session_id=session_id, started_at=started_at, ended_at=ended_at, by=by, now=now)
        for attendance in Attendance.objects.select_for_update().filter(session=session).order_by("id"):
            for interval in attendance.intervals.filter(kind="present"):
                if interval.span.lower == before.started_at and interval.span.upper != session.started_at:
                    interval.span = type(interval.span)(session.started_at, interval.span.upper, "[)")
                    interval.save(update_fields=["span"])
        return session


def late_add(*, session_id: UUID, client_id: UUID, reason: str, by: Actor, now: datetime) -> Attendance:
    """This function will put a client on the roster of a session that has started, with the reason.

    Raises: NotAllowed, NotRunning, NeedsReason; the unique constraint when the client is on it already.
    Audit: attendance.late_add with the client.
    """
    if not reason.strip():
        raise NeedsReason(mend="Say why the client is added now.")
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
        decide.ensure(by, Permission.MARK_ATTENDANCE, session, on=now)
        if session.roster_frozen_at is None or session.status not in ("in_progress", "held", "documented"):
            raise NotRunning()
        client = Client.objects.get(pk=client_id)
        attendance = Attendance.objects.create(
            session=session,
            client=client,
            coverage=_coverages([client_id], session).get(client_id),
            client_name=client.display_name,
            basis=Attendance.Basis.LATE_ADD,
            modality=session.modality,
            reason=reason.strip(),
        )
        if session.status == Session.Status.DOCUMENTED:
            sessions.reopen(session_id=session_id, by=by, now=now)
        details = {"reason": reason.strip()}
        audit.record(by=by, verb="attendance.late_add", thing=attendance, now=now, client=client_id, details=details)
        return attendance


def _freeze(session: Session) -> int:
    """One row for every expected client, with the coverage and name of this moment."""
    expected = session_queries.expected_roster(session)
    clients = Client.objects.in_bulk([each.client_id for each in expected])
    coverages = _coverages([each.client_id for each in expected], session)
    made = Attendance.objects.bulk_create(
        [
            Attendance(
                session=session,
                client_id=each.client_id,
                enrollment_id=each.enrollment_id,
                coverage=coverages.get(each.client_id),
                client_name=clients[each.client_id].display_name,
                basis=each.basis,
                modality=each.modality,
            )
            for each in expected
        ],
        ignore_conflicts=True,
    )
    return len(made)


def _coverages(client_ids: list[UUID], session: Session) -> dict[UUID, Coverage]:
    """Each client's first coverage in force on the session's day."""
    found: dict[UUID, Coverage] = {}
    in_force = Coverage.objects.filter(client_id__in=client_ids, effective__contains=session.local_on)
    for coverage in in_force.order_by("-priority"):
        found[coverage.client_id] = coverage
    return found
