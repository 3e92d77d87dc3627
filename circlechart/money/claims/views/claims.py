"""The worklist, one claim with its reasons and its life, and the file."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.kit.errors import NotFound
from circlechart.care.notes import queries as notes
from circlechart.care.sessions.models import Session
from circlechart.money.claims import actions, queries
from circlechart.money.claims.models import Claim, Submission

MOST = 200
CORRECT = "correct"
STATUSES = {
    "ready": "Ready",
    "draft": "Has findings",
    CORRECT: "Needs correction",
    "sent": "Sent",
    "accepted": "Accepted",
    "rejected": "Rejected",
    "denied": "Denied",
    "paid": "Paid",
    "withdrawn": "Withdrawn",
}


@requires(Permission.SEE_BILLING)
@require_GET
def index(request: Request) -> HttpResponse:
    """Claims by status."""
    status = request.GET.get("status", "ready")
    if status not in STATUSES:
        status = "ready"
    due, now = queries.to_correct(request.actor), timezone.now()
    counted = queries.counts(request.actor) | {CORRECT: len(due)}
    drafts = queries.worklist(request.actor, Claim.Status.DRAFT)[:MOST]
    here = f"{reverse('claims:index')}?status="
    plain = status not in ("ready", "draft", CORRECT)
    claims = list(queries.worklist(request.actor, status)[:MOST]) if plain else []
    context = {
        "batches": queries.batches(request.actor) if status == "ready" else [],
        "claims": claims,
        "corrected": queries.corrected_since(claims),
        "to_mend": queries.to_mend(queries.whole(drafts), request.actor, now) if status == "draft" else [],
        "due": due if status == CORRECT else [],
        "status": status,
        "label": STATUSES[status],
        "tabs": [(label, f"{here}{value}", counted.get(value, 0)) for value, label in STATUSES.items()],
        "may_send": decide.may(request.actor, Permission.BUILD_CLAIMS, None, on=now),
    }
    return render(request, "claims/index.html", context)


@requires(Permission.SEE_BILLING)
@require_GET
def claim(request: Request, claim_id: UUID) -> HttpResponse:
    """One claim: every line back to its charge, attendance, note and rule."""
    found = reach.get(queries.with_answers(queries.whole(Claim.objects.all())), request.actor, claim_id)
    now = timezone.now()
    audit.viewed(by=request.actor, verb="claims.view", thing=found, now=now, client=found.client_id)
    may = decide.may(request.actor, Permission.BUILD_CLAIMS, found, on=now)
    context = {
        "claim": found,
        "findings": queries.mended(found, request.actor, now),
        "may_send": may,
        "may_answer": bool(actions.kinds_for(found)),
        "due": queries.judge_claim(found),
        "story": queries.story(found),
        "compared": queries.compared(found),
    }
    return render(request, "claims/claim.html", context)


@requires(Permission.SEE_SESSION)
@require_GET
def session_outcome(request: Request, session_id: UUID) -> HttpResponse:
    """What came of a session after signing: notes, charges, holds, claims; a window of the session screen."""
    now = timezone.now()
    sessions = Session.objects.select_related("group", "facility", "room", "curriculum_item")
    session = reach.get(sessions.prefetch_related(notes.with_staff()), request.actor, session_id)
    decide.ensure(request.actor, Permission.SEE_SESSION, session, on=now)
    template = "claims/outcome.html#outcome" if "fragment" in request.GET else "claims/outcome.html"
    context = {
        "session": session,
        "outcome": queries.outcome(session, request.actor, now),
        "sees_claims": decide.may(request.person, Permission.SEE_BILLING, session, on=now).allowed,
    }
    return render(request, template, context)


@requires(Permission.SEE_BILLING)
@require_GET
def submission(request: Request, submission_id: UUID) -> HttpResponse:
    """A file that was written: what is in it, and where it is downloaded."""
    found, now = _within(request, submission_id), timezone.now()
    audit.viewed(by=request.actor, verb="claims.view_file", thing=found, now=now)
    may = decide.may(request.actor, Permission.BUILD_CLAIMS, None, on=now)
    claims = list(queries.whole(Claim.objects.filter(submissions=found)).order_by("service_on", "number"))
    words = f"Download the {found.transaction} file"
    context = {"file": found, "claims": claims, "may_download": may, "download_words": words}
    context["corrected"] = queries.corrected_since(claims)
    return render(request, "claims/submission.html", context)


@requires(Permission.BUILD_CLAIMS)
@require_GET
def file(request: Request, submission_id: UUID) -> HttpResponse:
    """The file, exactly as it left."""
    found = _within(request, submission_id)
    now = timezone.now()
    for client_id in found.claims.order_by("client_id").values_list("client_id", flat=True).distinct():
        audit.viewed(by=request.actor, verb="claims.download", thing=found, now=now, client=client_id)
    response = HttpResponse(found.content, content_type="application/edi-x12")
    response["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    return response


def _within(request: Request, submission_id: UUID) -> Submission:
    """Within reach only when every claim of it is. Raises: NotFound."""
    found = Submission.objects.filter(pk=submission_id).select_related("payer", "house", "made_by").first()
    if found is None or found.claims.exclude(id__in=reach.within(Claim.objects.all(), request.actor)).exists():
        raise NotFound()
    return found
