"""Correcting the organization and its facilities as claims say them. The audit names what changed, never the values."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide, reach
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.database.refusals import in_words
from circlechart.base.people.models import Facility, Organization
from circlechart.web.office import rules
from circlechart.web.office.errors import FacilityNamed
from circlechart.web.office.facts import FacilityGiven, OrganizationGiven

REFUSED_BY = {"people_facility_name_key": FacilityNamed}


def edit_organization(*, given: OrganizationGiven, by: Actor, now: datetime) -> Organization:
    """This function will correct who is paid. Files that left keep what they said.

    Raises: NotAllowed, BadNpi, BadTaxId, BadTaxonomy, BillingBox, BadPhone, PlusFourMissing.
    Audit: office.edit_organization with the names of the changed fields.
    """
    with transaction.atomic():
        decide.ensure(by, Permission.EDIT_PLACES, None, on=now)
        problem = rules.organization_problem(given)
        if problem is not None:
            raise problem
        organization = Organization.objects.select_for_update().get()
        changed = _write(organization, given)
        audit.record(by=by, verb="office.edit_organization", thing=organization, now=now, details={"changed": changed})
        return organization


def edit_facility(*, facility_id: UUID, given: FacilityGiven, by: Actor, now: datetime) -> Facility:
    """This function will correct a facility's name, numbers and address. Files that left keep what they said.

    Raises: NotAllowed, NotFound, BadNpi, BadPhone, PlusFourMissing, FacilityNamed.
    Audit: office.edit_facility with the names of the changed fields.
    """
    with transaction.atomic():
        facility = reach.get(Facility.objects.select_for_update(), by, facility_id)
        decide.ensure(by, Permission.EDIT_PLACES, facility, on=now)
        problem = rules.facility_problem(given)
        if problem is not None:
            raise problem
        with in_words(REFUSED_BY, given.name), transaction.atomic():
            changed = _write(facility, given)
        audit.record(by=by, verb="office.edit_facility", thing=facility, now=now, details={"changed": changed})
        return facility


def _write(place: Organization | Facility, given: OrganizationGiven | FacilityGiven) -> list[str]:
    values = asdict(given)
    changed = sorted(name for name, value in values.items() if getattr(place, name) != value)
    for name in changed:
        setattr(place, name, values[name])
    if changed:
        place.save(update_fields=changed)
    return changed
