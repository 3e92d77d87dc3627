"""Today's effect as a window, and the worklists of charges."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.care.sessions.models import Session
from circlechart.money.charges import queries

STATUSES = {"held": "Held", "waiting": "Waiting", "ready": "Ready"}


@requires(Permission.SEE_SESSION)
@require_GET
def session_effect(request: Request, session_id: UUID) -> HttpResponse:
    """What the session means for each client, now."""
    now = timezone.now()
    session = reach.get(Session.objects.select_related("group", "facility"), request.actor, session_id)
    decide.ensure(request.actor, Permission.SEE_SESSION, session, on=now)
    return render(request, "charges/effect.html", {"lines": queries.effect(session, now), "session": session})


@requires(Permission.SEE_BILLING)
@require_GET
def worklist(request: Request) -> HttpResponse:
    """Charges that are held, waiting or ready."""
    status = request.GET.get("status", "held")
    if status not in STATUSES:
        status = "held"
    charges = queries.worklist(request.actor, status)[:200]
    return render(request, "charges/worklist.html", {"charges": charges, "status": status, "statuses": STATUSES})
