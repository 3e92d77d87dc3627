"""Signing a plan, its signed versions, and who signs them besides the clinician."""

from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from circlechart.base.access import credential, decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.formats.paper import note as paper
from circlechart.base.kit import walltime
from circlechart.base.people.models import Client
from circlechart.base.ui.refused import attempt
from circlechart.care.plans import actions, forms, queries, rules
from circlechart.care.plans.models import PlanVersion


@requires(Permission.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def signature(request: Request, client_id: UUID) -> HttpResponse:
    """GET shows the whole plan to be read through; POST signs what was read, with the password."""
    client, now = reach.get(Client.objects.select_related("facility"), request.actor, client_id), timezone.now()
    decide.ensure(request.actor, Permission.EDIT_PLAN, client, on=now)
    today = walltime.today(now, client.facility.time_zone)
    plan, rule = queries.plan_of(client.id, today), queries.rule_for(client, today)
    before = queries.latest([client.id]).get(client.id)
    initial = {"from_on": today, "review_on": rules.latest_review(today, rule), "kind": "review"}
    posted = request.POST if request.method == "POST" else None
    form = forms.SigningForm(posted, initial=initial | {"read": rules.plan_hash(plan)}, first=before is None)

    def sign() -> HttpResponse:
        credential.confirm(request, form.cleaned_data["password"])
        made = actions.sign_plan(client_id=client.id, given=form.given(), by=request.actor, now=now)
        return redirect("plans:version", made.id)

    done, status = attempt(form, sign)
    gaps = rules.gaps(plan, today)
    context = {"client": client, "plan": plan, "rule": rule, "before": before, "gaps": gaps, "form": form}
    context |= {"blocked": any(gap.blocks for gap in gaps)}
    return done or render(request, "plans/signature.html", context, status=status)


@requires(Permission.READ_NOTE)
@require_GET
def version(request: Request, plan_version_id: UUID) -> HttpResponse:
    """One signed version, as it was signed."""
    return _page(request, _version(request, plan_version_id, "plans.view_version"))


@requires(Permission.READ_NOTE)
@require_GET
def print_version(request: Request, plan_version_id: UUID) -> HttpResponse:
    """The version as a PDF that contains only this client."""
    found = _version(request, plan_version_id, "plans.print")
    response = HttpResponse(paper.pdf(queries.document(found)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="plan-{plan_version_id}.pdf"'
    return response


@requires(Permission.EDIT_PLAN)
@require_POST
def client_signature(request: Request, plan_version_id: UUID) -> HttpResponse:
    """The client, or a guardian, signs with somebody there, or declines."""
    found, form = _version(request, plan_version_id, ""), forms.ClientSignatureForm(request.POST)

    def sign() -> HttpResponse:
        actions.sign_with_client(version_id=found.id, **form.cleaned_data, by=request.actor, now=timezone.now())
        return redirect("plans:version", found.id)

    done, status = attempt(form, sign)
    return done or _page(request, found, status, client_form=form)


@requires(Permission.COSIGN_NOTE)
@require_POST
def supervisor_signature(request: Request, plan_version_id: UUID) -> HttpResponse:
    """The author's supervisor signs, with the own password."""
    found, form = _version(request, plan_version_id, ""), forms.SupervisorSignatureForm(request.POST)

    def sign() -> HttpResponse:
        credential.confirm(request, form.cleaned_data["password"])
        actions.sign_as_supervisor(version_id=found.id, by=request.actor, now=timezone.now())
        return redirect("plans:version", found.id)

    done, status = attempt(form, sign)
    return done or _page(request, found, status, supervisor_form=form)


def _version(request: Request, version_id: UUID, verb: str) -> PlanVersion:
    now = timezone.now()
    found = reach.get(PlanVersion.objects.select_related("client"), request.actor, version_id)
    decide.ensure(request.actor, Permission.READ_NOTE, found, on=now)
    if verb:
        audit.viewed(by=request.actor, verb=verb, thing=found, now=now, client=found.client_id)
    return queries.version(found.id)


def _page(request: Request, found: PlanVersion, status: int = 200, **given: Form) -> HttpResponse:
    now, by = timezone.now(), request.actor
    today = walltime.today(now, found.client.facility.time_zone)
    newest = queries.latest([found.client_id])[found.client_id]
    taken = {each.meaning for each in found.signatures.all()}
    cosigns = decide.may(by, Permission.COSIGN_NOTE, found, on=now).allowed and "supervisor" not in taken
    is_newest = newest.id == found.id
    context = {
        "version": found,
        "client": found.client,
        "page": queries.document(found),
        "zone": found.client.facility.time_zone,
        "signatures": queries.signatures(found),
        "is_newest": is_newest,
        "asks_client": is_newest and not newest.agreed,
        "may_plan": decide.may(by, Permission.EDIT_PLAN, found, on=now),
        "may_cosign": is_newest and cosigns and queries.by_author_supervised(found, by.staff_id, today),
        "client_form": forms.ClientSignatureForm(initial={"meaning": "client", "method": "typed"}),
        "supervisor_form": forms.SupervisorSignatureForm(),
        **given,
    }
    return render(request, "plans/version.html", context, status=status)
