"""What a group is."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.database.refusals import in_words
from circlechart.base.people.models import Facility
from circlechart.care.enrollment.errors import BadGroup, NameTaken
from circlechart.care.enrollment.facts import GroupGiven
from circlechart.care.enrollment.models import Enrollment, Group, Program

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


def _save(group: Group) -> None:
    with in_words(REFUSED_BY, group.name), transaction.atomic():
        group.save()
