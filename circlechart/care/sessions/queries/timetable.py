"""A group's schedule against the sessions that exist."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from psycopg.types.range import DateRange

from circlechart.base.kit import walltime
from circlechart.care.enrollment.models import Group, GroupCycle
from circlechart.care.sessions import rules
from circlechart.care.sessions.facts import Era, Made, Meeting, Plan, Slot
from circlechart.care.sessions.models import FacilityClosure, ScheduleSlot, ScheduleVersion, Session

GONE = (Session.Status.CANCELLED, Session.Status.VOID)
OPEN_CYCLES = (GroupCycle.State.PLANNED, GroupCycle.State.ENROLLING, GroupCycle.State.RUNNING)
MACHINE = {"closure": "closed", "schedule": "dropped"}


@dataclass(frozen=True, slots=True)
class Part:
    """What is planned for a group, or for one cycle of a closed group."""

    cycle: GroupCycle | None
    plan: Plan


def eras(group: Group, first: date) -> list[Era]:
    """This function will read the schedules in force from a day on."""
    versions = ScheduleVersion.objects.filter(group=group, effective__overlap=DateRange(first, None))
    found = versions.order_by("effective").prefetch_related("slots__staff__staff")
    return [
        Era(each.effective.lower, each.effective.upper, tuple(slot_facts(slot) for slot in each.slots.all()))
        for each in found
    ]


def slot_facts(slot: ScheduleSlot) -> Slot:
    """This function will read a slot as plain values."""
    return Slot(
        key=slot.slot_key,
        rule=slot.rrule,
        anchor_on=slot.anchor_on,
        starts=slot.local_start,
        minutes=slot.duration_minutes,
        room_id=slot.room_id,
        staff=tuple(sorted((each.role, each.staff_id) for each in slot.staff.all())),
    )


def closed_days(facility_id: UUID, first: date, last: date) -> dict[date, FacilityClosure]:
    """This function will list the days on which a facility's sessions are cancelled, the facility's own word first."""
    closures = FacilityClosure.objects.filter(
        Q(facility_id=facility_id) | Q(facility=None), closed_on__range=(first, last), approved_by__isnull=False
    )
    found: dict[date, FacilityClosure] = {}
    for each in closures.order_by("facility_id"):  # NULL, which is all facilities, comes last
        found.setdefault(each.closed_on, each)
    return {on: each for on, each in found.items() if each.policy == FacilityClosure.Policy.SKIP}


def meeting_on(facility_id: UUID, days: Iterable[date]) -> QuerySet[Group]:
    """This function will find the active groups of a facility that have sessions of their schedule on some days."""
    planned = Session.objects.filter(occurrence_on__in=list(days), slot_key__isnull=False)
    here = Group.objects.filter(facility_id=facility_id, state=Group.State.ACTIVE, pk__in=planned.values("group_id"))
    return here.select_related("facility")


def closed_with(
    facility_id: UUID, first: date, last: date, instead: Mapping[date, bool] | None = None
) -> frozenset[date]:
    """This function will list the closed days of a facility, or what they would be if some days were (not) closed."""
    days = set(closed_days(facility_id, first, last))
    for on, closed in (instead or {}).items():
        (days.add if closed else days.discard)(on)
    return frozenset(days)


def parts(
    group: Group, schedule: Sequence[Era], first: date, now: datetime,
    instead: Mapping[date, bool] | None = None, cycles: Sequence[GroupCycle] | None = None,
) -> list[Part]:  # fmt: skip
    """This function will say what a schedule makes of a group's sessions from a day on; only an active group meets.

    `instead` asks what would be if some days were closed, or open; `cycles`, what would be with these.
    """
    schedule = schedule if group.state == Group.State.ACTIVE else ()
    last = rules.horizon(walltime.today(now, group.facility.time_zone))
    known = group.cycles.order_by("number") if cycles is None else cycles
    if group.kind != Group.Kind.CLOSED or not known:
        made = [made for made, _ in _made(group, first, last, now)]
        closed = closed_with(group.facility_id, first, last, instead)
        return [Part(None, rules.plan(wanted(schedule, first, last), made, closed, None, False))]
    return _cycles(group, schedule, list(known), first, now, instead)


def _cycles(
    group: Group, schedule: Sequence[Era], cycles: Sequence[GroupCycle], first: date, now: datetime,
    instead: Mapping[date, bool] | None,
) -> list[Part]:  # fmt: skip
    """Only cycles meet. What no cycle needs any more is free for the next one, and is taken off if none takes it."""
    last = max(each.start_on for each in cycles) + timedelta(days=rules.CYCLE_DAYS)
    closed = closed_with(group.facility_id, first, last, instead)
    skip = group.cancel_policy == Group.CancelPolicy.SKIP
    gone = {each.id for each in cycles if each.state == GroupCycle.State.CANCELLED}
    made = _made(group, first, last, now)
    free = {each.session_id for each, cycle_id in made if each.follows and (cycle_id in gone or each.is_dropped)}
    of = {each.session_id: None if each.session_id in free else cycle_id for each, cycle_id in made}
    found: list[Part] = []
    live = [each for each in cycles if each.id not in gone]
    for cycle, following in zip(live, [*(each.start_on for each in live[1:]), date.max], strict=False):
        if cycle.state not in OPEN_CYCLES:
            continue
        own = [each for each, _ in made if _belongs(each, of[each.session_id], cycle, following)]
        others = {(each.key, each.on) for each, _ in made if of[each.session_id] not in (None, cycle.id)}
        days = [each for each in wanted(schedule, max(first, cycle.start_on), last) if each.key not in others]
        plan = rules.plan(days, own, closed, cycle.target_sessions - _behind(cycle, first, skip), skip)
        of |= {each.session_id: None for each in plan.drop} | {each.session_id: cycle.id for each, _ in plan.follow}
        found.append(Part(cycle, plan))
    settled = {each.session_id for part in found for each in part.plan.drop}
    idle = [each for each, _ in made if of[each.session_id] is None and each.session_id not in settled and each.is_live]
    return [*found, Part(None, rules.plan((), idle, closed, 0, skip))] if idle else found


def _belongs(made: Made, cycle_id: UUID | None, cycle: GroupCycle, following: date) -> bool:
    return cycle_id == cycle.id or (cycle_id is None and cycle.start_on <= made.on < following)


def _behind(cycle: GroupCycle, first: date, skip: bool) -> int:
    """How many of its sessions a cycle has had before a day."""
    behind = Session.objects.filter(cycle=cycle, occurrence_on__lt=first)
    live = behind.exclude(cancel_basis=Session.CancelBasis.SCHEDULE)
    return (live if skip else live.exclude(status__in=GONE)).count()


def wanted(schedule: Sequence[Era], first: date, last: date) -> list[Meeting]:
    """This function will list the meetings of schedules in some days, both ends included."""
    found: list[Meeting] = []
    for era in schedule:
        until = last if era.until is None else min(last, era.until - timedelta(days=1))
        found += rules.meetings(era.slots, max(first, era.from_on), until)
    return sorted(found, key=lambda each: (each.on, each.slot.starts, each.slot.key))


def _made(group: Group, first: date, last: date, now: datetime) -> list[tuple[Made, UUID | None]]:
    sessions = Session.objects.filter(group=group, slot_key__isnull=False, occurrence_on__range=(first, last))
    found = []
    for each in sessions.order_by("occurrence_on", "id"):
        assert each.slot_key is not None and each.occurrence_on is not None
        found.append((Made(each.id, each.slot_key, each.occurrence_on, standing(each, now)), each.cycle_id))
    return found


def standing(session: Session, now: datetime) -> str:
    """This function will say how a session stands towards its schedule (`facts.Made`)."""
    assert session.span is not None
    if session.status == Session.Status.CANCELLED:
        return MACHINE.get(session.cancel_basis, "cancelled")
    if session.status != Session.Status.SCHEDULED or session.span.lower <= now:
        return "over"
    return "touched" if session.overridden or session.roster_frozen_at else "untouched"
