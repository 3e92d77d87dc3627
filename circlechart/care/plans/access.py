"""Where plans and what they are made of belong to."""

from circlechart.base.access import reach
from circlechart.care.plans.models import Diagnosis, Goal, Intervention, Objective, PlanVersion, Problem


def register() -> None:
    """This function will say how each part of a plan leads to its facility."""
    for model in (Goal, Diagnosis, Problem, Intervention, PlanVersion):
        reach.register(model, "client__facility_id")
    reach.register(Objective, "goal__client__facility_id")
