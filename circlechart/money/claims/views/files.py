"""Writing files: of chosen claims, and of everything that is ready, file after file."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_POST

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.kit.errors import NotFound
from circlechart.money.claims import actions, queries
from circlechart.money.claims.models import Claim
from circlechart.money.clearinghouse import queries as clearinghouse
from circlechart.money.clearinghouse.facts import FORMS, Partner


@requires(Permission.BUILD_CLAIMS)
@require_POST
def send(request: Request) -> HttpResponse:
    """Write the files of the chosen claims."""
    chosen = list(dict.fromkeys(_id(each) for each in request.POST.getlist("claim")))
    within = reach.within(Claim.objects.filter(id__in=chosen), request.actor)
    if within.count() < len(chosen):
        raise NotFound()
    sent = actions.send_chosen(claim_ids=chosen, by=request.actor, now=timezone.now())
    if len(sent) == 1:
        return redirect("claims:submission", sent[0].id)
    return redirect("claims:files", sent[0].form, sent[0].partner)


@requires(Permission.SEE_BILLING)
@require_GET
def files(request: Request, form: str, partner_id: UUID) -> HttpResponse:
    """Everything that is ready for one house or payer, and the files that went there."""
    to, now = _partner(form, partner_id), timezone.now()
    context = {
        "to": to,
        "form": form,
        "transaction": FORMS[form],
        "left": queries.ready_for(to.key, form, request.actor).count(),
        "files": list(queries.files_to(to.key, form, request.actor)),
        "asked_at": now.isoformat(),
        "zone": reach.zone(request.actor),
        "may_send": decide.may(request.actor, Permission.BUILD_CLAIMS, None, on=now),
    }
    return render(request, "claims/files.html", context)


@requires(Permission.BUILD_CLAIMS)
@require_POST
def next_file(request: Request, form: str, partner_id: UUID) -> HttpResponse:
    """Write the next file of everything that was ready; without a script, all that are left."""
    to, now, script = _partner(form, partner_id), timezone.now(), not request.accepts("text/html")
    asked_at = min(_moment(request.POST.get("asked_at", "")) or now, now)
    sent = actions.send_next(partner=to, form=form, asked_at=asked_at, by=request.actor, now=now)
    while sent is not None and not script:
        sent = actions.send_next(partner=to, form=form, asked_at=asked_at, by=request.actor, now=timezone.now())
    if not script:
        return redirect("claims:files", form, to.key)
    return JsonResponse({"done": sent.claims.count() if sent else 0, "finished": sent is None})


def _partner(form: str, key: UUID) -> Partner:
    found = clearinghouse.partner(key) if form in FORMS else None
    if found is None:
        raise NotFound()
    return found


def _moment(given: str) -> datetime | None:
    """Returns None when: it is no moment."""
    try:
        read = parse_datetime(given)
    except ValueError:
        return None
    return read if read is not None and timezone.is_aware(read) else None


def _id(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        raise NotFound() from None
