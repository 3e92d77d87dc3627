"""When a group meets: its schedule from a day on. What is before that day, and what somebody changed, stays."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.kit import walltime
from circlechart.care.enrollment import actions as enrollment
from circlechart.care.enrollment.facts import GroupGiven
from circlechart.care.enrollment.models import Group
from circlechart.care.schedules import rules
from circlechart.care.schedules.errors import BadSchedule, ScheduleMoved
from circlechart.care.schedules.facts import Preview
from circlechart.care.schedules.queries.preview import preview
from circlechart.care.sessions.actions.book import lock_schedule
from circlechart.care.sessions.actions.materialise import converge
from circlechart.care.sessions.actions.versions import put_in_force
from circlechart.care.sessions.errors import BadStaff, SkippedTime
from circlechart.care.sessions.facts import Era, Slot
from circlechart.care.sessions.queries.timetable import eras

FARTHEST = timedelta(days=366)


def start_group(
    *, given: GroupGiven, slots: tuple[Slot, ...], from_on: date, seen: str, by: Actor, now: datetime
) -> Group:
    """This function will make a group with its schedule, and its sessions with it.

    Raises: NotAllowed, BadGroup, NameTaken, BadSchedule, BadStaff, SkippedTime, ScheduleMoved.
    Audit: enrollment.add_group, sessions.replan.
    """
    with transaction.atomic():
        group = enrollment.add_group(given=given, by=by, now=now)
        replan(group_id=group.id, slots=slots, from_on=from_on, seen=seen, by=by, now=now)
        return group


def change_group(
    *, group_id: UUID, given: GroupGiven, slots: tuple[Slot, ...], from_on: date, seen: str, by: Actor, now: datetime
) -> Group:
    """This function will change what a group is and when it meets, from a day on.

    Raises: NotAllowed, BadGroup, NameTaken, BadSchedule, BadStaff, SkippedTime, ScheduleMoved.
    Audit: enrollment.edit_group, sessions.replan.
    """
    with transaction.atomic():
        lock_schedule(group_id)
        group = enrollment.edit_group(group_id=group_id, given=given, by=by, now=now)
        replan(group_id=group.id, slots=slots, from_on=from_on, seen=seen, by=by, now=now)
        return group


def replan(*, group_id: UUID, slots: tuple[Slot, ...], from_on: date, seen: str, by: Actor, now: datetime) -> Preview:
    """This function will put a new schedule in force from a day on: “this and following”.

    Sessions that nobody touched follow by slot and week and keep their identity, so that guests and excuses go along.
    `seen` is the digest of the preview that the person looked at; empty when none was needed.

    Raises: NotAllowed, BadSchedule, BadStaff, SkippedTime, ScheduleMoved when the preview would look different now.
    Audit: sessions.replan with how many were made, moved and left alone.
    """
    with transaction.atomic():
        lock_schedule(group_id)
        group = Group.objects.select_related("facility").get(pk=group_id)
        decide.ensure(by, Permission.EDIT_SCHEDULE, group, on=now)
        check(group, slots, from_on, now)
        outcome = preview(group, slots, from_on, now)
        if seen and outcome.digest != seen:
            raise ScheduleMoved()
        before = eras(group, from_on)
        if not _same(before, slots):
            put_in_force(group, slots, from_on)
        converge(group, from_on, now)
        counts = {"made": len(outcome.made), "moved": len(outcome.moved), "dropped": len(outcome.dropped)}
        details = {"from_on": from_on.isoformat(), **counts, "left": len(outcome.left), "clashes": len(outcome.clashes)}
        audit.record(by=by, verb="sessions.replan", thing=group, now=now, details=details)
        return outcome


def check(group: Group, slots: tuple[Slot, ...], from_on: date, now: datetime) -> None:
    """This function will refuse a schedule that cannot be. Raises: BadSchedule, BadStaff, SkippedTime."""
    today = walltime.today(now, group.facility.time_zone)
    if from_on < today:
        raise BadSchedule("That day is over; what is past stays as it was.", field="From", value=from_on,
                          mend="Choose today or a later day.")  # fmt: skip
    if from_on > today + FARTHEST:
        raise BadSchedule("That day is more than a year away.", field="From", value=from_on, mend="Check the year.")
    for slot in slots:
        gap = rules.skipped_by_clock(slot, group.facility.time_zone, from_on, from_on + FARTHEST)
        if gap is not None:
            raise SkippedTime(
                f"{slot.starts:%-I:%M %p} does not exist on {gap:%b %-d, %Y}: the clock is set forward.",
                value=f"{slot.starts:%-I:%M %p}",
            )
        if len({staff_id for _, staff_id in slot.staff}) != len(slot.staff):
            raise BadStaff("Somebody is named twice.", field="Co-facilitator")


def _same(before: list[Era], slots: tuple[Slot, ...]) -> bool:
    return len(before) == 1 and before[0].until is None and set(before[0].slots) == set(slots)
