"""Correcting one client's attendance: type it, see what changes, save it with its reason. And the session's own times."""

import json
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.kit.errors import Refusal
from circlechart.base.ui.refused import at_field
from circlechart.care.attendance import actions, queries
from circlechart.care.attendance.errors import NotRunning
from circlechart.care.attendance.facts import Difference, Mark
from circlechart.care.attendance.forms import CorrectionForm, TimesForm, session_wall
from circlechart.care.attendance.models import Attendance
from circlechart.care.sessions.models import Session


@requires(Permission.AMEND_ATTENDANCE)
@require_http_methods(["GET", "POST"])
def correction(request: Request, attendance_id: UUID) -> HttpResponse:
    """GET shows the row as it stands. POST shows what would change; POST with `save` changes it."""
    now = timezone.now()
    rows = Attendance.objects.select_related("session__group", "client")
    attendance = reach.get(rows, request.actor, attendance_id)
    decide.ensure(request.actor, Permission.AMEND_ATTENDANCE, attendance.session, on=now)
    row = queries.row_of(attendance_id, now)
    form = CorrectionForm(row, attendance.session, request.POST or None)
    context = {"form": form, "row": row, "attendance": attendance, "session": attendance.session}
    if request.method == "GET":
        return render(request, "attendance/correction.html", context)
    saving = "save" in request.POST
    try:
        changed, given = _correct(request, form, attendance, saving=saving) if form.is_valid() else (None, None)
    except Refusal as refusal:
        at_field(form, refusal)
        return render(request, "attendance/correction.html", context, status=refusal.status)
    if given is None:
        return render(request, "attendance/correction.html", context, status=422)
    if saving:
        request.changed_session = attendance.session_id
        messages.success(request, f"Attendance of {row.name} is corrected.")
        return redirect("notes:session", attendance.session_id)
    preview = {"changed": changed, "given": json.dumps(given.as_plain()), "why": form.cleaned_data["why"]}
    return render(request, "attendance/correction.html", {**context, "preview": preview})


def _correct(
    request: Request, form: CorrectionForm, attendance: Attendance, *, saving: bool
) -> tuple[tuple[Difference, ...], Mark]:
    given = form.mark(attendance.session)
    act = actions.correct if saving else actions.preview_correction
    changed = act(
        attendance_id=attendance.id,
        given=given,
        why=form.cleaned_data["why"],
        base_rev=form.cleaned_data["base_rev"],
        idem=form.cleaned_data["idem"],
        by=request.actor,
        now=timezone.now(),
    )
    return changed, given


@requires(Permission.RUN_SESSION)
@require_http_methods(["GET", "POST"])
def retime(request: Request, session_id: UUID) -> HttpResponse:
    """Correct when the session really started and ended: beside the times themselves, here once notes are signed."""
    now, actor = timezone.now(), request.actor
    session = reach.get(Session.objects.select_related("group", "facility"), actor, session_id)
    decide.ensure(actor, Permission.RUN_SESSION, session, on=now)
    posted = request.POST if request.method == "POST" else None
    form, status = TimesForm(session, session.signed_notes.exists(), posted), 200
    if request.method == "POST":
        try:
            _retime(session, request, now)
            request.changed_session = session.id
            script = not request.accepts("text/html")
            return JsonResponse({"ok": True}) if script else redirect("notes:session", session.id)
        except Refusal as refusal:
            if not request.accepts("text/html"):
                raise
            at_field(form, refusal)
            status = refusal.status
    return render(request, "attendance/times.html", {"form": form, "session": session}, status=status)


def _retime(session: Session, request: Request, now: datetime) -> None:
    sent = request.POST
    fold, why = sent.get("fold", ""), sent.get("why", "").replace("\x00", "")[:400]
    started_at = session_wall("Started", sent.get("started", ""), session, fold) or session.started_at
    if started_at is None:
        raise NotRunning("This session has not started.")
    ended_at = session_wall("Ended", sent.get("ended", ""), session, fold)
    actions.retime_session(
        session_id=session.id, started_at=started_at, ended_at=ended_at, why=why, by=request.actor, now=now
    )
