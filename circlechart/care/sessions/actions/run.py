"""A session's way from scheduled to documented."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.kit import walltime
from circlechart.care.sessions.actions.steps import locked, step
from circlechart.care.sessions.errors import BadTimes, WrongState
from circlechart.care.sessions.models import Session

LONGEST_HOURS = 16
RETIMED = (Session.Status.IN_PROGRESS, Session.Status.HELD, Session.Status.DOCUMENTED)


def start(*, session_id: UUID, started_at: datetime, basis: str, by: Actor, now: datetime) -> Session:
    """This function will start a session; a session that runs already stays as it is.

    Raises: NotAllowed, WrongState.
    Audit: sessions.start.
    """
    with transaction.atomic():
        session = locked(session_id, by, Permission.RUN_SESSION, now)
        if session.status == Session.Status.IN_PROGRESS:
            return session
        return step(
            session, "in_progress", "sessions.start", by, now,
            started_at=started_at, start_basis=basis, roster_frozen_at=session.roster_frozen_at or now,
        )  # fmt: skip


def finish(*, session_id: UUID, ended_at: datetime, basis: str, by: Actor, now: datetime) -> Session:
    """This function will end a running session; one that has ended already stays as it is.

    Raises: NotAllowed, WrongState, BadTimes.
    Audit: sessions.finish.
    """
    with transaction.atomic():
        session = locked(session_id, by, Permission.RUN_SESSION, now)
        if session.status in (Session.Status.HELD, Session.Status.DOCUMENTED):
            return session
        _check_times(session.started_at, ended_at)
        return step(session, "held", "sessions.finish", by, now, ended_at=ended_at, end_basis=basis)


def retime(*, session_id: UUID, started_at: datetime, ended_at: datetime | None, by: Actor, now: datetime) -> Session:
    """This function will correct when a session really started and ended; only what differs becomes `typed`.

    Raises: NotAllowed, WrongState, BadTimes.
    Audit: sessions.retime with the old and new times.
    """
    with transaction.atomic():
        session = locked(session_id, by, Permission.RUN_SESSION, now)
        if session.started_at is None or session.status not in RETIMED:
            raise WrongState(field="Session", value=session.get_status_display())
        _check_day(session, started_at)
        until = ended_at or session.ended_at
        if until is not None:
            _check_times(started_at, until)
        before = {"started_at": str(session.started_at), "ended_at": str(session.ended_at)}
        if started_at != session.started_at:
            session.started_at, session.start_basis = started_at, Session.Basis.TYPED
        if session.ended_at is not None and ended_at is not None and ended_at != session.ended_at:
            session.ended_at, session.end_basis = ended_at, Session.Basis.TYPED
        session.rev += 1
        session.save()
        after = {"started_at": str(session.started_at), "ended_at": str(session.ended_at)}
        audit.record(by=by, verb="sessions.retime", thing=session, now=now, details={"before": before, "after": after})
        return session


def mark_documented(*, session_id: UUID, by: Actor | None, now: datetime) -> Session:
    """This function will say that every owed note of a held session is signed.

    Raises: WrongState.
    Audit: sessions.document.
    """
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
        if session.status == Session.Status.DOCUMENTED:
            return session
        return step(session, "documented", "sessions.document", by, now)


def reopen(*, session_id: UUID, by: Actor | None, now: datetime) -> Session:
    """This function will take a documented session back to held, because a note is owed again.

    Raises: WrongState.
    Audit: sessions.reopen.
    """
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
        if session.status != Session.Status.DOCUMENTED:
            return session
        return step(session, "held", "sessions.reopen", by, now)


def unstart(*, session_id: UUID, by: Actor, now: datetime) -> Session:
    """This function will take back a start that was pressed too soon; the roster is frozen anew at the next one.

    Raises: NotAllowed, WrongState.
    Audit: sessions.unstart.
    """
    with transaction.atomic():
        session = locked(session_id, by, Permission.RUN_SESSION, now)
        return step(
            session, "scheduled", "sessions.unstart", by, now, started_at=None, start_basis="", roster_frozen_at=None
        )


def resume(*, session_id: UUID, by: Actor, now: datetime) -> Session:
    """This function will let a session run on that was ended too soon.

    Raises: NotAllowed, WrongState.
    Audit: sessions.resume.
    """
    with transaction.atomic():
        session = locked(session_id, by, Permission.RUN_SESSION, now)
        return step(session, "in_progress", "sessions.resume", by, now, ended_at=None, end_basis="")


def _check_day(session: Session, started_at: datetime) -> None:
    if walltime.today(started_at, session.time_zone) != session.local_on:
        raise BadTimes(
            f"This session is that of {session.local_on:%b %-d, %Y}; its notes and claims carry that day.",
            field="Started", value=walltime.moment(started_at, session.time_zone), mend="Give a time on that day.",
        )  # fmt: skip


def _check_times(started_at: datetime | None, ended_at: datetime) -> None:
    if started_at is None or ended_at <= started_at:
        raise BadTimes("The end must lie after the start.", field="Ended")
    if (ended_at - started_at).total_seconds() > LONGEST_HOURS * 3600:
        raise BadTimes(f"A session cannot last more than {LONGEST_HOURS} hours.", field="Ended")
