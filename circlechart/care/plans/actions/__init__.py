"""Writing a plan: what it is made of, from a day on; and signing it as a version that nobody changes."""

from circlechart.care.plans.actions.holdings import end_diagnosis, end_goal, set_diagnosis, set_goal
from circlechart.care.plans.actions.parts import (
    add_intervention,
    add_objective,
    add_problem,
    answer_problem,
    end_intervention,
    end_objective,
    end_problem,
    save_outline,
)
from circlechart.care.plans.actions.sign import sign_as_supervisor, sign_plan, sign_with_client

__all__ = [
    "add_intervention",
    "add_objective",
    "add_problem",
    "answer_problem",
    "end_diagnosis",
    "end_goal",
    "end_intervention",
    "end_objective",
    "end_problem",
    "save_outline",
    "set_diagnosis",
    "set_goal",
    "sign_as_supervisor",
    "sign_plan",
    "sign_with_client",
]
