"""What a group is, and the cycles of a closed one."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.database.refusals import in_words
from circlechart.base.people.models import Facility
from circlechart.care.enrollment.errors import BadCycle, BadGroup, NameTaken
from circlechart.care.enrollment.facts import GroupGiven
from circlechart.care.enrollment.models import Enrollment, Group, GroupCycle, Program

LONGEST_CYCLE = 200
REFUSED_BY = {"group_name_once_per_facility": NameTaken}
FIELDS = (
    "name", "kind", "service", "capacity", "minimum_size", "default_modality", "program_id", "curriculum_version_id",
    "cancel_policy", "advance_on", "state",
)  # fmt: skip


def add_group(*, given: GroupGiven, by: Actor, now: datetime) -> Group:
    """This function will make a group.

    Raises: NotAllowed, BadGroup, NameTaken.
    Audit: enrollment.add_group.
    """
    with transaction.atomic():
        group = shaped(Facility.objects.get(pk=given.facility_id), given)
        decide.ensure(by, Permission.EDIT_SCHEDULE, group, on=now)
        _save(group)
        audit.record(by=by, verb="enrollment.add_group", thing=group, now=now, details={"name": group.name})
        return group


def edit_group(*, group_id: UUID, given: GroupGiven, by: Actor, now: datetime) -> Group:
    """This function will change what a group is; its facility stays.

    Raises: NotAllowed, BadGroup, NameTaken.
    Audit: enrollment.edit_group with what changed.
    """
    with transaction.atomic():
        group = Group.objects.select_for_update(of=("self",)).select_related("facility").get(pk=group_id)
        decide.ensure(by, Permission.EDIT_SCHEDULE, group, on=now)
        before = {name: getattr(group, name) for name in FIELDS}
        shaped(group, given)
        changed = [name for name in FIELDS if getattr(group, name) != before[name]]
        if changed:
            _save(group)
            audit.record(by=by, verb="enrollment.edit_group", thing=group, now=now, details={"changed": changed})
        return group


def shaped(group: Group | Facility, given: GroupGiven) -> Group:
    """This function will give a group, or a new one of a facility, what was typed; nothing is saved. Raises: BadGroup."""
    group = Group(facility=group) if isinstance(group, Facility) else group
    for name in FIELDS:
        setattr(group, name, getattr(given, name))
    program = Program.objects.filter(pk=given.program_id).first() if given.program_id else None
    group.part2 = program is not None and program.part2
    if given.minimum_size is not None and given.minimum_size > given.capacity:
        raise BadGroup("The minimum is more than the capacity.", field="Minimum", value=given.minimum_size)
    if given.cancel_policy == Group.CancelPolicy.APPEND and given.kind != Group.Kind.CLOSED:
        raise BadGroup(
            "Only a closed group adds a date at its end.", field="When a session is cancelled",
            mend="Choose push or skip, or make the group a closed one.",
        )  # fmt: skip
    active = Enrollment.objects.filter(group_id=group.id, status=Enrollment.Status.ACTIVE).count()
    if active > given.capacity:
        raise BadGroup(
            f"{active} clients have a place in this group.",
            value=given.capacity,
            mend="End places first, or allow more.",
        )
    return group


def add_cycle(
    *, group_id: UUID, target_sessions: int, start_on: date, enrollment_cutoff: int | None, by: Actor, now: datetime
) -> GroupCycle:
    """This function will plan a run of a closed group: so many sessions from a day on, and until when one may join.

    Raises: NotAllowed, BadCycle.
    Audit: enrollment.add_cycle.
    """
    with transaction.atomic():
        group = Group.objects.select_for_update(of=("self",)).select_related("facility").get(pk=group_id)
        decide.ensure(by, Permission.EDIT_SCHEDULE, group, on=now)
        _check_cycle(group, target_sessions, start_on, enrollment_cutoff)
        last: Any = group.cycles.aggregate(last=Max("number"))["last"]
        cycle = GroupCycle.objects.create(
            group=group, number=(last or 0) + 1, target_sessions=target_sessions, start_on=start_on,
            enrollment_cutoff=enrollment_cutoff, state=GroupCycle.State.ENROLLING,
        )  # fmt: skip
        details = {"number": cycle.number, "sessions": target_sessions, "start_on": start_on.isoformat()}
        audit.record(by=by, verb="enrollment.add_cycle", thing=group, now=now, details=details)
        return cycle


def age_cycle(*, cycle_id: UUID, state: str, now: datetime) -> GroupCycle:
    """This function will say that a cycle runs, or is complete, as its sessions have come and gone. Nobody asks for it.

    Raises: nothing expected.
    Audit: enrollment.age_cycle, by nobody.
    """
    with transaction.atomic():
        cycle = GroupCycle.objects.select_for_update(of=("self",)).select_related("group").get(pk=cycle_id)
        if cycle.state != state:
            cycle.state = state
            cycle.save()
            details = {"number": cycle.number, "state": state}
            audit.record(by=None, verb="enrollment.age_cycle", thing=cycle.group, now=now, details=details)
        return cycle


def _check_cycle(group: Group, target_sessions: int, start_on: date, cutoff: int | None) -> None:
    if group.kind != Group.Kind.CLOSED:
        raise BadCycle("Only a closed group has cycles.", field="Group", value=group.get_kind_display())
    if not 1 <= target_sessions <= LONGEST_CYCLE:
        raise BadCycle(f"A cycle has 1 to {LONGEST_CYCLE} sessions.", value=target_sessions)
    if cutoff is not None and not 1 <= cutoff <= target_sessions:
        raise BadCycle("The cut-off lies within the cycle.", field="Last session to join at", value=cutoff)
    latest = group.cycles.order_by("-start_on").first()
    if latest is not None and start_on <= latest.start_on:
        raise BadCycle(
            f"Cycle {latest.number} starts on {latest.start_on:%b %-d, %Y}.", field="First day", value=start_on,
            mend="Choose a later day.",
        )  # fmt: skip


def _save(group: Group) -> None:
    with in_words(REFUSED_BY, group.name), transaction.atomic():
        group.save()
