"""Opening a session freezes its roster; closing it ends everybody's open time; both can be taken back."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.kit import walltime
from circlechart.base.people.models import Client
from circlechart.care.attendance import queries, rules
from circlechart.care.attendance.actions.apply import keep
from circlechart.care.attendance.errors import NotesSigned, SomethingEntered, TooEarly
from circlechart.care.attendance.models import Attendance
from circlechart.care.sessions import actions as sessions
from circlechart.care.sessions import queries as session_queries
from circlechart.care.sessions.models import Session


def open_session(*, session_id: UUID, by: Actor, now: datetime) -> Session:
    """This function will start a session and freeze its roster; whoever presses second finds it open.

    It is started on its own day, or documented later, but never before: notes and claims carry that day.

    Raises: NotAllowed, TooEarly, WrongState.
    Audit: sessions.start, attendance.freeze with the number of clients.
    """
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
        decide.ensure(by, Permission.RUN_SESSION, session, on=now)
        if session.roster_frozen_at is not None and session.status != Session.Status.SCHEDULED:
            return session
        _check_early(session, now)
        assert session.span is not None
        started_at, basis = rules.start_time(now, session.span.lower)
        session = sessions.start(session_id=session_id, started_at=started_at, basis=basis, by=by, now=now)
        count = _freeze(session)
        _expect_again(session, by, now)
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
        ended_at, basis = rules.end_time(now, queries.planned_end(session))
        return sessions.finish(session_id=session_id, ended_at=ended_at, basis=basis, by=by, now=now)


def undo_opening(*, session_id: UUID, by: Actor, now: datetime) -> Session:
    """This function will take back a start that was pressed too soon, as long as nobody is marked.

    Raises: NotAllowed, WrongState, SomethingEntered.
    Audit: sessions.unstart.
    """
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
        decide.ensure(by, Permission.RUN_SESSION, session, on=now)
        rows = Attendance.objects.filter(session=session)
        if rows.filter(Q(rev__gt=1) | Q(entry__isnull=False) | Q(basis=Attendance.Basis.LATE_ADD)).exists():
            raise SomethingEntered()
        rows.delete()  # they hold nothing yet; the roster is frozen anew at the next start
        return sessions.unstart(session_id=session_id, by=by, now=now)


def undo_closing(*, session_id: UUID, by: Actor, now: datetime) -> Session:
    """This function will let an ended session run on, as long as no note of it is signed.

    Raises: NotAllowed, WrongState, NotesSigned.
    Audit: sessions.resume.
    """
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
        decide.ensure(by, Permission.RUN_SESSION, session, on=now)
        if session.signed_notes.exists():
            raise NotesSigned()
        return sessions.resume(session_id=session_id, by=by, now=now)


def _check_early(session: Session, now: datetime) -> None:
    assert session.span is not None
    opens = rules.opens_at(session.span.lower, session.time_zone)
    if session.status == Session.Status.SCHEDULED and now < opens:
        words = f"This session can be started from {walltime.moment(opens, session.time_zone)} on."
        raise TooEarly(words, value=walltime.moment(session.span.lower, session.time_zone))


def _expect_again(session: Session, by: Actor, now: datetime) -> None:
    """A session that was cancelled while it ran, and reinstated, expects everybody again."""
    cancelled = Attendance.objects.select_for_update(of=("self",)).filter(
        session=session, disposition=Attendance.Disposition.FACILITY_CANCELLED
    )
    for attendance in cancelled.order_by("id"):
        attendance.disposition, attendance.reason = Attendance.Disposition.EXPECTED, ""
        keep(attendance, "expect_again", {}, uuid4(), by, now)


def _freeze(session: Session) -> int:
    """One row for every expected client, with the coverage and name of this moment."""
    expected = session_queries.expected_roster(session)
    clients = Client.objects.in_bulk([each.client_id for each in expected])
    coverages = queries.coverages_of([each.client_id for each in expected], session)
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
