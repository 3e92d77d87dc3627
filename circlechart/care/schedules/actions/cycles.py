"""Cycles of a closed group, and their sessions with them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access.facts import Actor
from circlechart.base.kit import walltime
from circlechart.care.enrollment import actions as enrollment
from circlechart.care.enrollment.facts import CycleGiven
from circlechart.care.enrollment.models import Group, GroupCycle
from circlechart.care.schedules import rules
from circlechart.care.schedules.errors import ScheduleMoved
from circlechart.care.schedules.queries.cycles import ages, with_cycle
from circlechart.care.schedules.queries.preview import with_cycles
from circlechart.care.sessions.actions.book import lock_schedule
from circlechart.care.sessions.actions.materialise import converge


def plan_cycle(*, group_id: UUID, given: CycleGiven, seen: str, by: Actor, now: datetime) -> GroupCycle:
    """This function will add a cycle to a closed group, and make its sessions.

    Raises: NotAllowed, BadCycle, ScheduleMoved when the preview would look different now.
    Audit: enrollment.add_cycle.
    """
    with transaction.atomic():
        lock_schedule(group_id)
        group = Group.objects.select_related("facility").get(pk=group_id)
        check_seen(group, with_cycle(group, enrollment.shaped_cycle(group, given)), seen, now)
        cycle = enrollment.add_cycle(group_id=group_id, given=given, by=by, now=now)
        _follow(group, now)
        return cycle


def change_cycle(*, cycle_id: UUID, given: CycleGiven, seen: str, by: Actor, now: datetime) -> GroupCycle:
    """This function will change a cycle that is not over; its sessions follow.

    Raises: NotAllowed, BadCycle, ScheduleMoved when the preview would look different now.
    Audit: enrollment.edit_cycle.
    """
    with transaction.atomic():
        found = GroupCycle.objects.select_related("group__facility").get(pk=cycle_id)
        lock_schedule(found.group_id)
        check_seen(found.group, with_cycle(found.group, enrollment.shaped_cycle(found, given)), seen, now)
        cycle = enrollment.edit_cycle(cycle_id=cycle_id, given=given, by=by, now=now)
        _follow(found.group, now)
        return cycle


def step_cycle(*, cycle_id: UUID, to: str, reason: str, by: Actor, now: datetime) -> GroupCycle:
    """This function will open a cycle for enrollment, or cancel it; its coming sessions are taken off then.

    Raises: NotAllowed, IllegalStep, BadCycle without a reason for cancelling.
    Audit: enrollment.step_cycle.
    """
    with transaction.atomic():
        group_id = GroupCycle.objects.values_list("group_id", flat=True).get(pk=cycle_id)
        lock_schedule(group_id)
        cycle = enrollment.step_cycle(cycle_id=cycle_id, to=to, reason=reason, by=by, now=now)
        _follow(Group.objects.select_related("facility").get(pk=group_id), now)
        return cycle


def age_cycles(*, now: datetime) -> int:
    """This function will say of cycles that they run, or are complete. Nobody asks for it; returns how many changed.

    Raises: nothing expected.
    Audit: enrollment.age_cycle for each, by nobody.
    """
    changed = 0
    for cycle, started, to_come in ages(now):
        for state in rules.cycle_ages(cycle.state, started, to_come):
            enrollment.age_cycle(cycle_id=cycle.id, state=state, now=now)
            changed += 1
    return changed


def check_seen(group: Group, cycles: Sequence[GroupCycle], seen: str, now: datetime) -> None:
    """This function will refuse what would no longer do what somebody was shown. Raises: ScheduleMoved."""
    if seen and with_cycles(group, cycles, now).digest != seen:
        raise ScheduleMoved()


def _follow(group: Group, now: datetime) -> None:
    if group.state == Group.State.ACTIVE:
        converge(group, walltime.today(now, group.facility.time_zone), now)
