"""What the editor of a group's schedule starts from, and lets choose from."""

from datetime import date
from typing import Any
from uuid import UUID

from circlechart.base.access import decide, reach
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.people.models import Facility
from circlechart.care.enrollment.models import CurriculumVersion, Group, Program
from circlechart.care.sessions.facts import Slot
from circlechart.care.sessions.queries.timetable import eras

Choices = list[tuple[str, str]]


def facilities(by: Actor, now: Any) -> list[Facility]:
    """This function will list where somebody may make groups."""
    within = reach.within(Facility.objects.order_by("name"), by)
    return [each for each in within if decide.may(by, Permission.EDIT_SCHEDULE, each, on=now).allowed]


def programs(facility_id: UUID) -> Choices:
    """This function will list a facility's programs."""
    found = Program.objects.filter(facility_id=facility_id).order_by("name")
    return [(str(each.id), f"{each.name}{' (42 CFR Part 2)' if each.part2 else ''}") for each in found]


def curricula() -> Choices:
    """This function will list curricula in their editions, the newest first."""
    found = CurriculumVersion.objects.select_related("curriculum").order_by("curriculum__name", "-number")
    return [(str(each.id), f"{each.curriculum.name}, edition {each.number}") for each in found]


def slots_in_force(group: Group, on: date) -> tuple[Slot, ...]:
    """This function will read the slots in force on a day, or the first ones after it."""
    found = eras(group, on)
    return found[0].slots if found else ()


def group_initial(group: Group, on: date) -> dict[str, Any]:
    """This function will spread a group over the fields of its form."""
    names = ("name", "kind", "service", "capacity", "minimum_size", "default_modality", "cancel_policy", "advance_on")
    return {
        **{name: getattr(group, name) for name in (*names, "state")},
        "program": str(group.program_id or ""),
        "curriculum": str(group.curriculum_version_id or ""),
        "from_on": on,
    }
