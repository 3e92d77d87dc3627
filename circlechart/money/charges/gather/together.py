"""Other groups that count the same minutes of a client."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Q
from psycopg.types.range import TimestamptzRange

from circlechart.base.kit import minutes, walltime
from circlechart.care.attendance import queries as attendance
from circlechart.care.attendance.facts import IN_THE_ROOM, Board, Interval, RowFacts
from circlechart.care.attendance.models import Attendance, AttendanceInterval
from circlechart.care.sessions.models import Session

Here = tuple[Session, RowFacts]
Other = tuple[UUID, UUID, Session]
"""An attendance, its client, its session."""


def elsewhere(sessions: Sequence[Session], boards: Mapping[UUID, Board]) -> dict[UUID, dict[UUID, str]]:
    """Clients whose minutes another group counts too, which began first: one of the two must be wrong (A16).

    By session, then by client.
    """
    here: dict[UUID, list[Here]] = defaultdict(list)
    for session in sessions:
        for row in boards[session.id].rows if session.started_at else ():
            if row.disposition in IN_THE_ROOM:
                here[row.client_id].append((session, row))
    pairs = [
        (mine, other)
        for other in _others(sessions, here)
        for mine in here[other[1]]
        if mine[0].id != other[2].id and _at_once(mine[0], other[2]) and _first(other[2], mine[0])
    ]
    if not pairs:
        return {}
    theirs = {attendance_id for _, (attendance_id, _, _) in pairs}
    intervals = attendance.intervals_of(AttendanceInterval.objects.filter(attendance__in=theirs))
    found: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for (session, row), (attendance_id, client_id, other_session) in pairs:
        counted = _counted(intervals[attendance_id], other_session)
        if minutes.shared(_counted(list(row.intervals), session), counted):
            assert other_session.started_at is not None
            at = walltime.clock(other_session.started_at, other_session.time_zone)
            found[session.id][client_id] = f"{other_session.group.name} from {at}"
    return found


def share_minutes(one: Attendance, other: Attendance) -> bool:
    """This function will say whether two attendances of one client count the same minutes."""
    intervals = attendance.intervals_of(AttendanceInterval.objects.filter(attendance__in=[one, other]))
    mine, theirs = (_counted(intervals[each.id], each.session) for each in (one, other))
    return bool(minutes.shared(mine, theirs))


def same_time(session: Session) -> Q:
    """This function will find sessions that were planned, or really held, at the same time as this one."""
    at_once = Q(span__overlap=session.span)
    if session.started_at is not None and session.ended_at is not None:
        at_once |= Q(started_at__lt=session.ended_at, ended_at__gt=session.started_at)
    return at_once & Q(started_at__isnull=False)


def _others(sessions: Sequence[Session], here: Mapping[UUID, list[Here]]) -> list[Other]:
    """Where else those clients were in the room about then; the group that began first comes last, and is named."""
    if not here:
        return []
    around = {each.id: each for each in Session.objects.filter(_about(sessions)).select_related("group")}
    if len(sessions) == 1:
        around.pop(sessions[0].id, None)
    rows = Attendance.objects.filter(session__in=around, client_id__in=here, disposition__in=IN_THE_ROOM)
    known = rows.values_list("id", "client_id", "session_id") if around else ()
    found = [(attendance_id, client_id, around[session_id]) for attendance_id, client_id, session_id in known]
    return sorted(found, key=lambda each: (each[2].started_at, each[2].id), reverse=True)


def _about(sessions: Sequence[Session]) -> Q:
    """At the time of any of these sessions, and more where there are many."""
    if len(sessions) == 1:
        return same_time(sessions[0])
    spans = [each.span for each in sessions if each.span is not None]
    about = Q(
        span__overlap=TimestamptzRange(min(each.lower for each in spans), max(each.upper for each in spans), "[)")
    )
    ran = [(each.started_at, each.ended_at) for each in sessions if each.started_at and each.ended_at]
    if ran:
        about |= Q(started_at__lt=max(end for _, end in ran), ended_at__gt=min(start for start, _ in ran))
    return about & Q(started_at__isnull=False)


def _at_once(session: Session, other: Session) -> bool:
    """What `same_time` asks of the database."""
    assert session.span is not None and other.span is not None and other.started_at is not None
    if session.span.lower < other.span.upper and other.span.lower < session.span.upper:
        return True
    if session.started_at is None or session.ended_at is None or other.ended_at is None:
        return False
    return bool(other.started_at < session.ended_at and other.ended_at > session.started_at)


def _first(one: Session, other: Session) -> bool:
    return (one.started_at, one.id) < (other.started_at, other.id)


def _counted(intervals: list[Interval], session: Session) -> list[minutes.Span]:
    assert session.started_at is not None
    spans = {
        kind: [minutes.Span(each.start, each.end) for each in intervals if each.kind == kind]
        for kind in ("present", "out")
    }
    return minutes.counted(spans["present"], spans["out"], minutes.Span(session.started_at, session.ended_at))
