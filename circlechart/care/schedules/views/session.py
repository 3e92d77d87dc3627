"""One session's arrangement: when, where, by whom, whether."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from circlechart.base.access import reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.kit.errors import Refusal
from circlechart.base.ui.refused import attempt, cleaned
from circlechart.care.schedules.forms.session import CancelForm, SwapForm
from circlechart.care.schedules.views.page import move_form_of, session_of, session_page
from circlechart.care.sessions import actions
from circlechart.care.sessions.models import Session


@requires(Permission.SEE_SCHEDULE)
@require_http_methods(["GET", "POST"])
def session(request: Request, session_id: UUID) -> HttpResponse:
    """See one session; send to change this one only."""
    found = session_of(request, session_id)
    if request.method == "GET":
        return session_page(request, found)
    form = move_form_of(found, request.POST)

    def move() -> HttpResponse:
        rev = form.cleaned_data["rev"]
        actions.move(session_id=found.id, to=form.given(), base_rev=rev, by=request.actor, now=timezone.now())
        messages.success(request, "This session is changed; the schedule leaves it alone from now on.")
        return redirect("schedules:session", found.id)

    done, status = attempt(form, move)
    return done or session_page(request, found, status=status, move_form=form)


@requires(Permission.SEE_SCHEDULE)
@require_POST
def cancel(request: Request, session_id: UUID) -> HttpResponse:
    """Cancel it."""
    found, form = session_of(request, session_id), CancelForm(request.POST, prefix="cancel")

    def take_off() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        actions.cancel(session_id=found.id, reason=reason, by=request.actor, now=timezone.now())
        messages.success(request, "The session is cancelled; its room and staff are free.")
        return redirect("schedules:session", found.id)

    done, status = attempt(form, take_off)
    return done or session_page(request, found, status=status, cancel_form=form)


@requires(Permission.SEE_SCHEDULE)
@require_POST
def reinstate(request: Request, session_id: UUID) -> HttpResponse:
    """Bring it back."""
    found = session_of(request, session_id)
    try:
        actions.reinstate(session_id=found.id, by=request.actor, now=timezone.now())
    except Refusal as refusal:
        return session_page(request, found, status=refusal.status, refusal=refusal)
    messages.success(request, "The session is back on the schedule.")
    return redirect("schedules:session", found.id)


@requires(Permission.EDIT_SCHEDULE)
@require_POST
def swap(request: Request, session_id: UUID) -> HttpResponse:
    """Swap rooms with another session."""
    found = session_of(request, session_id)
    other = reach.get(Session.objects.all(), request.actor, cleaned(SwapForm(request.POST))["other"])
    try:
        actions.swap_rooms(session_id=found.id, other_id=other.id, by=request.actor, now=timezone.now())
    except Refusal as refusal:
        return session_page(request, found, status=refusal.status, refusal=refusal)
    messages.success(request, "The two sessions have swapped rooms.")
    return redirect("schedules:session", found.id)
