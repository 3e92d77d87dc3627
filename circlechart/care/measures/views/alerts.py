"""Alerts that wait for somebody, and saying what was done."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.ui.refused import cleaned
from circlechart.care.measures import actions, queries
from circlechart.care.measures.forms import DoneForm


@requires(Permission.SEE_MEASURES)
@require_GET
def alerts(request: Request) -> HttpResponse:
    """Every open alert within reach, and what was done about those of the last four weeks."""
    now = timezone.now()
    open_ones, done = queries.alerts(request.actor), queries.answered(request.actor, now)
    shown = [(each, each.client_id) for each in [*open_ones, *done]]
    audit.viewed_each(by=request.actor, verb="measures.view_alerts", things=shown, now=now)
    context = {
        "alerts": open_ones,
        "answered": done,
        "zone": reach.zone(request.actor),
        "may_answer": decide.may(request.person, Permission.ANSWER_ALERT, None, on=now).allowed,
    }
    return render(request, "measures/alerts.html", context)


@requires(Permission.ANSWER_ALERT)
@require_POST
def acknowledge(request: Request, alert_id: UUID) -> HttpResponse:
    """Take an alert upon oneself and say what was done."""
    found = queries.alert(alert_id, request.actor)
    given = cleaned(DoneForm(request.POST))
    actions.acknowledge(alert_id=found.id, done=given["done"], by=request.actor, now=timezone.now())
    if not request.accepts("text/html"):
        return JsonResponse({"acknowledged": str(found.id)})
    messages.success(request, "Acknowledged. What was done is on record.")
    back = given["back"]
    allowed = back and url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if allowed else "measures:alerts")
