"""What became of a client's session, and what was decided against the payer's rules."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.kit.errors import NotFound
from circlechart.base.ui.refused import attempt
from circlechart.care.attendance.models import Attendance
from circlechart.money.charges import actions, queries
from circlechart.money.charges.forms import OverrideForm
from circlechart.money.charges.models import ChargeOverride
from circlechart.money.charges.rules import RELEASABLE

MOST = 200


@requires(Permission.SEE_BILLING)
@require_GET
def history(request: Request, attendance_id: UUID) -> HttpResponse:
    """Each decision about one client's session, with what changed and who did something meanwhile."""
    found, now = _attendance(request, attendance_id), timezone.now()
    decide.ensure(request.actor, Permission.SEE_BILLING, found.session, on=now)
    audit.viewed(by=request.actor, verb="charges.view_history", thing=found, now=now, client=found.client_id)
    return _page(request, found, now)


@requires(Permission.OVERRIDE_CHARGE)
@require_POST
def override(request: Request, attendance_id: UUID) -> HttpResponse:
    """Decide something against the payer's rule."""
    found, now = _attendance(request, attendance_id), timezone.now()
    decide.ensure(request.actor, Permission.OVERRIDE_CHARGE, found.session, on=now)
    form = OverrideForm(request.POST)
    steps = queries.history(found)
    standing = next((step.charge.hold_rule for step in steps if step.charge.current), "")

    def act() -> HttpResponse:
        given = form.given(standing)
        actions.override(attendance_id=found.id, given=given, by=request.actor, now=now)
        request.changed_session = found.session_id
        return redirect("charges:history", found.id)

    done, status = attempt(form, act)
    return done or _page(request, found, now, form, status)


@requires(Permission.OVERRIDE_CHARGE)
@require_POST
def end_override(request: Request, decision_id: UUID) -> HttpResponse:
    """End a decision against a payer's rule."""
    found = ChargeOverride.objects.filter(pk=decision_id).first()
    if found is None:
        raise NotFound()
    attendance = _attendance(request, found.attendance_id)
    actions.end_override(override_id=decision_id, by=request.actor, now=timezone.now())
    request.changed_session = attendance.session_id
    return redirect("charges:history", attendance.id)


@requires(Permission.SEE_BILLING)
@require_GET
def overrides(request: Request) -> HttpResponse:
    """Everything that was ever decided against a payer's rule."""
    found = list(queries.overrides(request.actor)[: MOST + 1])
    return render(request, "charges/overrides.html", {"overrides": found[:MOST], "cut": len(found) > MOST})


def _attendance(request: Request, attendance_id: UUID) -> Attendance:
    found = Attendance.objects.select_related("session__group", "session__facility")
    return reach.get(found, request.actor, attendance_id)


def _page(
    request: Request, found: Attendance, now: datetime, form: OverrideForm | None = None, status: int = 200
) -> HttpResponse:
    steps = queries.history(found)
    current = next((step.charge for step in steps if step.charge.current), None)
    rule = current.hold_rule if current else ""
    context = {
        "attendance": found,
        "session": found.session,
        "steps": steps,
        "current": current,
        "mend": queries.shown_mend(current, request.actor, now) if current and rule not in RELEASABLE else None,
        "overrides": queries.overrides(request.actor).filter(attendance=found),
        "form": form or OverrideForm(releasable=rule in RELEASABLE),
        "releasable": rule in RELEASABLE,
        "may_override": decide.may(request.actor, Permission.OVERRIDE_CHARGE, found.session, on=now).allowed,
    }
    return render(request, "charges/history.html", context, status=status)
