"""One step of a place from one state to the next, with the group locked, so that seats are counted truly."""

from datetime import date, datetime, timedelta
from uuid import UUID

from psycopg.types.range import DateRange

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.kit import walltime
from circlechart.care.enrollment import queries
from circlechart.care.enrollment.errors import BadDay, GroupClosed, IllegalStep, NotEnrolling, PastCutoff
from circlechart.care.enrollment.models import Enrollment, Group, PlaceCorrection
from circlechart.care.enrollment.states import ENROLLMENT_STATES

ONE_DAY = timedelta(days=1)


def group_for(group_id: UUID, by: Actor, now: datetime, closed_too: bool = False) -> Group:
    """This function will lock a group whose seats are counted. Raises: NotAllowed, GroupClosed."""
    group = Group.objects.select_for_update(of=("self",)).select_related("facility").get(pk=group_id)
    decide.ensure(by, Permission.ENROLL, group, on=now)
    if group.state in (Group.State.PAUSED, Group.State.ENDED) and not closed_too:
        raise GroupClosed(value=group.get_state_display())
    return group


def step(enrollment_id: UUID, to: str, by: Actor, now: datetime, closed_too: bool = False) -> Enrollment:
    """This function will lock a place for its next state; nothing is saved. Raises: NotAllowed, GroupClosed, IllegalStep."""
    group_id = Enrollment.objects.values_list("group_id", flat=True).get(pk=enrollment_id)
    group = group_for(group_id, by, now, closed_too)
    place = Enrollment.objects.select_for_update(of=("self",)).get(pk=enrollment_id)
    place.group = group
    if to not in ENROLLMENT_STATES[place.status]:
        raise IllegalStep(field="Place", value=place.get_status_display())
    place.status = to
    return place


def join(place: Enrollment, group: Group, from_on: date, late_reason: str) -> None:
    """This function will put a place in a closed group into the cycle of its first day; late, that needs a reason.

    Raises: NotEnrolling, PastCutoff.
    """
    seat = queries.joining(group, from_on)
    place.cycle = seat.cycle
    if seat.is_closed and seat.cycle is not None:
        raise NotEnrolling(f"Cycle {seat.cycle.number} takes nobody yet.", value=seat.cycle.get_state_display())
    if seat.is_late and not late_reason.strip():
        raise PastCutoff(seat.words)
    place.late_reason = late_reason.strip() if seat.is_late else ""


def close(place: Enrollment, last_on: date, reason: str, now: datetime) -> None:
    """This function will give a place its last day; a day to come leaves it active. Raises: BadDay."""
    assert place.effective is not None and place.effective.lower is not None
    if last_on < place.effective.lower:
        raise BadDay(value=last_on.isoformat(), because="The last day lies before the first day.")
    today = walltime.today(now, place.group.facility.time_zone)
    place.status = Enrollment.Status.ENDED if last_on < today else Enrollment.Status.ACTIVE
    place.effective = DateRange(place.effective.lower, last_on + ONE_DAY)
    place.end_reason = reason.strip()
    place.save()


def remember(place: Enrollment, kind: str, first_on: date, until: date | None, by: Actor, now: datetime) -> None:
    """This function will keep that a place changed for days that are past, so that somebody looks at those rosters.

    Rosters of sessions that have started are not touched: they stay as they were.
    """
    today = walltime.today(now, place.group.facility.time_zone)
    last_on = min(until - ONE_DAY, today) if until else today
    if first_on < today and first_on <= last_on:
        PlaceCorrection.objects.create(
            enrollment=place, kind=kind, first_on=first_on, last_on=last_on, by_id=by.staff_id, at=now
        )
