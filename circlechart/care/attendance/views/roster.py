"""The roster of a session that has started: somebody added late, the whole session cancelled, no-shows to reach."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.kit.errors import Refusal
from circlechart.base.ui.refused import at_field
from circlechart.care.attendance import actions, queries
from circlechart.care.attendance.forms import LateAddForm, OutreachForm, ReasonForm
from circlechart.care.attendance.models import Attendance
from circlechart.care.enrollment import actions as enrollment_actions
from circlechart.care.enrollment import queries as enrollment
from circlechart.care.enrollment.models import PlaceCorrection
from circlechart.care.sessions.models import Session


@requires(Permission.MARK_ATTENDANCE)
@require_http_methods(["GET", "POST"])
def late_add(request: Request, session_id: UUID) -> HttpResponse:
    """Add a client who came and is not on the roster."""
    now, actor = timezone.now(), request.actor
    session = reach.get(Session.objects.select_related("group", "facility"), actor, session_id)
    decide.ensure(actor, Permission.MARK_ATTENDANCE, session, on=now)
    form, status = LateAddForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                client = enrollment.client_by_chart(form.cleaned_data["chart_number"], actor)
                reason = form.cleaned_data["reason"]
                actions.late_add(session_id=session.id, client_id=client.id, reason=reason, by=actor, now=now)
                request.changed_session = session.id
                return redirect("notes:session", session.id)
        except Refusal as refusal:
            at_field(form, refusal)
            status = refusal.status
    context = {"form": form, "session": session, "candidates": queries.candidates(session, actor)}
    return render(request, "attendance/late_add.html", context, status=status)


@requires(Permission.RUN_SESSION)
@require_http_methods(["GET", "POST"])
def cancellation(request: Request, session_id: UUID) -> HttpResponse:
    """Cancel a session that has started."""
    now, actor = timezone.now(), request.actor
    session = reach.get(Session.objects.select_related("group", "facility"), actor, session_id)
    decide.ensure(actor, Permission.RUN_SESSION, session, on=now)
    form, status = ReasonForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                reason = form.cleaned_data["reason"]
                actions.cancel_running(session_id=session.id, reason=reason, by=actor, now=now)
                request.changed_session = session.id
                return redirect("notes:session", session.id)
        except Refusal as refusal:
            at_field(form, refusal)
            status = refusal.status
    return render(request, "attendance/cancellation.html", {"form": form, "session": session}, status=status)


@requires(Permission.REACH_OUT)
@require_GET
def outreach(request: Request) -> HttpResponse:
    """The no-shows to whom nobody has reached out yet."""
    return _outreach_page(request, None, OutreachForm())


@requires(Permission.REACH_OUT)
@require_POST
def outreach_contact(request: Request, attendance_id: UUID) -> HttpResponse:
    """Keep what came of reaching out to one client."""
    attendance = reach.get(Attendance.objects.select_related("session"), request.actor, attendance_id)
    form = OutreachForm(request.POST)
    if not form.is_valid():
        return _outreach_page(request, attendance_id, form, status=422)
    outcome = form.cleaned_data["outcome"]
    actions.record_outreach(attendance_id=attendance_id, outcome=outcome, by=request.actor, now=timezone.now())
    messages.success(request, f"Kept for {attendance.client_name}.")
    return redirect("attendance:outreach")


@requires(Permission.ENROLL)
@require_GET
def discrepancies(request: Request) -> HttpResponse:
    """Past rosters that a place no longer agrees with."""
    return _discrepancies_page(request, None, OutreachForm())


@requires(Permission.ENROLL)
@require_POST
def settle(request: Request, correction_id: UUID) -> HttpResponse:
    """Keep what came of looking at them."""
    correction = reach.get(PlaceCorrection.objects.select_related("enrollment__client"), request.actor, correction_id)
    form = OutreachForm(request.POST)
    if not form.is_valid():
        return _discrepancies_page(request, correction_id, form, status=422)
    enrollment_actions.settle_correction(
        correction_id=correction.id, outcome=form.cleaned_data["outcome"], by=request.actor, now=timezone.now()
    )
    messages.success(request, f"Kept for {correction.enrollment.client.display_name}.")
    return redirect("attendance:discrepancies")


def _outreach_page(request: Request, at: UUID | None, form: OutreachForm, status: int = 200) -> HttpResponse:
    context = {"waiting": queries.to_reach_out(request.actor, timezone.now()), "form": form, "at": at}
    return render(request, "attendance/outreach.html", context, status=status)


def _discrepancies_page(request: Request, at: UUID | None, form: OutreachForm, status: int = 200) -> HttpResponse:
    context = {"waiting": queries.discrepancies(request.actor), "form": form, "at": at}
    return render(request, "attendance/discrepancies.html", context, status=status)
