"""Closed days: which there are, which the calendar proposes, and what closing or opening days would do."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from circlechart.base.kit import walltime
from circlechart.base.people.models import Facility
from circlechart.care.enrollment.models import Group
from circlechart.care.schedules import rules
from circlechart.care.schedules.facts import DayEffect, Holiday, Row
from circlechart.care.schedules.queries.overview import changed_words
from circlechart.care.sessions.facts import Closing
from circlechart.care.sessions.models import FacilityClosure, Resource, Session
from circlechart.care.sessions.queries.holders import MAY_OVERLAP, holders
from circlechart.care.sessions.queries.timetable import Part, closed_with, eras, meeting_on, parts, standing, wanted

SKIP = FacilityClosure.Policy.SKIP


def closures(facility: Facility, first: date) -> QuerySet[FacilityClosure]:
    """This function will list the closed days of a facility from a day on, with how many sessions each has cancelled."""
    found = FacilityClosure.objects.filter(Q(facility=facility) | Q(facility=None), closed_on__gte=first)
    gone = Count("sessions", filter=Q(sessions__status="cancelled", sessions__facility=facility))
    return found.select_related("approved_by").annotate(gone=gone).order_by("closed_on", "facility_id")


def proposed(facility: Facility, today: date) -> list[Holiday]:
    """This function will propose the federal holidays from tomorrow to the end of next year."""
    last = date(today.year + 1, 12, 31)
    known = {each.closed_on: each.name for each in closures(facility, today)}
    return [each for each in rules.federal_holidays(today, last, known) if each.on > today]


def changes(facility: Facility, given: Iterable[Closing], struck: FacilityClosure | None = None) -> dict[date, bool]:
    """This function will say which days would become closed, or open, and leave out those that stay as they are."""
    after = {each.on: each.policy == SKIP for each in given}
    if struck is not None and struck.closed_on not in after:
        elsewhere = FacilityClosure.objects.filter(closed_on=struck.closed_on, policy=SKIP).exclude(pk=struck.pk)
        after[struck.closed_on] = elsewhere.filter(Q(facility=facility) | Q(facility=None)).exists()
    if not after:
        return {}
    before = closed_with(facility.id, min(after), max(after))
    return {on: closed for on, closed in after.items() if closed != (on in before)}


def day_effect(facility: Facility, instead: Mapping[date, bool], now: datetime) -> DayEffect:
    """This function will say what closing (True) and opening (False) days would do to a facility's sessions."""
    on_days = Session.objects.filter(facility=facility, local_on__in=list(instead)).exclude(status="void")
    sessions = on_days.select_related("group", "room").prefetch_related("staff").order_by("span", "id")
    closing = [each for each in sessions if instead[each.local_on]]
    opening = [each for each in sessions if not instead[each.local_on]]
    today = walltime.today(now, facility.time_zone)
    found = [(group, part) for group in meeting_on(facility.id, instead)
             for part in parts(group, eras(group, today), today, now, instead) if part.cycle]  # fmt: skip
    return DayEffect(
        cancelled=tuple(_row(each) for each in closing if _follows(each, now)),
        alone=tuple(row for each in closing if (row := _alone(each, now))),
        back=tuple(_back(each) for each in opening if each.cancel_basis == Session.CancelBasis.CLOSURE),
        added=tuple(row for group, part in found for row in _added(group, part)),
        taken_off=tuple(row for group, part in found for row in _taken_off(group, part)),
        later=tuple(row for on in sorted(instead) if instead[on] for row in _later(facility, on, now)),
    )


def _follows(session: Session, now: datetime) -> bool:
    return session.slot_key is not None and standing(session, now) == "untouched"


def _alone(session: Session, now: datetime) -> Row | None:
    """Returns None when: the closed day takes it along, or it is off already, or over."""
    if session.status not in (Session.Status.SCHEDULED, Session.Status.IN_PROGRESS) or _follows(session, now):
        return None
    if session.status == Session.Status.IN_PROGRESS:
        return _row(session, "It is running")
    if session.slot_key is None:
        return _row(session, "Made for this day only")
    changed = changed_words(session)
    return _row(session, f"Changed by hand: {', '.join(changed)}" if changed else "Its time has come")


def _back(session: Session) -> Row:
    staff = [each.staff_id for each in session.staff.all() if each.role not in MAY_OVERLAP]
    needed = [*([session.room] if session.room else []), *Resource.objects.filter(staff_id__in=staff)]
    return _row(session, "; ".join(each.words for each in holders(session, needed)))


def _row(session: Session, why: str = "") -> Row:
    when = f"{session.local_on:%a, %b %-d}, {session.local_start:%-I:%M %p}"
    return Row(f"{when}, {session.group.name}", why, session.id)


def _added(group: Group, part: Part) -> list[Row]:
    return [Row(f"{each.on:%a, %b %-d}, {each.slot.starts:%-I:%M %p}, {group.name}",
                f"An extra date for cycle {part.cycle.number}" if part.cycle else "") for each in part.plan.make]  # fmt: skip


def _taken_off(group: Group, part: Part) -> list[Row]:
    number = part.cycle.number if part.cycle else 0
    return [Row(f"{each.on:%a, %b %-d}, {group.name}", f"Cycle {number} no longer needs it", each.session_id)
            for each in part.plan.drop if each.standing != "dropped"]  # fmt: skip


def _later(facility: Facility, on: date, now: datetime) -> list[Row]:
    """Groups that will meet on a day for which no sessions exist yet."""
    groups = Group.objects.filter(facility=facility, state=Group.State.ACTIVE).exclude(
        pk__in=Session.objects.filter(occurrence_on=on).values("group_id")
    )
    return [
        Row(f"{on:%a, %b %-d}, {each.slot.starts:%-I:%M %p}, {group.name}")
        for group in groups.exclude(kind=Group.Kind.CLOSED, cycles__isnull=False).order_by("name")
        for each in wanted(eras(group, on), on, on)
    ]
