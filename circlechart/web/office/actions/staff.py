"""Taking somebody on the staff, and correcting who they are. The audit names what changed, never the values."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from circlechart.base.access import decide, reach
from circlechart.base.access.errors import LastAdministrator
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.access.queries import day_of, last_administrator, lock_administrators
from circlechart.base.audit import actions as audit
from circlechart.base.database.refusals import constraint_of
from circlechart.base.kit.errors import NotFound
from circlechart.base.kit.identifiers import npi_is_valid
from circlechart.base.people.models import Facility, Staff
from circlechart.care.sessions.models import Resource
from circlechart.web.office.errors import BadDay, BadNpi, NpiTaken
from circlechart.web.office.facts import StaffGiven

ONE_DAY = timedelta(days=1)


def add_staff(*, given: StaffGiven, by: Actor, now: datetime) -> Staff:
    """This function will take somebody on the staff; from then on they can be booked for sessions.

    Raises: NotAllowed, NotFound for a facility out of reach, BadDay, BadNpi, NpiTaken.
    Audit: office.add_staff with the names of the fields.
    """
    with transaction.atomic():
        return _write(Staff(), given, by, now)


def edit_staff(*, staff_id: UUID, given: StaffGiven, by: Actor, now: datetime) -> Staff:
    """This function will correct who somebody is. Facilities out of reach stay as they are; signed notes keep the name.

    Raises: NotAllowed, NotFound, BadDay, BadNpi, NpiTaken, LastAdministrator.
    Audit: office.edit_staff with the names of the changed fields.
    """
    with transaction.atomic():
        lock_administrators()
        staff = locked(staff_id, by, now)
        _keep_an_administrator(staff, given, day_of(staff, now))
        return _write(staff, given, by, now)


def locked(staff_id: UUID, by: Actor, now: datetime) -> Staff:
    """This function will lock somebody whom this person may edit. Raises: NotAllowed, NotFound."""
    decide.ensure(by, Permission.EDIT_STAFF, None, on=now)
    by = decide.where(by, Permission.EDIT_STAFF)
    staff = Staff.objects.select_for_update(of=("self",)).filter(pk=staff_id).first()
    if staff is None or not (by.everywhere or staff.facilities.filter(id__in=by.facility_ids).exists()):
        raise NotFound()
    return staff


def first_day_after(from_on: date, last_on: date | None) -> date | None:
    """This function will turn a last day into the first day after. Raises: BadDay. Returns None when: it is open."""
    if last_on is not None and last_on < from_on:
        raise BadDay(value=last_on.isoformat())
    return last_on + ONE_DAY if last_on else None


def _write(staff: Staff, given: StaffGiven, by: Actor, now: datetime) -> Staff:
    new = staff._state.adding
    decide.ensure(by, Permission.EDIT_STAFF, None, on=now)
    if given.npi and not npi_is_valid(given.npi):
        raise BadNpi(value=given.npi)
    values = {name: value for name, value in asdict(given).items() if name not in ("facilities", "last_on")}
    values["active_until"] = first_day_after(given.active_from, given.last_on)
    changed = sorted(name for name, value in values.items() if new or getattr(staff, name) != value)
    for name, value in values.items():
        setattr(staff, name, value)
    _save(staff, given)
    changed += ["facilities"] if _place(staff, given, decide.where(by, Permission.EDIT_STAFF)) else []
    Resource.objects.update_or_create(staff=staff, defaults={"kind": "staff", "name": staff.display_name})
    verb = "office.add_staff" if new else "office.edit_staff"
    audit.record(by=by, verb=verb, thing=staff, now=now, details={"changed": changed})
    return staff


def _keep_an_administrator(staff: Staff, given: StaffGiven, today: date) -> None:
    """Who has not begun to work, or works no more, administers nothing."""
    if given.last_on is not None and last_administrator(Q(staff=staff), max(given.last_on + ONE_DAY, today)):
        raise LastAdministrator(field="Last day of work", value=given.last_on.isoformat())
    if given.active_from > max(today, staff.active_from) and last_administrator(Q(staff=staff), today):
        raise LastAdministrator(field="First day of work", value=given.active_from.isoformat())


def _save(staff: Staff, given: StaffGiven) -> None:
    try:
        with transaction.atomic():
            staff.save()
    except IntegrityError as error:
        if constraint_of(error) != "staff_npi_once":
            raise
        other = Staff.objects.filter(npi=given.npi).exclude(pk=staff.pk).first()
        because = f"{other.display_name} has this NPI." if other else None
        raise NpiTaken(because, value=given.npi) from error


def _place(staff: Staff, given: StaffGiven, by: Actor) -> bool:
    wanted = {reach.get(Facility.objects.all(), by, facility_id) for facility_id in given.facilities}
    held = set(staff.facilities.all())
    wanted |= {each for each in held if not by.everywhere and each.id not in by.facility_ids}
    staff.facilities.set(wanted)
    return held != wanted
