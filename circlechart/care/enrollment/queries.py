"""Reading groups: the list with its seats, the roster of a day, the waitlist in its order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.base.kit import walltime
from circlechart.base.people.models import Client
from circlechart.care.enrollment.errors import NoSuchClient
from circlechart.care.enrollment.facts import Place, Seats
from circlechart.care.enrollment.models import Enrollment, Group, GroupCycle

WAITING = ("waitlisted", "offered")
LISTED = 300


def groups(by: Actor, now: datetime) -> list[tuple[Group, Seats]]:
    """This function will list the groups within reach with their seats as of today."""
    held_today = reach.on_their_day(reach.days(by, now), "facility_id", "enrollments__effective__contains")
    found = (
        reach.within(Group.objects.exclude(state=Group.State.ENDED), by)
        .select_related("facility", "program", "curriculum_version__curriculum")
        .annotate(
            taken=Count("enrollments", filter=Q(enrollments__status="active") & held_today),
            waiting=Count("enrollments", filter=Q(enrollments__status__in=WAITING)),
        )
        .order_by("facility__name", "name")
    )
    return [(group, Seats(group.taken, group.capacity, group.waiting)) for group in found]


def seats(group: Group, on: date) -> Seats:
    """This function will count one group's seats on a day."""
    taken = Enrollment.objects.filter(group=group, status="active", effective__contains=on).count()
    waiting = Enrollment.objects.filter(group=group, status__in=WAITING).count()
    return Seats(taken, group.capacity, waiting)


def roster(group: Group, on: date) -> list[Place]:
    """This function will list who has a place on a day or later, by name."""
    found = (
        Enrollment.objects.filter(group=group, status="active", effective__endswith__isnull=True)
        | Enrollment.objects.filter(group=group, status="active", effective__endswith__gt=on)
    ).select_related("client")
    return sorted(_places(found), key=lambda place: place.name.casefold())


def waitlist(group: Group) -> list[Place]:
    """This function will list who waits, in the order of their turn."""
    found = Enrollment.objects.filter(group=group, status__in=WAITING).select_related("client")
    return _places(found.order_by("priority", "waitlisted_at", "id"))


def candidates(group: Group, by: Actor) -> list[tuple[str, str]]:
    """This function will list clients of the group's facility for the chart-number field: (chart number, name)."""
    found = reach.within(Client.objects.filter(facility_id=group.facility_id, merged_into=None), by)
    return [(each.chart_number, each.display_name) for each in found.order_by("legal_last_name")[:LISTED]]


def client_by_chart(chart_number: str, by: Actor) -> Client:
    """This function will find a client within reach by chart number. Raises: NoSuchClient."""
    wanted = chart_number.strip().upper()
    found = reach.within(Client.objects.filter(chart_number__iexact=wanted, merged_into=None), by).first()
    if found is None:
        raise NoSuchClient(value=wanted)
    return found


def other_groups(group: Group) -> QuerySet[Group]:
    """This function will list where somebody of this group could be transferred to."""
    return Group.objects.filter(facility_id=group.facility_id, state="active").exclude(pk=group.pk).order_by("name")


def today(group: Group, now: datetime) -> date:
    """This function will say which day it is where the group meets."""
    return walltime.today(now, group.facility.time_zone)


def place(enrollment_id: UUID, by: Actor) -> Enrollment:
    """This function will read one place within reach. Raises: NotFound."""
    return reach.get(Enrollment.objects.select_related("group__facility", "client"), by, enrollment_id)


def _places(found: Iterable[Enrollment]) -> list[Place]:
    return [
        Place(
            enrollment_id=each.id,
            client_id=each.client_id,
            name=each.client.display_name,
            pronouns=each.client.pronouns,
            chart_number=each.client.chart_number,
            status=each.status,
            from_on=each.effective.lower if each.effective else None,
            last_on=each.effective.upper - timedelta(days=1) if each.effective and each.effective.upper else None,
            since=each.waitlisted_at,
            offered_until=each.offer_expires_at,
            priority=each.priority,
        )
        for each in found
    ]


@dataclass(frozen=True, slots=True)
class Joining:
    """Which cycle somebody would join on a day, and before which of its sessions."""

    cycle: GroupCycle | None
    next_session: int | None

    @property
    def is_closed(self) -> bool:
        """Whether the cycle is only planned, so that nobody can join it yet."""
        return self.cycle is not None and self.cycle.state == GroupCycle.State.PLANNED

    @property
    def is_late(self) -> bool:
        """Whether the cycle's cut-off has passed by then."""
        cutoff = self.cycle.enrollment_cutoff if self.cycle else None
        return cutoff is not None and (self.next_session is None or self.next_session > cutoff)

    @property
    def words(self) -> str:
        """Why it is late."""
        assert self.cycle is not None
        next_one = f"the next is session {self.next_session}" if self.next_session else "it has no more sessions"
        return f"Cycle {self.cycle.number} takes nobody after session {self.cycle.enrollment_cutoff}; {next_one}."


def joining(group: Group, on: date) -> Joining:
    """This function will say where in a closed group's cycle somebody would join on a day.

    Sessions stand above this room, so they are read by the name of their rows.
    """
    if group.kind != Group.Kind.CLOSED:
        return Joining(None, None)
    taking = group.cycles.filter(state__in=[GroupCycle.State.ENROLLING, GroupCycle.State.RUNNING])
    planned = group.cycles.filter(state=GroupCycle.State.PLANNED).order_by("start_on").first()
    running = taking.filter(start_on__lte=on).order_by("-start_on").first()
    cycle = running or taking.order_by("start_on").first() or planned
    if cycle is None:
        return Joining(None, None)
    coming = cycle.sessions.exclude(status__in=["cancelled", "void"]).filter(local_on__gte=on).order_by("local_on")
    return Joining(cycle, coming.values_list("sequence", flat=True).first())
