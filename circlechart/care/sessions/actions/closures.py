"""The days on which a facility is closed, and what they make of its sessions."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from circlechart.base.kit import walltime
from circlechart.base.people.models import Facility
from circlechart.care.enrollment.models import Group
from circlechart.care.sessions.actions.book import lock_schedule, pass_on
from circlechart.care.sessions.actions.materialise import converge
from circlechart.care.sessions.facts import Closing
from circlechart.care.sessions.models import FacilityClosure, Session
from circlechart.care.sessions.queries.timetable import meeting_on


def put_closure(
    closure: FacilityClosure | None, facility: Facility, given: Closing, source: str, approved_by: UUID
) -> FacilityClosure:
    """This function will write down a closed day, a new one or in place of what was known of it.

    The caller has asked who may, writes it in the trail, and lets the sessions follow.
    """
    closure = closure or FacilityClosure(facility=facility, source=source)
    closure.closed_on, closure.name, closure.policy = given.on, given.name, given.policy
    closure.approved_by_id = approved_by
    closure.save()
    return closure


def strike_closure(closure: FacilityClosure) -> None:
    """This function will forget a closed day. The caller has asked who may, and lets the sessions follow."""
    Session.objects.filter(closure=closure).update(closure=None)
    closure.delete()


def lock_days(facility_id: UUID, days: Iterable[date]) -> list[Group]:
    """This function will make this transaction the only one that changes any schedule, and list who meets on some days.

    The lock on all bookings is enough: whoever changes a group's schedule takes it too, after the group's own.
    """
    lock_schedule()
    return list(meeting_on(facility_id, days))


def follow_days(groups: Iterable[Group], days: Iterable[date], now: datetime) -> None:
    """This function will bring the sessions of groups to what the closed days say; what becomes free is passed on."""
    groups = list(groups)
    for group in groups:
        converge(group, walltime.today(now, group.facility.time_zone), now)
    for on in days if groups else ():
        midnight = walltime.instant(on, time(), groups[0].facility.time_zone, fold=0)
        pass_on(DateTimeTZRange(midnight, midnight + timedelta(days=1)))
