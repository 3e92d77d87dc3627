"""Making sessions from schedules: again and again, always with the same result."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from psycopg.types.range import DateRange

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.kit import walltime
from circlechart.care.enrollment.models import Group
from circlechart.care.sessions import rules
from circlechart.care.sessions.models import (
    Booking,
    FacilityClosure,
    Resource,
    ScheduleSlot,
    ScheduleVersion,
    Session,
    SessionStaff,
)


def materialise(*, group_id: UUID, by: Actor | None, now: datetime, since: date | None = None) -> int:
    """This function will make the sessions of a group up to the horizon; what exists is left as it is.

    A closed day makes a cancelled session, so that everybody sees why. A room or person that is taken leaves a
    warning on the session and never drops it. Returns how many sessions were made.

    Raises: NotAllowed, when somebody asked for it; the nightly job asks nobody.
    Audit: sessions.materialise with the number made.
    """
    with transaction.atomic():
        group = Group.objects.select_related("facility").get(pk=group_id)
        if by is not None:
            decide.ensure(by, Permission.EDIT_SCHEDULE, group, on=now)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(group_id)])
        today = walltime.today(now, group.facility.time_zone)
        first, last = since or today, rules.horizon(today)
        made = 0
        versions = ScheduleVersion.objects.filter(group=group, effective__overlap=DateRange(first, last, "[]"))
        for version in versions.prefetch_related("slots__staff__staff"):
            until = min(last, version.effective.upper or date.max) if version.effective else last
            for slot in version.slots.all():
                for on in rules.occurrences(slot.rrule, slot.anchor_on, max(first, version.effective.lower), last):
                    if version.effective.upper is None or on < until:
                        made += _make(group, slot, on)
        if made:
            audit.record(by=by, verb="sessions.materialise", thing=group, now=now, details={"made": made})
        return made


def _make(group: Group, slot: ScheduleSlot, on: date) -> int:
    closure = _closure(group, on)
    session, created = Session.objects.get_or_create(
        group=group,
        slot_key=slot.slot_key,
        occurrence_on=on,
        defaults={
            "facility": group.facility,
            "local_on": on,
            "local_start": slot.local_start,
            "duration_minutes": slot.duration_minutes,
            "time_zone": slot.time_zone,
            "room": slot.room,
            "modality": group.default_modality,
            "status": Session.Status.CANCELLED if closure else Session.Status.SCHEDULED,
            "cancel_reason": f"Closed: {closure.name}" if closure else "",
        },
    )
    if not created:
        return 0
    SessionStaff.objects.bulk_create(
        SessionStaff(session=session, staff=each.staff, role=each.role) for each in slot.staff.all()
    )
    if not closure:
        book(session)
    return 1


def book(session: Session) -> None:
    """This function will take the session's room and staff; whoever is taken already is named on the session."""
    session.refresh_from_db()
    staff_ids = list(session.staff.values_list("staff_id", flat=True))
    resources = list(Resource.objects.filter(staff_id__in=staff_ids))
    if session.room is not None:
        resources.insert(0, session.room)
    taken = []
    for resource in resources:
        try:
            with transaction.atomic():
                Booking.objects.create(
                    resource=resource, span=session.span, source_kind="session", source_id=session.id
                )
        except IntegrityError:
            taken.append(resource.name)
    if taken:
        session.conflict_flag = f"Taken: {', '.join(taken)}"[:200]
        session.save(update_fields=["conflict_flag"])


def _closure(group: Group, on: date) -> FacilityClosure | None:
    closures = FacilityClosure.objects.filter(
        closed_on=on, policy=FacilityClosure.Policy.SKIP, approved_by__isnull=False
    )
    return closures.filter(facility_id=group.facility_id).first() or closures.filter(facility__isnull=True).first()
