"""Today's effect as a window, and the worklists of charges."""

import json
from collections import Counter
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.kit.errors import Refusal
from circlechart.care.attendance.facts import Mark
from circlechart.care.attendance.models import Attendance
from circlechart.care.sessions.models import Session
from circlechart.money.charges import actions, queries

MOST = 200
STATUSES = {"held": "Held", "waiting": "Waiting", "ready": "Ready", "soon": "File soon", "apart": "Not charged"}


@requires(Permission.SEE_SESSION)
@require_GET
def session_effect(request: Request, session_id: UUID) -> HttpResponse:
    """What the session means for each client, now."""
    now = timezone.now()
    session = reach.get(Session.objects.select_related("group", "facility"), request.actor, session_id)
    decide.ensure(request.actor, Permission.SEE_SESSION, session, on=now)
    lines = queries.effect(session, now)
    crowded = sorted(Counter(line.crowded for line in lines if line.crowded).items())
    template = "charges/effect.html#lines" if "fragment" in request.GET else "charges/effect.html"
    return render(request, template, {"lines": lines, "session": session, "crowded": crowded})


@requires(Permission.AMEND_ATTENDANCE)
@require_POST
def correction_effect(request: Request, attendance_id: UUID) -> HttpResponse:
    """What a correction of attendance would do to the charges; nothing is changed."""
    now = timezone.now()
    attendance = reach.get(Attendance.objects.select_related("session__group"), request.actor, attendance_id)
    decide.ensure(request.actor, Permission.AMEND_ATTENDANCE, attendance.session, on=now)
    try:
        given = Mark.from_plain(json.loads(request.POST.get("given", "")))
        base_rev = int(request.POST.get("base_rev", ""))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        raise Refusal("This correction could not be read.", field="Correction", mend="Reload the page.") from None
    changes = actions.preview_correction(
        attendance=attendance,
        given=given,
        why=request.POST.get("why", ""),
        base_rev=base_rev,
        by=request.actor,
        now=now,
    )
    return render(request, "charges/correction.html", {"changes": changes})


@requires(Permission.SEE_BILLING)
@require_GET
def worklist(request: Request) -> HttpResponse:
    """Charges that are held, waiting or ready."""
    status, now = request.GET.get("status", "held"), timezone.now()
    if status not in STATUSES:
        status = "held"
    today = reach.today(request.actor, now)
    soon = queries.filing_soon(request.actor, today)
    counted = queries.counts(request.actor) | {"soon": len(soon)}
    here = f"{reverse('charges:worklist')}?status="
    piles = queries.piles(request.actor, status) if status not in ("ready", "soon") else []
    context = {
        "status": status,
        "stuck": queries.stuck(request.actor),
        "label": STATUSES[status],
        "tabs": [(label, f"{here}{value}", counted.get(value, 0)) for value, label in STATUSES.items()],
        "piles": [(pile, queries.mended(pile.shown, request.actor, now)) for pile in piles],
        "soon": soon[:MOST] if status == "soon" else [],
        "charges": queries.worklist(request.actor, status)[:MOST] if status == "ready" else [],
    }
    return render(request, "charges/worklist.html", context)
