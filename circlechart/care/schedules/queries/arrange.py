"""What somebody sees who arranges one session: who is expected, and what else it could be."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from circlechart.base.access.models import RoleGrant
from circlechart.base.people.models import Client, Staff
from circlechart.care.sessions.facts import When
from circlechart.care.sessions.models import Resource, RosterOverride, Session
from circlechart.care.sessions.queries.roster import expected_roster

CLINICAL = ("facilitator", "co_facilitator", "trainee", "peer_specialist", "supervisor", "program_director")
MISSED = ("no_show", "excused", "cancelled_late", "cancelled_timely", "facility_cancelled")
MAKE_UP_DAYS, LISTED = 60, 100
Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Guest:
    """One client on a session's roster, or excused from it, with what is special about them this once."""

    client_id: UUID
    name: str
    chart_number: str
    basis: str
    reason: str
    override_id: UUID | None


def roster(session: Session) -> tuple[list[Guest], list[Guest]]:
    """This function will list who is expected and who is excused ahead, by name."""
    overrides = {each.client_id: each for each in RosterOverride.objects.filter(session=session)}
    expected = {each.client_id for each in expected_roster(session)}
    excused = {key for key, each in overrides.items() if each.action == RosterOverride.Action.REMOVE}
    clients = Client.objects.in_bulk([*expected, *excused])

    def rows(ids: set[UUID]) -> list[Guest]:
        found = [_guest(clients[each], overrides.get(each)) for each in ids]
        return sorted(found, key=lambda each: each.name.casefold())

    return rows(expected), rows(excused)


def _guest(client: Client, override: RosterOverride | None) -> Guest:
    return Guest(
        client_id=client.id,
        name=client.display_name,
        chart_number=client.chart_number,
        basis=override.get_kind_display() if override else "",
        reason=override.reason if override else "",
        override_id=override.id if override else None,
    )


def rooms(facility_id: UUID) -> Choices:
    """This function will list a facility's rooms."""
    found = Resource.objects.filter(kind="room", facility_id=facility_id).order_by("name")
    return [(str(each.id), each.name) for each in found]


def workers(facility_id: UUID, on: date, also: list[UUID]) -> Choices:
    """This function will list who can work in a group at a facility on a day, and whoever does already."""
    grants = RoleGrant.objects.filter(role__in=CLINICAL, valid__contains=on)
    here = grants.filter(facility_id=facility_id) | grants.filter(facility=None)
    ids = [*here.values_list("staff_id", flat=True), *also]
    found = Staff.objects.filter(pk__in=ids).order_by("legal_last_name", "legal_first_name")
    return [(str(each.id), each.display_name) for each in found]


def swappable(session: Session) -> Choices:
    """This function will list sessions of the same day that meet in another room, to swap with."""
    if session.room_id is None or session.status != Session.Status.SCHEDULED:
        return []
    others = Session.objects.filter(
        facility_id=session.facility_id, local_on=session.local_on, status="scheduled", room__isnull=False
    )
    found = others.exclude(pk=session.pk).exclude(room_id=session.room_id).select_related("group", "room")
    return [
        (str(each.id), f"{each.room.name if each.room else ''}: {each.group.name}, {each.local_start:%-I:%M %p}")
        for each in found.order_by("local_start")
    ]


def missed(session: Session) -> Choices:
    """This function will list what clients of this facility have missed lately and not made up, the latest first.

    Attendance stands above this room, so it is read by the name of its rows.
    """
    since = session.local_on - timedelta(days=MAKE_UP_DAYS)
    near = Session.objects.filter(facility_id=session.facility_id, local_on__gte=since).exclude(pk=session.pk)
    columns = ("id", "group__name", "local_on", "curriculum_item__title")
    absent = near.filter(attendances__disposition__in=MISSED).values_list(*columns, "attendances__client_id")
    excused = near.filter(roster_overrides__action="remove").values_list(*columns, "roster_overrides__client_id")
    made_up = set(
        RosterOverride.objects.filter(makes_up__isnull=False)
        .exclude(session__status="cancelled")
        .values_list("client_id", "makes_up_id")
    )
    found = {(row[4], row[0]): row for row in [*absent, *excused]}
    open_rows = sorted((row for key, row in found.items() if key not in made_up), key=lambda row: row[2], reverse=True)
    clients = Client.objects.in_bulk([row[4] for row in open_rows[:LISTED]])
    return [
        (f"{row[4]}:{row[0]}", f"{clients[row[4]].display_name}: {row[1]}, {row[2]:%b %-d}{_titled(row[3])}")
        for row in open_rows[:LISTED]
    ]


def _titled(title: str | None) -> str:
    return f", {title}" if title else ""


def as_planned(session: Session) -> When:
    """This function will say where and when a session is now, and who works there."""
    return When(
        local_on=session.local_on,
        local_start=session.local_start,
        duration_minutes=session.duration_minutes,
        room_id=session.room_id,
        modality=session.modality,
        staff=tuple(sorted((each.role, each.staff_id) for each in session.staff.all())),
    )
