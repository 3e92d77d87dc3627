"""Reading who somebody is at this moment."""

from datetime import date, datetime, timedelta
from uuid import UUID

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Q
from psycopg.types.range import DateRange

from circlechart.base.access.facts import Actor, Grant
from circlechart.base.access.models import RoleGrant
from circlechart.base.kit import walltime
from circlechart.base.people.models import Facility, Staff

ONE_DAY = timedelta(days=1)
ADMINISTRATOR = "administrator"


def actor_of(staff_id: UUID, now: datetime) -> Actor:
    """This function will read a staff member with the roles in force at an instant, by the day of each role's facility.

    Nobody has roles before their first or after their last day. An evening group in Chicago is already tomorrow in UTC:
    a role whose last day is today holds until midnight there.

    Raises: Staff.DoesNotExist.
    """
    staff = Staff.objects.get(pk=staff_id)
    somewhere = walltime.today(now, walltime.NOWHERE)
    around = DateRange(somewhere - ONE_DAY, somewhere + 2 * ONE_DAY)
    found = RoleGrant.objects.filter(staff_id=staff_id, valid__overlap=around).select_related("facility")
    held = [each for each in found.order_by("role", "facility") if _in_force(each, staff, now)]
    return Actor(staff.id, staff.display_name, tuple(Grant(each.role, each.facility_id) for each in held))


def lock_administrators() -> None:
    """This function will let two who would take each other's administration wait for one another; lock it first."""
    list(RoleGrant.objects.select_for_update(of=("self",)).filter(role=ADMINISTRATOR).order_by("id"))


def last_administrator(lost: Q, on: date) -> bool:
    """This function will say whether nobody would administer from a day on without these role grants.

    Whoever stays works and holds the role on that day, both without an end, and can sign in.
    """
    held = RoleGrant.objects.filter(role=ADMINISTRATOR, valid__overlap=DateRange(on, None))
    staying = held.filter(valid__contains=on, valid__upper_inf=True).exclude(lost)
    working = staying.filter(staff__active_from__lte=on, staff__active_until=None)
    return held.filter(lost).exists() and not working.filter(staff__user__is_active=True).exists()


def locked_out(username: str, now: datetime) -> bool:
    """This function will say whether wrong passwords have locked a sign-in, from whichever address they came."""
    since = now - timedelta(hours=settings.AXES_COOLOFF_TIME)
    tried = AccessAttempt.objects.filter(username=username, attempt_time__gt=since)
    return tried.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT).exists()


def zone_of(staff: Staff) -> str:
    """This function will name the time zone in which somebody works: of several facilities, the first by name."""
    facility: Facility | None = staff.facilities.order_by("name").first()
    return facility.time_zone if facility else walltime.NOWHERE


def day_of(staff: Staff, now: datetime) -> date:
    """This function will say which day it is where somebody works."""
    return walltime.today(now, zone_of(staff))


def _in_force(grant: RoleGrant, staff: Staff, now: datetime) -> bool:
    today = walltime.today(now, grant.facility.time_zone) if grant.facility else day_of(staff, now)
    works = staff.active_from <= today and (staff.active_until is None or today < staff.active_until)
    return works and today in grant.valid
