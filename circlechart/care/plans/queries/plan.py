"""A client's plan as it stands on a day, for one client or for many in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from circlechart.care.plans.facts import (
    OUTLINE,
    GoalFacts,
    InterventionFacts,
    ObjectiveFacts,
    PlanFacts,
    Prescribed,
    ProblemFacts,
)
from circlechart.care.plans.models import Diagnosis, Goal, Intervention, Objective, Outline, Problem

ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def plans(clients: Iterable[UUID], on: date) -> dict[UUID, PlanFacts]:
    """This function will read the plans of clients as they stand on a day; who has none gets an empty one."""
    wanted = list(clients)
    outlines = {each.client_id: each for each in Outline.objects.filter(client_id__in=wanted)}
    problems, goals, interventions = _problems(wanted, on), _goals(wanted, on), _interventions(wanted, on)
    return {
        each: PlanFacts(
            outline={name: getattr(outlines[each], name) if each in outlines else "" for name in OUTLINE},
            problems=tuple(problems[each]),
            goals=tuple(goals[each]),
            interventions=tuple(interventions[each]),
        )
        for each in wanted
    }


def plan_of(client_id: UUID, on: date) -> PlanFacts:
    """This function will read one client's plan as it stands on a day."""
    return plans([client_id], on)[client_id]


def outline_rev(client_id: UUID) -> int:
    """This function will say which revision the words about a client are at; 0 before the first."""
    return Outline.objects.filter(client_id=client_id).values_list("rev", flat=True).first() or 0


def problems_of(client_id: UUID, on: date) -> list[Diagnosis]:
    """This function will list the diagnoses of a day that no problem of the plan speaks of."""
    known = Problem.objects.filter(client_id=client_id, effective__contains=on).values("code")
    return list(Diagnosis.objects.filter(client_id=client_id, effective__contains=on).exclude(code__in=known))


def rows(client_id: UUID, on: date) -> tuple[list[Goal], list[Problem]]:
    """This function will list a client's goals and problems of a day as rows, to be chosen from."""
    goals = Goal.objects.filter(client_id=client_id, effective__contains=on)
    return list(goals), list(Problem.objects.filter(client_id=client_id, effective__contains=on))


def letters(goal_id: UUID, on: date) -> str:
    """This function will find the next letter for an objective. Returns an empty string when: all are taken."""
    used = Objective.objects.filter(goal_id=goal_id).values_list("letter", flat=True)
    return next((each for each in ALPHABET if each not in set(used)), "")


def prescribed(clients: Iterable[UUID]) -> dict[UUID, list[Prescribed]]:
    """This function will list which groups the plans of clients name, how often, and on which days."""
    found: dict[UUID, list[Prescribed]] = defaultdict(list)
    lines = Intervention.objects.filter(client_id__in=list(clients), group__isnull=False).select_related("group")
    for each in lines:
        assert each.group is not None and each.effective.lower is not None
        line = Prescribed(each.group.id, each.group.name, each.times, each.effective.lower, each.effective.upper)
        found[each.client_id].append(line)
    return found


def _problems(clients: list[UUID], on: date) -> dict[UUID, list[ProblemFacts]]:
    ranks = {
        (each.client_id, each.code): each.rank
        for each in Diagnosis.objects.filter(client_id__in=clients, effective__contains=on).order_by("-rank")
    }
    found: dict[UUID, list[ProblemFacts]] = defaultdict(list)
    for each in Problem.objects.filter(client_id__in=clients, effective__contains=on):
        rank = ranks.get((each.client_id, each.code))
        found[each.client_id].append(ProblemFacts(each.id, each.statement, each.code, each.label, rank))
    return found


def _goals(clients: list[UUID], on: date) -> dict[UUID, list[GoalFacts]]:
    steps: dict[UUID, list[ObjectiveFacts]] = defaultdict(list)
    in_force = Objective.objects.filter(goal__client_id__in=clients, effective__contains=on).select_related("goal")
    for each in in_force.order_by("letter"):
        number = f"{each.goal.number}{each.letter}"
        facts = ObjectiveFacts(each.id, number, each.text, each.measure, each.target_on, each.target_on < on)
        steps[each.goal_id].append(facts)
    found: dict[UUID, list[GoalFacts]] = defaultdict(list)
    goals = Goal.objects.filter(client_id__in=clients, effective__contains=on).select_related("problem")
    for goal in sorted(goals, key=lambda each: natural(each.number)):
        words = goal.problem.statement if goal.problem else ""
        facts_ = GoalFacts(goal.id, goal.number, goal.text, goal.problem_id, words, tuple(steps[goal.id]))
        found[goal.client_id].append(facts_)
    return found


def natural(number: str) -> tuple[tuple[int, str], ...]:
    """This function will give the order of a goal's number: 2.1 before 10.1."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in number.split("."))


def _interventions(clients: list[UUID], on: date) -> dict[UUID, list[InterventionFacts]]:
    lines = Intervention.objects.filter(client_id__in=clients, effective__contains=on)
    found: dict[UUID, list[InterventionFacts]] = defaultdict(list)
    for each in lines.select_related("group", "staff").prefetch_related("goals").order_by("id"):
        what = each.group.name if each.group else each.get_kind_display()
        goals = tuple(sorted((goal.number for goal in each.goals.all()), key=natural))
        staff = each.staff.display_name if each.staff else ""
        facts = InterventionFacts(each.id, what, each.words, each.times, each.every_weeks, staff, goals)
        found[each.client_id].append(facts)
    return found
