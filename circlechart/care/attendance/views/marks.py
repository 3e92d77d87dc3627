"""Opening, marking and closing a session."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.care.attendance import actions, forms
from circlechart.care.attendance.facts import RowFacts
from circlechart.care.attendance.models import Attendance
from circlechart.care.sessions.models import Session


class Command(Protocol):
    """An action that needs nothing but the session."""

    def __call__(self, *, session_id: UUID, by: Actor, now: datetime) -> Session: ...


def _session(request: Request, session_id: UUID) -> Session:
    return reach.get(Session.objects.all(), request.actor, session_id)


def _command(request: Request, session_id: UUID, act: Command) -> HttpResponse:
    """What starting, ending and taking either back have in common: the session is in reach, and the action decides."""
    _session(request, session_id)
    act(session_id=session_id, by=request.actor, now=timezone.now())
    return _done(request, session_id)


def _done(request: Request, session_id: UUID) -> HttpResponse:
    request.changed_session = session_id
    if request.accepts("text/html"):
        return redirect("notes:session", session_id)
    return JsonResponse({"ok": True})


@requires(Permission.RUN_SESSION)
@require_POST
def open_session(request: Request, session_id: UUID) -> HttpResponse:
    """Start the session and freeze its roster."""
    return _command(request, session_id, actions.open_session)


@requires(Permission.RUN_SESSION)
@require_POST
def close_session(request: Request, session_id: UUID) -> HttpResponse:
    """End the session."""
    return _command(request, session_id, actions.close_session)


@requires(Permission.RUN_SESSION)
@require_POST
def undo_opening(request: Request, session_id: UUID) -> HttpResponse:
    """Take back a start that was pressed too soon."""
    return _command(request, session_id, actions.undo_opening)


@requires(Permission.RUN_SESSION)
@require_POST
def undo_closing(request: Request, session_id: UUID) -> HttpResponse:
    """Let a session run on that was ended too soon."""
    return _command(request, session_id, actions.undo_closing)


@requires(Permission.MARK_ATTENDANCE)
@require_POST
def mark_remaining(request: Request, session_id: UUID) -> HttpResponse:
    """Mark everybody present who is not marked yet."""
    _session(request, session_id)
    actions.mark_remaining_present(
        session_id=session_id, idem=forms.idem(request.POST), by=request.actor, now=timezone.now()
    )
    return _done(request, session_id)


@requires(Permission.MARK_ATTENDANCE)
@require_POST
def mark(request: Request, attendance_id: UUID) -> HttpResponse:
    """Mark one client."""
    attendance = _attendance(request, attendance_id)
    row = actions.mark(
        attendance_id=attendance_id,
        given=forms.mark(request.POST, attendance),
        base_rev=forms.base_rev(request),
        idem=forms.idem(request.POST),
        by=request.actor,
        now=timezone.now(),
    )
    return _row(request, attendance, row)


@requires(Permission.MARK_ATTENDANCE)
@require_POST
def step(request: Request, attendance_id: UUID) -> HttpResponse:
    """A client leaves the room for a while, or is back."""
    attendance = _attendance(request, attendance_id)
    key, now = forms.idem(request.POST), timezone.now()
    if request.POST.get("way") == "in":
        row = actions.step_in(attendance_id=attendance_id, idem=key, by=request.actor, now=now)
    else:
        row = actions.step_out(
            attendance_id=attendance_id, reason=request.POST.get("reason", ""), idem=key, by=request.actor, now=now
        )
    return _row(request, attendance, row)


def _attendance(request: Request, attendance_id: UUID) -> Attendance:
    return reach.get(Attendance.objects.select_related("session"), request.actor, attendance_id)


def _row(request: Request, attendance: Attendance, row: RowFacts) -> HttpResponse:
    request.changed_session = attendance.session_id
    if request.accepts("text/html"):
        return redirect("notes:session", attendance.session_id)
    return JsonResponse(row.as_json(attendance.session.time_zone))
