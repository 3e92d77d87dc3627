"""The one screen: a session with its attendance, narrative and entries, and the cells that save themselves."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.care.attendance.models import Attendance
from circlechart.care.notes import actions, forms, queries
from circlechart.care.notes.facts import ENTRY_TEXTS, NARRATIVE_TEXTS, PART_TEXTS, Saved
from circlechart.care.sessions.models import Session

WATCHED = "watched"
LOOK_SECONDS = 600


def _session(request: Request, session_id: UUID) -> Session:
    sessions = Session.objects.select_related("group", "facility", "room", "curriculum_item")
    return reach.get(sessions.prefetch_related(queries.with_staff()), request.actor, session_id)


@requires(Permission.SEE_SESSION)
@require_GET
def session(request: Request, session_id: UUID) -> HttpResponse:
    """The session screen."""
    now = timezone.now()
    found = _session(request, session_id)
    decide.ensure(request.actor, Permission.SEE_SESSION, found, on=now)
    notes = queries.load(found, now)
    audit.viewed(by=request.actor, verb="notes.view_session", thing=found, now=now)
    return render(request, "notes/session.html", queries.page(notes, request.actor, now))


@requires(Permission.SEE_SESSION)
@require_GET
def state(request: Request, session_id: UUID) -> HttpResponse:
    """What has changed since the page last looked."""
    now = timezone.now()
    found = _session(request, session_id)
    decide.ensure(request.actor, Permission.SEE_SESSION, found, on=now)
    current = queries.state(queries.load(found, now), request.actor)
    if current["digest"] == request.GET.get("seen"):
        return JsonResponse({"digest": current["digest"]})
    _watched(request, found, now)
    return JsonResponse(current)


def _watched(request: Request, found: Session, now: datetime) -> None:
    """A page that looks for news all the time is written down as one look every ten minutes."""
    at = now.timestamp()
    looks = {key: last for key, last in request.session.get(WATCHED, {}).items() if at - last < LOOK_SECONDS}
    if str(found.id) not in looks:
        audit.viewed(by=request.actor, verb="notes.watch_session", thing=found, now=now)
        request.session[WATCHED] = {**looks, str(found.id): at}


@requires(Permission.WRITE_NOTE)
@require_POST
def narrative(request: Request, session_id: UUID) -> HttpResponse:
    """Save the shared narrative."""
    _session(request, session_id)
    saved = actions.save_narrative(
        session_id=session_id, edit=forms.edit(request, NARRATIVE_TEXTS), by=request.actor, now=timezone.now()
    )
    return _answer(request, session_id, saved)


@requires(Permission.WRITE_NOTE)
@require_POST
def part(request: Request, session_id: UUID) -> HttpResponse:
    """Save what the writer did themselves."""
    _session(request, session_id)
    saved = actions.save_part(
        session_id=session_id, edit=forms.edit(request, PART_TEXTS), by=request.actor, now=timezone.now()
    )
    return _answer(request, session_id, saved)


@requires(Permission.WRITE_NOTE)
@require_POST
def entry(request: Request, session_id: UUID, attendance_id: UUID) -> HttpResponse:
    """Save one client's entry."""
    reach.get(Attendance.objects.filter(session_id=session_id), request.actor, attendance_id)
    saved = actions.save_entry(
        attendance_id=attendance_id, edit=forms.edit(request, ENTRY_TEXTS), by=request.actor, now=timezone.now()
    )
    return _answer(request, session_id, saved)


def _answer(request: Request, session_id: UUID, saved: Saved) -> HttpResponse:
    if request.content_type == "application/json":
        known = {"rev": saved.rev, "outcome": saved.outcome, "fields": saved.fields}
        return JsonResponse({**known, "clashed": saved.clashed, "other": saved.other})
    return redirect("notes:session", session_id)
