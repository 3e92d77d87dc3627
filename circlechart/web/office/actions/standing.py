"""What somebody of the staff holds: credentials, roles, a supervisor. Each from a day, ended after its last."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from psycopg.types.range import DateRange

from circlechart.base.access import decide, reach
from circlechart.base.access.errors import LastAdministrator
from circlechart.base.access.facts import Actor
from circlechart.base.access.models import RoleGrant
from circlechart.base.access.permissions import Permission
from circlechart.base.access.queries import day_of, last_administrator, lock_administrators
from circlechart.base.access.roles import LABELS
from circlechart.base.audit import actions as audit
from circlechart.base.kit.errors import NotFound
from circlechart.base.people.models import Credential, Facility, Staff, Supervision
from circlechart.web.office.actions.staff import ONE_DAY, first_day_after, locked
from circlechart.web.office.errors import (
    BadDay,
    CredentialOverlaps,
    OwnSupervisor,
    RoleHeld,
    RoleUnknown,
    SupervisorNamed,
)
from circlechart.web.office.facts import CredentialGiven, RoleGiven, SupervisorGiven

Held = TypeVar("Held", Credential, RoleGrant, Supervision)


def add_credential(*, staff_id: UUID, given: CredentialGiven, by: Actor, now: datetime) -> Credential:
    """This function will add a credential; one that overlaps another of its kind and state is refused by its days.

    Raises: NotAllowed, NotFound, BadDay, CredentialOverlaps.
    Audit: office.add_credential.
    """
    span = DateRange(given.from_on, first_day_after(given.from_on, given.last_on))
    with transaction.atomic():
        staff = locked(staff_id, by, now)
        held = staff.credentials.filter(kind__iexact=given.kind, state=given.state, valid__overlap=span).first()
        if held is not None:
            raise CredentialOverlaps(
                f"{staff.display_name} holds {held.kind} {held.number} in {held.state} {_days(held.valid)}.",
                value=given.from_on,
            )
        values = {name: value for name, value in asdict(given).items() if name not in ("from_on", "last_on")}
        credential = Credential.objects.create(staff=staff, valid=span, **values)
        audit.record(by=by, verb="office.add_credential", thing=credential, now=now, details={"staff": str(staff.id)})
        return credential


def end_credential(*, credential_id: UUID, last_on: date, by: Actor, now: datetime) -> Credential:
    """This function will end a credential after its last day.

    Raises: NotAllowed, NotFound, BadDay.
    Audit: office.end_credential.
    """
    with transaction.atomic():
        credential = _held(Credential, credential_id, by, now)
        _end(credential, last_on, "office.end_credential", by, now)
        return credential


def grant_role(*, staff_id: UUID, given: RoleGiven, by: Actor, now: datetime) -> RoleGrant:
    """This function will grant a role at one facility; at all of them only by somebody who administers all of them.

    Raises: NotAllowed, NotFound, BadDay, RoleUnknown, RoleHeld.
    Audit: office.grant_role with the role and the facility.
    """
    span = DateRange(given.from_on, first_day_after(given.from_on, given.last_on))
    if given.role not in LABELS:
        raise RoleUnknown(value=given.role)
    with transaction.atomic():
        staff = locked(staff_id, by, now)
        facility = _facility(given.facility, by)
        held = staff.role_grants.filter(role=given.role, facility=facility, valid__overlap=span).first()
        if held is not None:
            where = facility.name if facility else "all facilities"
            raise RoleHeld(
                f"{staff.display_name} is {LABELS[given.role].lower()} at {where} {_days(held.valid)}.",
                value=given.from_on,
            )
        grant = RoleGrant.objects.create(staff=staff, role=given.role, facility=facility, valid=span)
        details = {"staff": str(staff.id), "role": given.role}
        audit.record(by=by, verb="office.grant_role", thing=grant, now=now, details=details)
        return grant


def end_role(*, grant_id: UUID, last_on: date, by: Actor, now: datetime) -> RoleGrant:
    """This function will end a role after its last day; the last administrator stays.

    Raises: NotAllowed, NotFound, BadDay, LastAdministrator.
    Audit: office.end_role with the role.
    """
    with transaction.atomic():
        lock_administrators()
        grant = _held(RoleGrant, grant_id, by, now)
        _facility(grant.facility_id, by)
        if last_administrator(Q(pk=grant.pk), max(last_on + ONE_DAY, day_of(grant.staff, now))):
            raise LastAdministrator(value=last_on.isoformat())
        _end(grant, last_on, "office.end_role", by, now)
        return grant


def set_supervisor(*, staff_id: UUID, given: SupervisorGiven, by: Actor, now: datetime) -> Supervision:
    """This function will name who supervises somebody; two at a time are refused by the other's name.

    Raises: NotAllowed, NotFound, BadDay, OwnSupervisor, SupervisorNamed.
    Audit: office.set_supervisor.
    """
    span = DateRange(given.from_on, first_day_after(given.from_on, given.last_on))
    with transaction.atomic():
        staff = locked(staff_id, by, now)
        supervisor = Staff.objects.filter(pk=given.supervisor).first()
        if supervisor is None:
            raise NotFound()
        if supervisor == staff:
            raise OwnSupervisor(value=staff.display_name)
        held = staff.supervised_by.filter(valid__overlap=span).select_related("supervisor").first()
        if held is not None:
            words = f"{held.supervisor.display_name} supervises {staff.display_name} {_days(held.valid)}."
            raise SupervisorNamed(words, value=given.from_on)
        supervision = Supervision.objects.create(staff=staff, supervisor=supervisor, valid=span)
        details = {"staff": str(staff.id), "supervisor": str(supervisor.id)}
        audit.record(by=by, verb="office.set_supervisor", thing=supervision, now=now, details=details)
        return supervision


def end_supervision(*, supervision_id: UUID, last_on: date, by: Actor, now: datetime) -> Supervision:
    """This function will end a supervision after its last day.

    Raises: NotAllowed, NotFound, BadDay.
    Audit: office.end_supervision.
    """
    with transaction.atomic():
        supervision = _held(Supervision, supervision_id, by, now)
        _end(supervision, last_on, "office.end_supervision", by, now)
        return supervision


def _held(kind: type[Held], pk: UUID, by: Actor, now: datetime) -> Held:
    found = kind._default_manager.filter(pk=pk).first()
    if found is None:
        raise NotFound()
    locked(found.staff_id, by, now)
    found.refresh_from_db()
    return found


def _end(held: Credential | RoleGrant | Supervision, last_on: date, verb: str, by: Actor, now: datetime) -> None:
    assert held.valid.lower is not None
    if last_on < held.valid.lower:
        raise BadDay(value=last_on.isoformat())
    held.valid = DateRange(held.valid.lower, last_on + ONE_DAY)
    held.save()
    audit.record(by=by, verb=verb, thing=held, now=now, details={"staff": str(held.staff_id)})


def _facility(facility_id: UUID | None, by: Actor) -> Facility | None:
    by = decide.where(by, Permission.EDIT_STAFF)
    if facility_id is not None:
        return reach.get(Facility.objects.all(), by, facility_id)
    if not by.everywhere:
        raise NotFound()
    return None


def _days(span: Any) -> str:
    if span.upper is None:
        return f"from {span.lower:%m/%d/%Y} on"
    return f"from {span.lower:%m/%d/%Y} through {span.upper - ONE_DAY:%m/%d/%Y}"
