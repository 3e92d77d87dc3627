"""The schedule of a group from a day on."""

from datetime import date

from psycopg.types.range import DateRange

from circlechart.care.enrollment.models import Group
from circlechart.care.sessions.facts import Slot
from circlechart.care.sessions.models import ScheduleSlot, ScheduleVersion, SlotStaff


def put_in_force(group: Group, slots: tuple[Slot, ...], from_on: date) -> None:
    """This function will close what is in force before a day, take back what was planned from it on, add a new schedule.

    The caller holds the schedule's lock, has asked who may, and writes it down.
    """
    for version in ScheduleVersion.objects.filter(group=group, effective__overlap=DateRange(from_on, None)):
        if version.effective.lower < from_on:
            version.effective = DateRange(version.effective.lower, from_on)
            version.save()
            continue
        SlotStaff.objects.filter(slot__version=version).delete()
        version.slots.all().delete()
        version.delete()
    version = ScheduleVersion.objects.create(group=group, effective=DateRange(from_on, None))
    for each in slots:
        slot = ScheduleSlot.objects.create(
            version=version, slot_key=each.key, rrule=each.rule, anchor_on=each.anchor_on, local_start=each.starts,
            duration_minutes=each.minutes, time_zone=group.facility.time_zone, room_id=each.room_id,
        )  # fmt: skip
        SlotStaff.objects.bulk_create(
            SlotStaff(slot=slot, staff_id=staff_id, role=role) for role, staff_id in each.staff
        )
