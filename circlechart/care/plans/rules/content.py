"""What a plan needs before it is signed, what a signature stands under, and its hash."""

import hashlib
import json
from datetime import date
from typing import Any

from circlechart.care.plans.facts import OUTLINE, Gap, GoalFacts, PlanFacts


def gaps(plan: PlanFacts, on: date) -> tuple[Gap, ...]:
    """This function will list what a plan lacks on a day; what blocks keeps it from being signed.

    Source: payer documentation rules, facts 1.100 to 1.105: problem, goal, measurable objective, service, frequency.
    """
    found: list[Gap] = []
    if not any(each.code for each in plan.problems):
        found.append(Gap("Add a problem with its code: a payer asks what the plan treats."))
    if not plan.goals:
        found.append(Gap("Set at least one goal in the client's own words."))
    if not plan.interventions:
        found.append(Gap("Say what is done, and how often: a group, so many times a week."))
    for goal in plan.goals:
        found += _of_goal(goal, plan, on)
    if not plan.outline.get("wish", "").strip():
        found.append(Gap("The client's own words about what treatment is for are missing.", blocks=False))
    if not plan.outline.get("discharge", "").strip():
        found.append(Gap("Nothing says how both will know that treatment is done.", blocks=False))
    return tuple(found)


def freeze(plan: PlanFacts) -> dict[str, Any]:
    """This function will make the plan that a signature stands under. Shape: outline, problems, goals, interventions."""
    return {
        "outline": {name: plan.outline.get(name, "") for name in OUTLINE},
        "problems": [
            {"code": each.code, "label": each.label, "statement": each.statement, "rank": each.rank}
            for each in plan.problems
        ],
        "goals": [_goal(each) for each in plan.goals],
        "interventions": [
            {
                "what": each.what,
                "words": each.words,
                "often": each.often,
                "staff": each.staff,
                "goals": list(each.goals),
            }
            for each in plan.interventions
        ],
    }


def fingerprint(content: dict[str, Any]) -> str:
    """This function will hash frozen content: SHA-256 over its canonical JSON, as 64 hex digits."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def plan_hash(plan: PlanFacts) -> str:
    """This function will hash a plan as it stands, to tell whether it changed since somebody read or signed it."""
    return fingerprint(freeze(plan))


def _goal(goal: GoalFacts) -> dict[str, Any]:
    objectives = [
        {"number": each.number, "text": each.text, "measure": each.measure, "target_on": each.target_on.isoformat()}
        for each in goal.objectives
    ]
    return {"number": goal.number, "text": goal.text, "problem": goal.problem, "objectives": objectives}


def _of_goal(goal: GoalFacts, plan: PlanFacts, on: date) -> list[Gap]:
    found: list[Gap] = []
    if not goal.objectives:
        found.append(Gap(f"Goal {goal.number} has no objective: say how somebody could tell that it is reached."))
    for each in goal.objectives:
        if each.target_on < on:
            found.append(Gap(f"The target date of objective {each.number} is past: say what became of it."))
    if not goal.problem:
        found.append(Gap(f"Goal {goal.number} answers none of the problems.", blocks=False))
    if plan.interventions and not any(goal.number in each.goals for each in plan.interventions):
        found.append(Gap(f"Nothing is planned toward goal {goal.number}.", blocks=False))
    return found
