"""The cycles of a closed group: so many sessions from a day on, with a cut-off for joining."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.care.enrollment.errors import BadCycle, IllegalStep
from circlechart.care.enrollment.facts import CycleGiven
from circlechart.care.enrollment.models import Group, GroupCycle
from circlechart.care.enrollment.states import CYCLE_STATES

LONGEST_CYCLE = 200
OVER = (GroupCycle.State.COMPLETE, GroupCycle.State.CANCELLED)


def add_cycle(*, group_id: UUID, given: CycleGiven, by: Actor, now: datetime) -> GroupCycle:
    """This function will plan a run of a closed group: so many sessions from a day on, and until when one may join.

    Raises: NotAllowed, BadCycle.
    Audit: enrollment.add_cycle.
    """
    with transaction.atomic():
        group = Group.objects.select_for_update(of=("self",)).select_related("facility").get(pk=group_id)
        decide.ensure(by, Permission.EDIT_SCHEDULE, group, on=now)
        cycle = shaped_cycle(group, given)
        cycle.save()
        _record(cycle, "add_cycle", by, now, state=cycle.state)
        return cycle


def edit_cycle(*, cycle_id: UUID, given: CycleGiven, by: Actor, now: datetime) -> GroupCycle:
    """This function will change a cycle that is not over: how long it is, when it starts, until when one may join.

    Raises: NotAllowed, BadCycle; a running cycle keeps its first day.
    Audit: enrollment.edit_cycle.
    """
    with transaction.atomic():
        cycle = _locked(cycle_id, by, now)
        shaped_cycle(cycle, given).save()
        _record(cycle, "edit_cycle", by, now)
        return cycle


def step_cycle(*, cycle_id: UUID, to: str, reason: str, by: Actor, now: datetime) -> GroupCycle:
    """This function will open a planned cycle for enrollment, or cancel one that is not over, with the reason.

    Raises: NotAllowed, IllegalStep, BadCycle without a reason for cancelling.
    Audit: enrollment.step_cycle with from, to and the reason.
    """
    with transaction.atomic():
        cycle = _locked(cycle_id, by, now)
        before = cycle.state
        if to not in CYCLE_STATES[before] or to in (GroupCycle.State.RUNNING, GroupCycle.State.COMPLETE):
            raise IllegalStep(field="Cycle", value=cycle.get_state_display())
        if to == GroupCycle.State.CANCELLED and not reason.strip():
            raise BadCycle("Say why the cycle is cancelled.", field="Reason", mend="Write a few words.")
        cycle.state = to
        cycle.save()
        _record(cycle, "step_cycle", by, now, **{"from": before, "to": to, "reason": reason.strip()})
        return cycle


def age_cycle(*, cycle_id: UUID, state: str, now: datetime) -> GroupCycle:
    """This function will say that a cycle runs, or is complete, as its sessions have come and gone. Nobody asks for it.

    Raises: IllegalStep.
    Audit: enrollment.age_cycle, by nobody.
    """
    with transaction.atomic():
        cycle = GroupCycle.objects.select_for_update(of=("self",)).select_related("group").get(pk=cycle_id)
        if cycle.state == state:
            return cycle
        if state not in CYCLE_STATES[cycle.state]:
            raise IllegalStep(field="Cycle", value=cycle.get_state_display())
        cycle.state = state
        cycle.save()
        _record(cycle, "age_cycle", None, now, state=state)
        return cycle


def shaped_cycle(cycle: GroupCycle | Group, given: CycleGiven) -> GroupCycle:
    """This function will give a cycle, or a new one of a group, what was typed; nothing is saved. Raises: BadCycle."""
    if isinstance(cycle, Group):
        last: Any = cycle.cycles.aggregate(last=Max("number"))["last"]
        state = GroupCycle.State.ENROLLING if given.enrolling else GroupCycle.State.PLANNED
        cycle = GroupCycle(group=cycle, number=(last or 0) + 1, state=state, start_on=given.start_on)
    _check(cycle, given)
    cycle.target_sessions, cycle.start_on = given.target_sessions, given.start_on
    cycle.enrollment_cutoff = given.enrollment_cutoff
    return cycle


def _check(cycle: GroupCycle, given: CycleGiven) -> None:
    if cycle.group.kind != Group.Kind.CLOSED:
        raise BadCycle("Only a closed group has cycles.", field="Group", value=cycle.group.get_kind_display())
    if cycle.state in OVER:
        raise BadCycle(
            f"Cycle {cycle.number} is over.", field="Cycle", value=cycle.get_state_display(), mend="Add one."
        )
    if not 1 <= given.target_sessions <= LONGEST_CYCLE:
        raise BadCycle(f"A cycle has 1 to {LONGEST_CYCLE} sessions.", value=given.target_sessions)
    if given.enrollment_cutoff is not None and not 1 <= given.enrollment_cutoff <= given.target_sessions:
        raise BadCycle(
            "The cut-off lies within the cycle.", field="Last session to join at", value=given.enrollment_cutoff
        )
    if cycle.state == GroupCycle.State.RUNNING and given.start_on != cycle.start_on:
        raise BadCycle("It runs since its first day.", field="First day", value=given.start_on, mend="Leave that day.")
    _check_order(cycle, given)


def _check_order(cycle: GroupCycle, given: CycleGiven) -> None:
    others = cycle.group.cycles.exclude(pk=cycle.pk).exclude(state=GroupCycle.State.CANCELLED)
    before = others.filter(number__lt=cycle.number, start_on__gte=given.start_on).order_by("-number").first()
    after = others.filter(number__gt=cycle.number, start_on__lte=given.start_on).order_by("number").first()
    if before or after:
        other, mend = (before, "Choose a later day.") if before else (after, "Choose an earlier day.")
        assert other is not None
        words = f"Cycle {other.number} starts on {other.start_on:%b %-d, %Y}."
        raise BadCycle(words, field="First day", value=given.start_on, mend=mend)


def _locked(cycle_id: UUID, by: Actor, now: datetime) -> GroupCycle:
    group_id = GroupCycle.objects.values_list("group_id", flat=True).get(pk=cycle_id)
    group = Group.objects.select_for_update(of=("self",)).select_related("facility").get(pk=group_id)
    decide.ensure(by, Permission.EDIT_SCHEDULE, group, on=now)
    cycle = GroupCycle.objects.select_for_update(of=("self",)).get(pk=cycle_id)
    cycle.group = group
    return cycle


def _record(cycle: GroupCycle, verb: str, by: Actor | None, now: datetime, **more: Any) -> None:
    details = {
        "number": cycle.number, "sessions": cycle.target_sessions, "start_on": cycle.start_on.isoformat(),
        "cutoff": cycle.enrollment_cutoff, **more,
    }  # fmt: skip
    audit.record(by=by, verb=f"enrollment.{verb}", thing=cycle.group, now=now, details=details)
