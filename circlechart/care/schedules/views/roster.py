"""Who is expected this once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from circlechart.base.access import reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.ui.refused import attempt
from circlechart.care.enrollment import queries as groups
from circlechart.care.schedules.forms.session import ExcuseForm, GuestForm, MakeUpForm
from circlechart.care.schedules.queries import arrange
from circlechart.care.schedules.views.page import session_of, session_page
from circlechart.care.sessions import actions
from circlechart.care.sessions.models import RosterOverride


@requires(Permission.SEE_CHART)
@require_POST
def guest(request: Request, session_id: UUID) -> HttpResponse:
    """Expect a guest."""
    found, form = session_of(request, session_id), GuestForm(request.POST, prefix="guest")

    def expect() -> HttpResponse:
        client = groups.client_by_chart(form.cleaned_data["chart_number"], request.actor)
        reason = form.cleaned_data["reason"]
        actions.expect_guest(
            session_id=found.id, client_id=client.id, reason=reason, by=request.actor, now=timezone.now()
        )
        messages.success(request, f"{client.display_name} is expected this once.")
        return redirect("schedules:session", found.id)

    done, status = attempt(form, expect, called={"Client": "Chart number"})
    return done or session_page(request, found, status=status, guest_form=form)


@requires(Permission.SEE_CHART)
@require_POST
def make_up(request: Request, session_id: UUID) -> HttpResponse:
    """Expect somebody who makes up a missed session."""
    found = session_of(request, session_id)
    form = MakeUpForm(request.POST, prefix="makeup", missed=arrange.missed(found))

    def expect() -> HttpResponse:
        client_id, missed_id = form.given()
        actions.expect_make_up(
            session_id=found.id, client_id=client_id, missed_id=missed_id, by=request.actor, now=timezone.now()
        )
        messages.success(request, "The make-up is on the roster of this session.")
        return redirect("schedules:session", found.id)

    done, status = attempt(form, expect)
    return done or session_page(request, found, status=status, make_up_form=form)


@requires(Permission.SEE_CHART)
@require_POST
def excuse(request: Request, session_id: UUID) -> HttpResponse:
    """Excuse somebody ahead."""
    found, form = session_of(request, session_id), ExcuseForm(request.POST, prefix="excuse")

    def take_off() -> HttpResponse:
        given = {"client_id": form.cleaned_data["client"], "reason": form.cleaned_data["reason"]}
        actions.excuse(session_id=found.id, by=request.actor, now=timezone.now(), **given)
        messages.success(request, "The client is excused from this session.")
        return redirect("schedules:session", found.id)

    done, status = attempt(form, take_off)
    return done or session_page(request, found, status=status, excuse_form=form)


@requires(Permission.SEE_CHART)
@require_POST
def withdraw(request: Request, override_id: UUID) -> HttpResponse:
    """Take back a guest, make-up or excuse."""
    override = reach.get(RosterOverride.objects.all(), request.actor, override_id)
    found = actions.withdraw(override_id=override.id, by=request.actor, now=timezone.now())
    return redirect("schedules:session", found.id)
