"""Help in writing, in the row of each client and on a page of its own."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.care.attendance.models import Attendance
from circlechart.care.sessions.models import Session
from circlechart.outside.drafting import actions, forms, queries
from circlechart.outside.drafting.models import Line


@requires(Permission.SEE_SESSION)
@require_GET
def session(request: Request, session_id: UUID) -> HttpResponse:
    """What is noted of each client, and what it offers for the entry."""
    now = timezone.now()
    found = reach.get(Session.objects.select_related("group", "facility"), request.actor, session_id)
    decide.ensure(request.actor, Permission.SEE_SESSION, found, on=now)
    may_write = decide.may(request.actor, Permission.WRITE_NOTE, found, on=now).allowed
    context = {
        "session": found,
        "rows": queries.of_session(found, now, may_write=may_write),
        "kinds": Line.Kind.choices,
    }
    return render(request, "drafting/rows.html" if "fragment" in request.GET else "drafting/session.html", context)


@requires(Permission.WRITE_NOTE)
@require_POST
def lines(request: Request, attendance_id: UUID) -> HttpResponse:
    """Note one line about a client."""
    found = reach.get(Attendance.objects.all(), request.actor, attendance_id)
    given = request.POST
    actions.note(
        attendance_id=found.id,
        kind=given.get("kind", ""),
        text=given.get("text", ""),
        idem=forms.key(given),
        by=request.actor,
        now=timezone.now(),
    )
    return _answer(request, found)


@requires(Permission.WRITE_NOTE)
@require_POST
def withdrawal(request: Request, noted_id: UUID) -> HttpResponse:
    """Take a noted line back."""
    line = reach.get(Line.objects.select_related("attendance"), request.actor, noted_id)
    actions.withdraw(line_id=line.id, by=request.actor, now=timezone.now())
    return _answer(request, line.attendance)


@requires(Permission.WRITE_NOTE)
@require_POST
def taken(request: Request, attendance_id: UUID) -> HttpResponse:
    """Put the chosen lines into the client's entry."""
    found = reach.get(Attendance.objects.all(), request.actor, attendance_id)
    actions.take_lines(
        attendance_id=found.id,
        shown=request.POST.get("shown", ""),
        chosen=forms.chosen(request.POST),
        by=request.actor,
        now=timezone.now(),
    )
    return _answer(request, found)


def _answer(request: Request, attendance: Attendance) -> HttpResponse:
    if not request.accepts("text/html"):
        return JsonResponse({"done": True})
    return redirect("drafting:session", attendance.session_id)
