"""Schedules for the tests of this room: an eastern facility, a weekly group, a second group, people who can be booked."""

from datetime import date, time
from uuid import UUID, uuid5

from psycopg.types.range import DateRange

from circlechart.base.people.models import Staff
from circlechart.care.enrollment.models import Group
from circlechart.care.sessions.models import Resource, ScheduleSlot, ScheduleVersion, SlotStaff
from tests import cast

NAMES = UUID(int=1)


def made() -> cast.Clinic:
    clinic = cast.clinic(clients=4)
    for who in ("lead", "co", "supervisor"):
        Resource.objects.create(kind="staff", name=clinic.staff[who].display_name, staff=clinic.staff[who])
    return clinic


def another(clinic: cast.Clinic, name: str = "DBT skills", kind: str = "open", **given: object) -> Group:
    return Group.objects.create(
        facility=clinic.north, name=name, kind=kind, service="skills_group", capacity=8, **given
    )


def version(group: Group, since: date = cast.SINCE) -> ScheduleVersion:
    return ScheduleVersion.objects.create(group=group, effective=DateRange(since, None))


def slot(
    of: ScheduleVersion,
    rule: str = "FREQ=WEEKLY;BYDAY=MO",
    starts: time = time(18),
    minutes: int = 90,
    room: Resource | None = None,
    **staff: Staff,
) -> ScheduleSlot:
    zone = of.group.facility.time_zone
    key = uuid5(NAMES, f"{of.group.name}{rule}")
    made = ScheduleSlot.objects.create(
        version=of, slot_key=key, rrule=rule, anchor_on=cast.SINCE, local_start=starts, duration_minutes=minutes,
        time_zone=zone, room=room,
    )  # fmt: skip
    for role, person in staff.items():
        SlotStaff.objects.create(slot=made, staff=person, role=role)
    return made
