"""The cycles of a closed group, their sessions and topics, and what a cancelled session did to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from circlechart.base.kit import walltime
from circlechart.care.enrollment.models import CurriculumItem, Enrollment, Group, GroupCycle
from circlechart.care.enrollment.states import CYCLE_STATES
from circlechart.care.schedules.queries.overview import Line, line
from circlechart.care.sessions.models import Session
from circlechart.care.sessions.queries.timetable import OPEN_CYCLES

LOST = {
    "push": "Its topic moves to the next session.",
    "skip": "Its topic is lost.",
    "append": "Its topic comes on an extra date at the end.",
}
POLICY = {
    "push": "When a session is cancelled, its topic and all later ones move back, and a date is added at the end.",
    "skip": "When a session is cancelled, its topic is lost, and the cycle has one session less.",
    "append": "When a session is cancelled, its topic comes on an extra date at the end; the others keep their days.",
}
TAKEN_OFF = "Taken off the schedule."


@dataclass(frozen=True, slots=True)
class CycleLine:
    """One session of a cycle, and what became of its topic."""

    line: Line
    lost: str


@dataclass(frozen=True, slots=True)
class CyclePage:
    """One cycle with its sessions in the order of time."""

    cycle: GroupCycle
    lines: tuple[CycleLine, ...]
    held: int
    to_come: int
    clients: int

    @property
    def steps(self) -> frozenset[str]:
        """What somebody may make of it; that it runs or is complete, time says."""
        return CYCLE_STATES[self.cycle.state] - {"running", "complete"}

    @property
    def is_open(self) -> bool:
        """Whether it is not over."""
        return self.cycle.state in OPEN_CYCLES


def with_cycle(group: Group, changed: GroupCycle) -> list[GroupCycle]:
    """This function will list a group's cycles with one added, or in place of what it was."""
    others = [each for each in group.cycles.order_by("number") if each.pk != changed.pk]
    return sorted([*others, changed], key=lambda each: each.number)


def cycles(group: Group, now: datetime) -> list[CyclePage]:
    """This function will read a group's cycles, the latest first."""
    return [cycle_page(group, each, now) for each in group.cycles.order_by("-number")]


def cycle_page(group: Group, cycle: GroupCycle, now: datetime) -> CyclePage:
    """This function will read one cycle with its sessions."""
    found = Session.objects.filter(cycle=cycle).exclude(status=Session.Status.VOID)
    sessions = list(
        found.select_related("room", "curriculum_item", "facility")
        .prefetch_related("staff__staff")
        .order_by("span", "id")
    )
    shown = [
        each for each in sessions if each.cancel_basis != Session.CancelBasis.SCHEDULE or cycle.state == "cancelled"
    ]
    return CyclePage(
        cycle=cycle,
        lines=tuple(CycleLine(line(each), _lost(each, group)) for each in shown),
        held=sum(each.status in ("held", "documented", "locked") for each in sessions),
        to_come=sum(_is_to_come(each, now) for each in sessions),
        clients=Enrollment.objects.filter(cycle=cycle, status__in=["active", "ended"]).count(),
    )


def topics(group: Group) -> list[CurriculumItem]:
    """This function will list the topics of a group's curriculum in their order."""
    return list(CurriculumItem.objects.filter(version_id=group.curriculum_version_id).order_by("sequence"))


def ages(now: datetime) -> Iterator[tuple[GroupCycle, bool, bool]]:
    """This function will say of each open cycle whether it has begun, and whether anything of it is still to come."""
    for cycle in GroupCycle.objects.filter(state__in=OPEN_CYCLES).select_related("group__facility").order_by("id"):
        sessions = list(cycle.sessions.exclude(status__in=["cancelled", "void"]))
        today = walltime.today(now, cycle.group.facility.time_zone)
        started = any(each.local_on <= today or each.started_at is not None for each in sessions)
        unfinished = [each for each in sessions if _is_to_come(each, now) or each.status == Session.Status.IN_PROGRESS]
        yield cycle, started, bool(unfinished)


def _is_to_come(session: Session, now: datetime) -> bool:
    """A session is to come until its day is over, if nobody has started it."""
    over = walltime.today(now, session.time_zone) - timedelta(days=1) >= session.local_on
    return session.status == Session.Status.SCHEDULED and not over


def _lost(session: Session, group: Group) -> str:
    if session.status != Session.Status.CANCELLED:
        return ""
    return TAKEN_OFF if session.cancel_basis == Session.CancelBasis.SCHEDULE else LOST[group.cancel_policy]
