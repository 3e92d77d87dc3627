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
    return [_holder(each, session, {}) for each in sorted(found, key=lambda each: each.resource.kind != "room")]


def in_the_way(resource_ids: Sequence[UUID], span: DateTimeTZRange, but: Sequence[UUID]) -> list[Booking]:
    """This function will find what is booked in a span, leaving out the bookings of some sessions."""
    clashes = Booking.objects.filter(active=True, hard=True, resource_id__in=resource_ids, span__overlap=span)
    return list(clashes.exclude(source_id__in=but).select_related("resource").order_by("span", "id"))


def name_holders(found: Sequence[Booking], session: Session) -> list[Holder]:
    """This function will name the holders of bookings, reading their sessions once."""
    known = Session.objects.select_related("group", "facility").in_bulk([each.source_id for each in found])
    return [_holder(each, session, known) for each in found]


def _holder(booking: Booking, session: Session, known: dict[UUID, Session]) -> Holder:
    """Another facility's group stays unnamed: its name may be more than this facility's people may know."""
    other = None
    if booking.source_kind == "session":
        other = known.get(booking.source_id) or Session.objects.select_related("group", "facility").get(
            pk=booking.source_id
        )
    own = other is not None and other.facility_id == session.facility_id
    by = "an appointment" if other is None else other.group.name if own else f"a group at {other.facility.name}"
    return Holder(
        resource=booking.resource.name,
        by=by,
        starts=walltime.clock(booking.span.lower, session.time_zone),
        ends=walltime.clock(booking.span.upper, session.time_zone),
        session_id=other.id if other is not None and own else None,
    )
