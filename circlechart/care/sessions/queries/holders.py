"""Who has a room or a person at a time, by name."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from circlechart.base.kit import walltime
from circlechart.care.sessions.facts import Holder
from circlechart.care.sessions.models import Booking, Resource, Session, StaffRole

MAY_OVERLAP = (StaffRole.SUPERVISOR, StaffRole.OBSERVER)


def holders(session: Session, resources: Iterable[Resource]) -> list[Holder]:
    """This function will name who stands in the way of a session, room first, in the wall time of the session."""
    assert session.span is not None
    found = in_the_way([each.id for each in resources], session.span, [session.id])
    ordered = sorted(found, key=lambda each: each.resource.kind != "room")
    return name_holders(ordered, session.facility_id, session.time_zone)


def in_the_way(resource_ids: Sequence[UUID], span: DateTimeTZRange, but: Sequence[UUID]) -> list[Booking]:
    """This function will find what is booked in a span, leaving out the bookings of some sessions."""
    clashes = Booking.objects.filter(active=True, hard=True, resource_id__in=resource_ids, span__overlap=span)
    return list(clashes.exclude(source_id__in=but).select_related("resource").order_by("span", "id"))


def name_holders(found: Sequence[Booking], facility_id: UUID, zone: str) -> list[Holder]:
    """This function will name the holders of bookings to a facility, in its wall time, reading their sessions once."""
    known = Session.objects.select_related("group", "facility").in_bulk([each.source_id for each in found])
    return [_holder(each, known.get(each.source_id), facility_id, zone) for each in found]


def _holder(booking: Booking, other: Session | None, facility_id: UUID, zone: str) -> Holder:
    """Another facility's group stays unnamed: its name may be more than this facility's people may know."""
    own = other is not None and other.facility_id == facility_id
    by = "an appointment" if other is None else other.group.name if own else f"a group at {other.facility.name}"
    return Holder(
        resource=booking.resource.name,
        by=by,
        starts=walltime.clock(booking.span.lower, zone),
        ends=walltime.clock(booking.span.upper, zone),
        session_id=other.id if other is not None and own else None,
    )
