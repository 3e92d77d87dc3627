"""Writing the parts of a plan: each is set from a day, and ended after its last."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from circlechart.base.access import reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.kit import walltime
from circlechart.base.people.models import Client
from circlechart.base.ui.refused import attempt, cleaned
from circlechart.care.plans import actions, forms
from circlechart.care.plans.models import Goal, Intervention, Objective, Problem
from circlechart.care.plans.views.plan import choices_of, plan_page


def _client(request: Request, client_id: UUID) -> Client:
    return reach.get(Client.objects.select_related("facility"), request.actor, client_id)


@requires(Permission.EDIT_PLAN)
@require_POST
def outline(request: Request, client_id: UUID) -> HttpResponse:
    """Say something of the client as a whole."""
    client, form = _client(request, client_id), forms.OutlineForm(request.POST, prefix="outline")

    def save() -> HttpResponse:
        actions.save_outline(client_id=client.id, given=form.given(), by=request.actor, now=timezone.now())
        return redirect("plans:plan", client.id)

    done, status = attempt(form, save)
    return done or plan_page(request, client.id, status, outline_form=form)


@requires(Permission.EDIT_PLAN)
@require_POST
def problem(request: Request, client_id: UUID) -> HttpResponse:
    """Put a problem on the list."""
    client, form = _client(request, client_id), forms.ProblemForm(request.POST, prefix="problem")

    def add() -> HttpResponse:
        actions.add_problem(client_id=client.id, given=form.given(), by=request.actor, now=timezone.now())
        return redirect("plans:plan", client.id)

    done, status = attempt(form, add, called={"Code": "Look up a code", "Rank": "A diagnosis on claims, too"})
    return done or plan_page(request, client.id, status, problem_form=form)


@requires(Permission.EDIT_PLAN)
@require_POST
def goal(request: Request, client_id: UUID) -> HttpResponse:
    """Set a goal."""
    client, now = _client(request, client_id), timezone.now()
    today = walltime.today(now, client.facility.time_zone)
    form = forms.GoalForm(request.POST, prefix="goal", **choices_of(client, today)["goal"])

    def add() -> HttpResponse:
        given = form.cleaned_data
        problem_id = UUID(given["problem"]) if given["problem"] else None
        actions.set_goal(
            client_id=client.id, number=given["number"], text=given["text"], from_on=given["from_on"],
            problem_id=problem_id, by=request.actor, now=now,
        )  # fmt: skip
        return redirect("plans:plan", client.id)

    done, status = attempt(form, add)
    return done or plan_page(request, client.id, status, goal_form=form)


@requires(Permission.EDIT_PLAN)
@require_POST
def objective(request: Request, goal_id: UUID) -> HttpResponse:
    """Add an objective to a goal."""
    found = reach.get(Goal.objects.all(), request.actor, goal_id)
    form = forms.ObjectiveForm(request.POST, prefix=f"objective-{found.id}")

    def add() -> HttpResponse:
        actions.add_objective(goal_id=found.id, given=form.given(), by=request.actor, now=timezone.now())
        return redirect("plans:plan", found.client_id)

    done, status = attempt(form, add)
    return done or plan_page(request, found.client_id, status, objective_form=form, objective_for=found.id)


@requires(Permission.EDIT_PLAN)
@require_POST
def intervention(request: Request, client_id: UUID) -> HttpResponse:
    """Plan a group or another service."""
    client, now = _client(request, client_id), timezone.now()
    today = walltime.today(now, client.facility.time_zone)
    form = forms.InterventionForm(request.POST, prefix="line", **choices_of(client, today)["intervention"])

    def add() -> HttpResponse:
        actions.add_intervention(client_id=client.id, given=form.given(), by=request.actor, now=now)
        return redirect("plans:plan", client.id)

    done, status = attempt(form, add, called={"Group": "What"})
    return done or plan_page(request, client.id, status, line_form=form)


@requires(Permission.EDIT_PLAN)
@require_POST
def answers(request: Request, goal_id: UUID) -> HttpResponse:
    """Say which problem a goal answers."""
    found = reach.get(Goal.objects.all(), request.actor, goal_id)
    chosen = cleaned(forms.AnswersForm(request.POST))["problem"]
    actions.answer_problem(goal_id=found.id, problem_id=chosen, by=request.actor, now=timezone.now())
    return redirect("plans:plan", found.client_id)


@requires(Permission.EDIT_PLAN)
@require_POST
def end_goal(request: Request, goal_id: UUID) -> HttpResponse:
    """End a goal."""
    found = reach.get(Goal.objects.all(), request.actor, goal_id)
    last_on = cleaned(forms.LastDayForm(request.POST))["last_on"]
    actions.end_goal(goal_id=found.id, last_on=last_on, by=request.actor, now=timezone.now())
    return redirect("plans:plan", found.client_id)


@requires(Permission.EDIT_PLAN)
@require_POST
def end_problem(request: Request, problem_id: UUID) -> HttpResponse:
    """Take a problem off the list."""
    found = reach.get(Problem.objects.all(), request.actor, problem_id)
    last_on = cleaned(forms.LastDayForm(request.POST))["last_on"]
    actions.end_problem(problem_id=found.id, last_on=last_on, by=request.actor, now=timezone.now())
    return redirect("plans:plan", found.client_id)


@requires(Permission.EDIT_PLAN)
@require_POST
def end_objective(request: Request, objective_id: UUID) -> HttpResponse:
    """Say what became of an objective."""
    found = reach.get(Objective.objects.select_related("goal"), request.actor, objective_id)
    given = cleaned(forms.OutcomeForm(request.POST))
    actions.end_objective(
        objective_id=found.id, outcome=given["outcome"], last_on=given["last_on"], by=request.actor, now=timezone.now()
    )
    return redirect("plans:plan", found.goal.client_id)


@requires(Permission.EDIT_PLAN)
@require_POST
def end_intervention(request: Request, intervention_id: UUID) -> HttpResponse:
    """End a line of the plan."""
    found = reach.get(Intervention.objects.all(), request.actor, intervention_id)
    last_on = cleaned(forms.LastDayForm(request.POST))["last_on"]
    actions.end_intervention(intervention_id=found.id, last_on=last_on, by=request.actor, now=timezone.now())
    return redirect("plans:plan", found.client_id)
