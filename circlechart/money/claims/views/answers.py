"""What a payer answered to a claim, typed from its remittance; and that it was told another way."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.ui.refused import attempt
from circlechart.money.claims import actions, queries
from circlechart.money.claims.forms import AnswerForm, ToldForm
from circlechart.money.claims.models import Claim


@requires(Permission.BUILD_CLAIMS)
@require_http_methods(["GET", "POST"])
def answer(request: Request, claim_id: UUID) -> HttpResponse:
    """Record what the payer answered."""
    now, found = timezone.now(), _claim(request, claim_id)
    lines = sorted(found.lines.all(), key=lambda each: each.control_number)
    initial = {"payer_claim_number": found.number_there, "answered_on": reach.today(request.actor, now)}
    form = AnswerForm(_posted(request), lines=lines, kinds=actions.kinds_for(found), initial=initial)

    def save() -> HttpResponse:
        actions.record_answer(claim_id=found.id, given=form.given(), by=request.actor, now=now)
        return redirect("claims:claim", found.id)

    done, status = attempt(form, save)
    if done is None:
        _looked(request, found, now)
    return done or render(request, "claims/answer.html", {"claim": found, "form": form}, status=status)


@requires(Permission.BUILD_CLAIMS)
@require_http_methods(["GET", "POST"])
def tell(request: Request, claim_id: UUID) -> HttpResponse:
    """Record that the payer was told another way."""
    now, found = timezone.now(), _claim(request, claim_id)
    form = ToldForm(_posted(request), initial={"told_on": reach.today(request.actor, now)})

    def save() -> HttpResponse:
        actions.tell(claim_id=found.id, given=form.given(), by=request.actor, now=now)
        return redirect("claims:claim", found.id)

    done, status = attempt(form, save)
    if done is None:
        _looked(request, found, now)
    due = queries.judge_claim(found)
    return done or render(request, "claims/tell.html", {"claim": found, "form": form, "due": due}, status=status)


def _claim(request: Request, claim_id: UUID) -> Claim:
    """Raises: NotFound, NotAllowed."""
    found = reach.get(queries.with_answers(queries.whole(Claim.objects.all())), request.actor, claim_id)
    decide.ensure(request.actor, Permission.BUILD_CLAIMS, found, on=timezone.now())
    return found


def _looked(request: Request, claim: Claim, now: datetime) -> None:
    audit.viewed(by=request.actor, verb="claims.view", thing=claim, now=now, client=claim.client_id)


def _posted(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
