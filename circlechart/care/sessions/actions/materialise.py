"""Making sessions from schedules: again and again, always with the same result."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.kit import walltime
from circlechart.care.enrollment.models import Group, GroupCycle
from circlechart.care.sessions.actions.book import book, lock_schedule, release
from circlechart.care.sessions.actions.topics import give_topics
from circlechart.care.sessions.facts import FOLLOWS, Made, Meeting
from circlechart.care.sessions.models import FacilityClosure, Session, SessionStaff
from circlechart.care.sessions.queries.timetable import closed_days, eras, parts, standing

Closures = dict[date, FacilityClosure]
DROPPED = "No longer on the schedule"


def materialise(*, group_id: UUID, by: Actor | None, now: datetime, since: date | None = None) -> int:
    """This function will make the sessions of a group up to the horizon; what somebody changed is left as it is.

    A closed day makes a cancelled session, so that everybody sees why. A room or person that is taken leaves a
    warning on the session and never drops it. Returns how many sessions were made.

    Raises: NotAllowed, when somebody asked for it; the nightly job asks nobody.
    Audit: sessions.materialise with the number made.
    """
    with transaction.atomic():
        lock_schedule(group_id)
        group = Group.objects.select_related("facility").get(pk=group_id)
        if by is not None:
            decide.ensure(by, Permission.EDIT_SCHEDULE, group, on=now)
        made = converge(group, since or walltime.today(now, group.facility.time_zone), now)
        if made:
            audit.record(by=by, verb="sessions.materialise", thing=group, now=now, details={"made": made})
        return made


def converge(group: Group, first: date, now: datetime) -> int:
    """This function will bring a group's sessions from a day on to what its schedule, closures and cycles say.

    The caller holds the schedule's lock. A session that somebody opened in the meantime stays as it is, and the rest is
    planned anew around it. Returns how many sessions were made.
    """
    made, stood = 0, True
    _derive_spans_anew(group, now)
    for part in parts(group, eras(group, first), first, now):
        days = [each.on for each in part.plan.make] + [meeting.on for _, meeting in part.plan.follow]
        closures = closed_days(group.facility_id, min(days), max(days)) if days else {}
        for each in part.plan.drop:
            stood &= _drop(each, now)
        for session_id, on in ((each.session_id, on) for each, on in part.plan.rekey):
            Session.objects.filter(pk=session_id).update(occurrence_on=on, cycle=part.cycle)
        for each, meeting in part.plan.follow:
            stood &= _follow(each, meeting, group, part.cycle, closures, now)
        for meeting in part.plan.make:
            _make(group, meeting, part.cycle, closures)
        made += len(part.plan.make)
    if not stood:
        return made + converge(group, first, now)
    for warned in _coming(group, now).exclude(conflict_flag="").order_by("span", "id"):
        book(warned)
    give_topics(group, first)
    return made


def _make(group: Group, meeting: Meeting, cycle: GroupCycle | None, closures: Closures) -> None:
    session = Session.objects.create(
        group=group,
        slot_key=meeting.slot.key,
        occurrence_on=meeting.on,
        **_columns(group, meeting, cycle, closures),
    )
    SessionStaff.objects.bulk_create(
        SessionStaff(session=session, staff_id=staff_id, role=role) for role, staff_id in meeting.slot.staff
    )
    if session.status == Session.Status.SCHEDULED:
        book(session)


def _follow(
    made: Made, meeting: Meeting, group: Group, cycle: GroupCycle | None, closures: Closures, now: datetime
) -> bool:
    """Take a session that nobody touched to where its schedule has it now; mostly it is there already."""
    session = _still(made, now)
    if session is None:
        return False
    given = {"occurrence_on": meeting.on, **_columns(group, meeting, cycle, closures)}
    staff = {(each.role, each.staff_id) for each in session.staff.all()}
    same = all(getattr(session, name) == value for name, value in given.items())
    if (same and staff == set(meeting.slot.staff)) or not _may_follow(session, closures, now):
        return True
    for name, value in given.items():
        setattr(session, name, value)
    session.rev += 1
    release(session)
    session.save()
    set_staff(session, meeting.slot.staff)
    if session.status == Session.Status.SCHEDULED:
        book(session)
    else:
        Session.objects.filter(pk=session.pk).update(conflict_flag="")
    return True


def _still(made: Made, now: datetime) -> Session | None:
    """The locked session. Returns None when: somebody opened it, or changed it, since the plan was made."""
    session = Session.objects.select_for_update(of=("self",)).get(pk=made.session_id)
    return session if standing(session, now) in FOLLOWS else None


def _may_follow(session: Session, closures: Closures, now: datetime) -> bool:
    """What is over stays as it was; only what a closed day had cancelled comes back until the end of its own day."""
    assert session.span is not None
    opened = session.cancel_basis == Session.CancelBasis.CLOSURE and session.local_on not in closures
    return session.span.lower > now or (opened and walltime.today(now, session.time_zone) <= session.local_on)


def _columns(group: Group, meeting: Meeting, cycle: GroupCycle | None, closures: Closures) -> dict[str, object]:
    closure = closures.get(meeting.on)
    return {
        "facility_id": group.facility_id,
        "cycle_id": cycle.id if cycle else None,
        "local_on": meeting.on,
        "local_start": meeting.slot.starts,
        "duration_minutes": meeting.slot.minutes,
        "time_zone": group.facility.time_zone,
        "room_id": meeting.slot.room_id,
        "modality": group.default_modality,
        "status": Session.Status.CANCELLED if closure else Session.Status.SCHEDULED,
        "cancel_reason": f"Closed: {closure.name}" if closure else "",
        "cancel_basis": Session.CancelBasis.CLOSURE if closure else "",
        "closure_id": closure.id if closure else None,
    }


def _drop(made: Made, now: datetime) -> bool:
    """A session that the schedule no longer has stays visible, as cancelled."""
    session = _still(made, now)
    if session is None:
        return False
    if session.cancel_basis == Session.CancelBasis.SCHEDULE:
        return True
    release(session)
    session.status, session.cancel_reason = Session.Status.CANCELLED, DROPPED
    session.cancel_basis, session.closure, session.conflict_flag = Session.CancelBasis.SCHEDULE, None, ""
    session.rev += 1
    session.save()
    return True


def set_staff(session: Session, wanted: tuple[tuple[str, UUID], ...]) -> None:
    """This function will make these people, in these roles, who works in a session."""
    roles = {staff_id: role for role, staff_id in wanted}
    session.staff.exclude(staff_id__in=roles).delete()
    standing = {each.staff_id: each for each in session.staff.all()}
    session.staff.filter(staff_id__in=[key for key in standing if standing[key].role != roles[key]]).delete()
    SessionStaff.objects.bulk_create(
        SessionStaff(session=session, staff_id=staff_id, role=role)
        for staff_id, role in roles.items()
        if staff_id not in standing or standing[staff_id].role != role
    )


def _derive_spans_anew(group: Group, now: datetime) -> None:
    """After a change of the world's time zones, what is to come keeps its wall time; the past keeps its instants."""
    moved = _coming(group, now).extra(where=["lower(span) <> (local_on + local_start) AT TIME ZONE time_zone"])
    for session in moved:
        if _coming(group, now).filter(pk=session.pk).update(local_start=F("local_start")):
            book(session)


def _coming(group: Group, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(group=group, status=Session.Status.SCHEDULED, span__startswith__gt=now)
