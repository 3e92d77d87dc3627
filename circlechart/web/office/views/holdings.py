"""What holds for a client: coverages, goals, diagnoses. Each is set from a day, and ended after its last."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from circlechart.base.access import reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.coverage.models import Coverage
from circlechart.base.kit.errors import Refusal
from circlechart.base.people.models import Client
from circlechart.base.ui.refused import attempt
from circlechart.care.plans import actions as plans
from circlechart.care.plans.models import Diagnosis, Goal
from circlechart.web.office import actions, queries
from circlechart.web.office.forms import CoverageForm, DiagnosisForm, GoalForm, LastDayForm
from circlechart.web.office.views.client import chart_page


@requires(Permission.EDIT_COVERAGE)
@require_POST
def add_coverage(request: Request, client_id: UUID) -> HttpResponse:
    """Add a coverage."""
    client = reach.get(Client.objects.all(), request.actor, client_id)
    form = CoverageForm(request.POST, prefix="coverage", plans=queries.plans())

    def add() -> HttpResponse:
        actions.add_coverage(client_id=client.id, given=form.given(), by=request.actor, now=timezone.now())
        return redirect("office:client", client.id)

    done, status = attempt(form, add)
    return done or chart_page(request, client.id, status, coverage_form=form)


@requires(Permission.EDIT_PLAN)
@require_POST
def set_goal(request: Request, client_id: UUID) -> HttpResponse:
    """Set a goal."""
    client = reach.get(Client.objects.all(), request.actor, client_id)
    form = GoalForm(request.POST, prefix="goal")

    def add() -> HttpResponse:
        plans.set_goal(client_id=client.id, **form.cleaned_data, by=request.actor, now=timezone.now())
        return redirect("office:client", client.id)

    done, status = attempt(form, add)
    return done or chart_page(request, client.id, status, goal_form=form)


@requires(Permission.EDIT_PLAN)
@require_POST
def set_diagnosis(request: Request, client_id: UUID) -> HttpResponse:
    """Set a diagnosis."""
    client = reach.get(Client.objects.all(), request.actor, client_id)
    form = DiagnosisForm(request.POST, prefix="diagnosis")

    def add() -> HttpResponse:
        plans.set_diagnosis(client_id=client.id, **form.cleaned_data, by=request.actor, now=timezone.now())
        return redirect("office:client", client.id)

    done, status = attempt(form, add)
    return done or chart_page(request, client.id, status, diagnosis_form=form)


@requires(Permission.EDIT_COVERAGE)
@require_POST
def end_coverage(request: Request, coverage_id: UUID) -> HttpResponse:
    """End a coverage."""
    found = reach.get(Coverage.objects.all(), request.actor, coverage_id)
    actions.end_coverage(coverage_id=found.id, last_on=last_day(request), by=request.actor, now=timezone.now())
    return redirect("office:client", found.client_id)


@requires(Permission.EDIT_PLAN)
@require_POST
def end_goal(request: Request, goal_id: UUID) -> HttpResponse:
    """End a goal."""
    found = reach.get(Goal.objects.all(), request.actor, goal_id)
    plans.end_goal(goal_id=found.id, last_on=last_day(request), by=request.actor, now=timezone.now())
    return redirect("office:client", found.client_id)


@requires(Permission.EDIT_PLAN)
@require_POST
def end_diagnosis(request: Request, diagnosis_id: UUID) -> HttpResponse:
    """End a diagnosis."""
    found = reach.get(Diagnosis.objects.all(), request.actor, diagnosis_id)
    plans.end_diagnosis(diagnosis_id=found.id, last_on=last_day(request), by=request.actor, now=timezone.now())
    return redirect("office:client", found.client_id)


def last_day(request: Request) -> date:
    """This function will read the last day of something. Raises: Refusal."""
    form = LastDayForm(request.POST)
    if not form.is_valid():
        typed = str(request.POST.get("last_on", ""))[:40]
        mend = str(form.errors["last_on"][0])
        raise Refusal("This day cannot be taken.", field="Last day", value=typed, mend=mend)
    day: date = form.cleaned_data["last_on"]
    return day
