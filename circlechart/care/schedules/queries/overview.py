"""A group's schedule in words, and its sessions to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from circlechart.base.kit import walltime
from circlechart.base.people.models import Staff
from circlechart.care.enrollment.models import Group
from circlechart.care.schedules import rules
from circlechart.care.sessions.facts import Slot
from circlechart.care.sessions.models import Resource, Session, StaffRole
from circlechart.care.sessions.queries.timetable import eras

DAY_NAMES = dict(
    zip(rules.WEEKDAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True)
)
ORDINALS = {"+1": "first", "+2": "second", "+3": "third", "+4": "fourth", "-1": "last"}
CHANGED = {
    "local_on": "day", "local_start": "start", "duration_minutes": "length", "room": "room", "modality": "modality",
    "staff": "staff", "status": "held although the facility is closed", "curriculum_item": "topic",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One session of a group as a line."""

    session: Session
    starts: str
    ends: str
    staff: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EraWords:
    """A schedule in force, in words."""

    from_on: date
    last_on: date | None
    slots: tuple[str, ...]


def upcoming(group: Group, today: date) -> list[Line]:
    """This function will list a group's sessions from a day on."""
    found = Session.objects.filter(group=group, local_on__gte=today).exclude(status=Session.Status.VOID)
    sessions = found.select_related("room", "curriculum_item", "facility").prefetch_related("staff__staff")
    return [line(each) for each in sessions.order_by("span", "id")]


def line(session: Session) -> Line:
    """This function will describe one session in a line; the lead is named first."""
    assert session.span is not None
    staff = sorted(session.staff.all(), key=lambda each: (each.role != StaffRole.LEAD, each.role))
    return Line(
        session=session,
        starts=walltime.clock(session.span.lower, session.time_zone),
        ends=walltime.clock(session.span.upper, session.time_zone),
        staff=tuple(each.staff.display_name for each in staff),
    )


def schedule(group: Group, now: datetime) -> list[EraWords]:
    """This function will say the schedules of a group that are in force or to come."""
    found = eras(group, walltime.today(now, group.facility.time_zone))
    slots = [slot for era in found for slot in era.slots]
    names = people_names(slots)
    rooms = dict(Resource.objects.filter(pk__in={each.room_id for each in slots}).values_list("id", "name"))
    return [
        EraWords(
            era.from_on,
            era.until - timedelta(days=1) if era.until else None,
            tuple(slot_words(each, rooms, names) for each in sorted(era.slots, key=_order)),
        )
        for era in found
    ]


def people_names(slots: Iterable[Slot]) -> dict[UUID, str]:
    """This function will read the names of everybody who works in some slots."""
    ids = {staff_id for each in slots for _, staff_id in each.staff}
    return dict(Staff.objects.filter(pk__in=ids).values_list("id", "display_name"))


def slot_words(slot: Slot, rooms: dict[UUID, str], names: dict[UUID, str]) -> str:
    """This function will say when and where a slot meets, and with whom."""
    room = f", {rooms[slot.room_id]}" if slot.room_id in rooms else ""
    staff = ", ".join(names[staff_id] for _, staff_id in sorted(slot.staff, key=lambda each: each[0] != "lead"))
    return f"{rule_words(slot)}, {slot.starts:%-I:%M %p}, {slot.minutes} minutes{room}" + (
        f"; {staff}" if staff else ""
    )


def rule_words(slot: Slot) -> str:
    """This function will say how a slot repeats."""
    repeats, day = rules.repeats_of(slot.rule)
    name = DAY_NAMES.get(day, "")
    if repeats in ("weekly", "biweekly"):
        return f"Every {name}" if repeats == "weekly" else f"Every other {name}"
    if repeats == "monthly_last":
        return "The last day of every month"
    if repeats == "monthly_day":
        return f"The {_nth(slot.anchor_on.day)} of every month"
    ordinal = slot.rule.split("BYDAY=")[1][:2]
    return f"The {ORDINALS.get(ordinal, '')} {name} of every month"


def changed_words(session: Session) -> list[str]:
    """This function will say what somebody changed on this session only."""
    return [CHANGED.get(each, each) for each in session.overridden]


def _order(slot: Slot) -> tuple[int, str]:
    _, day = rules.repeats_of(slot.rule)
    return (rules.WEEKDAYS.index(day) if day else 7, slot.starts.isoformat())


def _nth(day: int) -> str:
    ending = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"
