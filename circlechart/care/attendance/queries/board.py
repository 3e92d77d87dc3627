"""Reading a session's roster, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from itertools import takewhile
from uuid import UUID

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.base.coverage.models import Coverage
from circlechart.base.kit import minutes as kit
from circlechart.base.people.models import Client
from circlechart.care.attendance import rules
from circlechart.care.attendance.facts import IN_THE_ROOM, Board, Interval, RowFacts
from circlechart.care.attendance.models import Attendance, AttendanceInterval
from circlechart.care.sessions.models import Session

KINDS = ("present", "out")
OUTREACH_DAYS = 14
LISTED = 400
LOOK_BACK_DAYS = 60


def board(session_id: UUID, now: datetime) -> Board:
    """This function will read a session's roster with everybody's minutes, sorted by name."""
    found = boards([session_id], now)
    if not found:
        raise Session.DoesNotExist()
    return found[session_id]


def boards(session_ids: Collection[UUID], now: datetime) -> dict[UUID, Board]:
    """This function will read the rosters of many sessions, in as many queries as that of one."""
    sessions = {each.id: each for each in Session.objects.filter(pk__in=session_ids)}
    of_these = Attendance.objects.filter(session__in=session_ids)
    signed = set(of_these.filter(signed_notes__isnull=False).values_list("id", flat=True))
    intervals = intervals_of(AttendanceInterval.objects.filter(attendance__session__in=session_ids))
    rows: dict[UUID, list[RowFacts]] = defaultdict(list)
    for each in of_these.exclude(disposition=Attendance.Disposition.VOID):
        session = sessions[each.session_id]
        rows[session.id].append(row(each, session, intervals[each.id], now, frozen=each.id in signed))
    return {session.id: _board(session, rows[session.id]) for session in sessions.values()}


def _board(session: Session, rows: list[RowFacts]) -> Board:
    assert session.span is not None
    return Board(
        session_id=session.id,
        status=session.status,
        time_zone=session.time_zone,
        starts_at=session.span.lower,
        ends_at=session.span.upper,
        started_at=session.started_at,
        ended_at=session.ended_at,
        rows=tuple(sorted(rows, key=lambda each: (each.name.casefold(), str(each.client_id)))),
    )


def intervals_of(intervals: Iterable[AttendanceInterval]) -> dict[UUID, list[Interval]]:
    """This function will sort intervals by the attendance that they belong to."""
    found: dict[UUID, list[Interval]] = defaultdict(list)
    for each in intervals:
        found[each.attendance_id].append(Interval(each.kind, each.span.lower, each.span.upper, each.reason))
    for own in found.values():
        own.sort(key=lambda each: each.start)
    return found


def row(
    attendance: Attendance, session: Session, intervals: list[Interval], now: datetime, *, frozen: bool = False
) -> RowFacts:
    """This function will derive everything that follows from one client's attendance."""
    arrived_at = rules.arrived(intervals, session.started_at)
    left_at = rules.left(intervals, session.ended_at)
    until = counts_until(session, now)
    was_out = any(each.kind == "out" for each in intervals)
    return RowFacts(
        attendance_id=attendance.id,
        client_id=attendance.client_id,
        name=attendance.client_name,
        basis=attendance.basis,
        modality=attendance.modality,
        disposition=attendance.disposition,
        status=rules.status(attendance.disposition, arrived_at is not None, left_at is not None, was_out),
        reason=attendance.reason,
        intervals=tuple(intervals),
        arrived_at=arrived_at,
        left_at=left_at,
        minutes=rules.minutes(intervals, session.started_at, until),
        note_owed=rules.note_owed(attendance.disposition, attendance.basis),
        rev=attendance.rev,
        frozen=frozen,
        stray=_stray(intervals),
    )


def counts_until(session: Session, now: datetime) -> datetime:
    """This function will say until when a session's minutes count: its end, or what counts while nobody has ended it."""
    if session.ended_at is not None or session.started_at is None:
        return session.ended_at or now
    return rules.runs_until(now, session.roster_frozen_at or now, planned_end(session))


def planned_end(session: Session) -> datetime:
    """This function will say when a session ends if nobody ends it earlier."""
    assert session.span is not None
    scheduled = session.span.lower
    return rules.planned_end(session.started_at or scheduled, scheduled, session.span.upper)


def _stray(intervals: list[Interval]) -> bool:
    """Whether an out-time lies wholly outside presence, and so counts for nothing (A2)."""
    spans = {kind: [kit.Span(each.start, each.end) for each in intervals if each.kind == kind] for kind in KINDS}
    return bool(kit.stray(spans["out"], spans["present"]))


def row_of(attendance_id: UUID, now: datetime) -> RowFacts:
    """This function will read one client's attendance. Raises: Attendance.DoesNotExist."""
    attendance = Attendance.objects.select_related("session").get(pk=attendance_id)
    intervals = intervals_of(attendance.intervals.all())[attendance.id]
    frozen = attendance.signed_notes.exists()
    return row(attendance, attendance.session, intervals, now, frozen=frozen)


def coverages_of(client_ids: list[UUID], session: Session) -> dict[UUID, Coverage]:
    """This function will find each client's first coverage in force on the session's day."""
    found: dict[UUID, Coverage] = {}
    in_force = Coverage.objects.filter(client_id__in=client_ids, effective__contains=session.local_on)
    for coverage in in_force.order_by("-priority"):
        found[coverage.client_id] = coverage
    return found


def candidates(session: Session, by: Actor) -> list[tuple[str, str]]:
    """This function will list clients who could be added to a session: (chart number, name)."""
    clients = Client.objects.filter(facility_id=session.facility_id, merged_into=None)
    found = reach.within(clients.exclude(attendances__session=session), by)
    return [(each.chart_number, each.display_name) for each in found.order_by("legal_last_name")[:LISTED]]


def to_reach_out(by: Actor, now: datetime) -> list[Attendance]:
    """This function will list the no-shows of the last days to whom nobody has reached out, oldest first."""
    since = reach.today(by, now) - timedelta(days=OUTREACH_DAYS)
    return list(
        reach.within(Attendance.objects.filter(disposition=Attendance.Disposition.NO_SHOW), by)
        .filter(outreach__isnull=True, session__local_on__gte=since)
        .exclude(session__status="cancelled")
        .select_related("session__group", "session__facility", "client")
        .order_by("session__span", "client_name")
    )


def missed_before(session: Session, client_ids: list[UUID]) -> dict[UUID, int]:
    """This function will count how many sessions of the group in a row each client missed just before this one."""
    if not client_ids:
        return {}
    earlier = (
        Attendance.objects.filter(
            client_id__in=client_ids,
            session__group_id=session.group_id,
            session__local_on__gte=session.local_on - timedelta(days=LOOK_BACK_DAYS),
            session__span__lt=session.span,
            disposition__in=[*IN_THE_ROOM, Attendance.Disposition.NO_SHOW],
        )
        .order_by("-session__span")
        .values_list("client_id", "disposition")
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for client_id, disposition in earlier:
        found[client_id].append(disposition)
    return {
        client_id: len(list(takewhile(lambda each: each == Attendance.Disposition.NO_SHOW, own)))
        for client_id, own in found.items()
    }
