"""Where goals and diagnoses belong to."""

from circlechart.base.access import reach
from circlechart.care.plans.models import Diagnosis, Goal


def register() -> None:
    """This function will say how a goal and a diagnosis lead to their facility."""
    reach.register(Goal, "client__facility_id")
    reach.register(Diagnosis, "client__facility_id")
