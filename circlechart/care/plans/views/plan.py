"""A client's plan as it stands today, and looking up codes."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.kit import walltime
from circlechart.base.people.models import Client
from circlechart.care.enrollment.models import Group
from circlechart.care.plans import forms, queries, rules
from circlechart.care.plans.facts import OUTLINE, GoalFacts
from circlechart.care.plans.models import Objective

SHORT = 70  # characters of a problem or goal in a list to choose from


@requires(Permission.READ_NOTE)
@require_GET
def plan(request: Request, client_id: UUID) -> HttpResponse:
    """The plan as it stands, with what may be done to it."""
    return plan_page(request, client_id)


@requires(Permission.READ_NOTE)
@require_GET
def codes(request: Request) -> HttpResponse:
    """The codes that fit what was typed, to be chosen from."""
    words = request.GET.get("problem-words", "")[:80]
    return render(request, "plans/codes.html", {"found": rules.search(words, queries.codes()), "words": words})


def plan_page(request: Request, client_id: UUID, status: int = 200, **given: Form | UUID) -> HttpResponse:
    """This function will draw the plan, with a refused form in its place."""
    now, actor = timezone.now(), request.actor
    client = reach.get(Client.objects.select_related("facility"), actor, client_id)
    decide.ensure(actor, Permission.READ_NOTE, client, on=now)
    audit.viewed(by=actor, verb="plans.view", thing=client, now=now, client=client.id)
    today = walltime.today(now, client.facility.time_zone)
    facts = queries.plan_of(client.id, today)
    context: dict[str, Any] = {
        "client": client,
        "today": today,
        "plan": facts,
        "standing": queries.standings([client], now)[client.id],
        "gaps": rules.gaps(facts, today),
        "versions": queries.versions(client.id),
        "rule": queries.rule_for(client, today),
        "uncovered": queries.problems_of(client.id, today),
        "outcomes": Objective.Outcome.choices,
        "may_plan": decide.may(actor, Permission.EDIT_PLAN, client, on=now),
        **_fresh(request, client, today, facts),
        **given,
    }
    asked = given.get("objective_for")
    context["goals"] = [
        (each, given["objective_form"] if each.id == asked else _objective(each, today)) for each in facts.goals
    ]
    return render(request, "plans/plan.html", context, status=status)


def choices_of(client: Client, today: Any) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """This function will list what goals and interventions are chosen from."""
    goals, problems = queries.rows(client.id, today)
    groups = Group.objects.filter(facility_id=client.facility_id).exclude(state=Group.State.ENDED).order_by("name")
    return {
        "goal": {"problems": [(str(each.id), _short(each.statement)) for each in problems]},
        "intervention": {
            "groups": [(str(each.id), each.name) for each in groups],
            "goals": [(str(each.id), _short(f"{each.number} {each.text}")) for each in goals],
        },
    }


def _fresh(request: Request, client: Client, today: Any, facts: Any) -> dict[str, Any]:
    choices = choices_of(client, today)
    words = request.GET.get("problem-words", "")[:80]
    looked_up = {name: request.GET.get(f"problem-{name}", "") for name in ("statement", "rank")}
    outline = {name: facts.outline[name] for name in OUTLINE} | {"rev": queries.outline_rev(client.id)}
    return {
        "outline_form": forms.OutlineForm(prefix="outline", initial=outline),
        "problem_form": forms.ProblemForm(prefix="problem", initial={"from_on": today, "words": words, **looked_up}),
        "goal_form": forms.GoalForm(prefix="goal", initial={"from_on": today}, **choices["goal"]),
        "line_form": forms.InterventionForm(prefix="line", initial={"from_on": today}, **choices["intervention"]),
        "found": rules.search(words, queries.codes()),
        "words": words,
        "problem_choices": choices["goal"]["problems"],
    }


def _objective(goal: GoalFacts, today: Any) -> forms.ObjectiveForm:
    return forms.ObjectiveForm(prefix=f"objective-{goal.id}", initial={"from_on": today})


def _short(words: str) -> str:
    return words if len(words) <= SHORT else f"{words[: SHORT - 1].rstrip()}…"
