"""Other groups that count the same minutes of a client."""

from collections import defaultdict
from uuid import UUID

from django.db.models import Q

from circlechart.base.kit import minutes, walltime
from circlechart.care.attendance import queries as attendance
from circlechart.care.attendance.facts import IN_THE_ROOM, Board, Interval
from circlechart.care.attendance.models import Attendance, AttendanceInterval
from circlechart.care.sessions.models import Session


def elsewhere(session: Session, board: Board) -> dict[UUID, str]:
    """Clients whose minutes another group counts too, which began first: one of the two must be wrong (A16)."""
    here = [row for row in board.rows if row.disposition in IN_THE_ROOM]
    if session.started_at is None or not here:
        return {}
    other = (
        Attendance.objects.filter(
            client_id__in=[row.client_id for row in here],
            disposition__in=IN_THE_ROOM,
            session__in=Session.objects.filter(same_time(session)),
        )
        .exclude(session=session)
        .select_related("session__group")
    )
    others = [each for each in other if _first(each.session, session)]
    if not others:
        return {}
    intervals = attendance.intervals_of(AttendanceInterval.objects.filter(attendance__in=others))
    rows = {row.client_id: row for row in here}
    found: dict[UUID, str] = defaultdict(str)
    for each in others:
        mine = _counted(list(rows[each.client_id].intervals), session)
        if minutes.shared(mine, _counted(intervals[each.id], each.session)):
            assert each.session.started_at is not None
            at = walltime.clock(each.session.started_at, each.session.time_zone)
            found[each.client_id] = f"{each.session.group.name} from {at}"
    return dict(found)


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


def _first(one: Session, other: Session) -> bool:
    return (one.started_at, one.id) < (other.started_at, other.id)


def _counted(intervals: list[Interval], session: Session) -> list[minutes.Span]:
    assert session.started_at is not None
    spans = {
        kind: [minutes.Span(each.start, each.end) for each in intervals if each.kind == kind]
        for kind in ("present", "out")
    }
    return minutes.counted(spans["present"], spans["out"], minutes.Span(session.started_at, session.ended_at))
