"""Reading who somebody is today."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from circlechart.base.access.facts import Actor, Grant
from circlechart.base.access.models import RoleGrant
from circlechart.base.people.models import Staff


def actor_of(staff_id: UUID, on: date) -> Actor:
    """This function will read a staff member with the roles in force on a day; nobody has roles after their last day.

    Raises: Staff.DoesNotExist.
    """
    staff = Staff.objects.get(pk=staff_id)
    grants = RoleGrant.objects.filter(
        Q(staff__active_until__isnull=True) | Q(staff__active_until__gt=on),
        staff_id=staff_id,
        valid__contains=on,
        staff__active_from__lte=on,
    ).values_list("role", "facility_id")
    return Actor(staff.id, staff.display_name, tuple(Grant(role, facility_id) for role, facility_id in grants))
