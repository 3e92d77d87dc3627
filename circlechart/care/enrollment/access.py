"""Where groups and places belong to."""

from circlechart.base.access import reach
from circlechart.care.enrollment.models import Enrollment, Group, GroupCycle, PlaceCorrection


def register() -> None:
    """This function will say how a group and a place in it lead to their facility."""
    reach.register(Group, "facility_id")
    reach.register(GroupCycle, "group__facility_id")
    reach.register(Enrollment, "group__facility_id")
    reach.register(PlaceCorrection, "enrollment__group__facility_id")
