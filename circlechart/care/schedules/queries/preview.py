"""What a schedule would do, before anybody saves it."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from circlechart.base.kit import walltime
from circlechart.care.enrollment.models import Group, GroupCycle
from circlechart.care.schedules.facts import Preview, Row
from circlechart.care.schedules.queries.overview import changed_words
from circlechart.care.sessions.facts import Era, Meeting, Plan, Slot
from circlechart.care.sessions.models import Booking, Resource, Session
from circlechart.care.sessions.queries.holders import MAY_OVERLAP, name_holders
from circlechart.care.sessions.queries.timetable import closed_days, eras, parts


def overlaid(before: Sequence[Era], from_on: date, slots: tuple[Slot, ...]) -> list[Era]:
    """This function will lay a new schedule over the ones in force: this day and all that follow are the new one's."""
    kept = [Era(each.from_on, min(each.until or from_on, from_on), each.slots) for each in before]
    return [*(each for each in kept if each.until and each.from_on < each.until), Era(from_on, None, slots)]


def preview(group: Group, slots: tuple[Slot, ...], from_on: date, now: datetime) -> Preview:
    """This function will say what a schedule from a day on would make of a group's sessions. The group may be unsaved."""
    schedule = overlaid(eras(group, from_on), from_on, slots)
    return outcome(group, [each.plan for each in parts(group, schedule, from_on, now)], now)


def with_cycles(group: Group, cycles: Sequence[GroupCycle], now: datetime) -> Preview:
    """This function will say what other cycles would make of a closed group's sessions. The cycles may be unsaved."""
    today = walltime.today(now, group.facility.time_zone)
    planned = parts(group, eras(group, today), today, now, cycles=cycles)
    return outcome(group, [each.plan for each in planned], now)


def outcome(group: Group, plans: Sequence[Plan], now: datetime) -> Preview:
    """This function will say what plans would make of a group's sessions."""
    known = Session.objects.prefetch_related("staff", "roster_overrides").in_bulk(
        [made.session_id for each in plans for made in [*each.left, *each.drop, *(one for one, _ in each.follow)]]
    )
    days = [meeting.on for each in plans for meeting in _meetings(each)]
    closures = closed_days(group.facility_id, min(days), max(days)) if days else {}
    moved = [_moved(known[made.session_id], meeting, group) for each in plans for made, meeting in each.follow]
    return Preview(
        made=tuple(_made(each) for plan in plans for each in plan.make if each.on not in closures),
        moved=tuple(each for each in moved if each is not None),
        same=sum(each is None for each in moved),
        dropped=tuple(
            Row(_when(known[each.session_id]), session_id=each.session_id)
            for each in sorted((each for plan in plans for each in plan.drop), key=lambda each: each.on)
            if not each.is_dropped
        ),
        left=tuple(_left(known[each.session_id]) for plan in plans for each in plan.left),
        closed=tuple(Row(f"{on:%a, %b %-d}", closures[on].name) for on in sorted({*days}) if on in closures),
        clashes=tuple(_clashes(group, plans, set(closures), now)),
    )  # fmt: skip


def _meetings(plan: Plan) -> list[Meeting]:
    return [*plan.make, *(meeting for _, meeting in plan.follow)]


def _made(meeting: Meeting) -> Row:
    return Row(f"{meeting.on:%a, %b %-d}, {meeting.slot.starts:%-I:%M %p}")


def _when(session: Session) -> str:
    return f"{session.local_on:%a, %b %-d}, {session.local_start:%-I:%M %p}"


def _left(session: Session) -> Row:
    if session.status == Session.Status.CANCELLED:
        why = f"Cancelled: {session.cancel_reason}"
    elif session.overridden:
        why = f"Changed by hand: {', '.join(changed_words(session))}"
    else:
        why = str(session.get_status_display()) if session.status != Session.Status.SCHEDULED else "It is its time"
    return Row(_when(session), why, session.id)


def _moved(session: Session, meeting: Meeting, group: Group) -> Row | None:
    """Returns None when: nothing about the session changes."""
    slot, changes = meeting.slot, []
    if (session.local_on, session.local_start) != (meeting.on, slot.starts):
        changes.append(f"to {meeting.on:%a, %b %-d}, {slot.starts:%-I:%M %p}")
    if session.duration_minutes != slot.minutes:
        changes.append(f"{slot.minutes} minutes")
    if session.room_id != slot.room_id:
        room = Resource.objects.filter(pk=slot.room_id).first() if slot.room_id else None
        changes.append(room.name if room else "no room")
    if {(each.role, each.staff_id) for each in session.staff.all()} != set(slot.staff):
        changes.append("other staff")
    if session.modality != group.default_modality:
        changes.append(group.get_default_modality_display().lower())
    if session.cancel_basis == Session.CancelBasis.SCHEDULE:
        changes.append("back on the schedule")
    guests = len(session.roster_overrides.all())
    if changes and guests:
        changes.append(f"{guests} guest{'s' if guests > 1 else ''} or excuse{'s' if guests > 1 else ''} go along")
    return Row(_when(session), ", ".join(changes), session.id) if changes else None


def _clashes(group: Group, plans: Sequence[Plan], closed: set[date], now: datetime) -> list[Row]:
    """Whose booking a planned session would meet, of others and of this schedule itself."""
    planned = [each for plan in plans for each in _meetings(plan) if each.on not in closed]
    ours = [made.session_id for plan in plans for made in [*(one for one, _ in plan.follow), *plan.drop]]
    zone = group.facility.time_zone
    spans = {each.key: _span(each, zone) for each in planned}
    planned = [each for each in planned if spans[each.key].lower > now]
    staff = {staff_id for each in planned for role, staff_id in each.slot.staff if role not in MAY_OVERLAP}
    people = dict(Resource.objects.filter(staff_id__in=staff).values_list("staff_id", "id"))
    busy = _busy(
        [*people.values(), *{each.slot.room_id for each in planned if each.slot.room_id}], spans.values(), ours
    )
    found = []
    for each in planned:
        wanted = {people.get(staff_id) for role, staff_id in each.slot.staff if role not in MAY_OVERLAP}
        wanted |= {each.slot.room_id}
        span = spans[each.key]
        hits = [one for one in busy if one.resource_id in wanted and _overlap(one.span, span)]
        found += [
            Row(_made(each).words, holder.words, holder.session_id)
            for holder in name_holders(hits, group.facility_id, zone)
        ]
    return found + _own_clashes(planned, spans)


def _own_clashes(planned: Sequence[Meeting], spans: dict[tuple[UUID, date], DateTimeTZRange]) -> list[Row]:
    ordered = sorted(planned, key=lambda each: spans[each.key].lower)
    pairs = [(one, two) for one, two in zip(ordered, ordered[1:], strict=False)
             if _overlap(spans[one.key], spans[two.key])]  # fmt: skip
    return [
        Row(_made(two).words, f"It overlaps this group's own meeting at {one.slot.starts:%-I:%M %p}.")
        for one, two in pairs
    ]


def _busy(resources: list[UUID], spans: Collection[DateTimeTZRange], ours: list[UUID]) -> list[Booking]:
    if not spans or not resources:
        return []
    reach = DateTimeTZRange(min(each.lower for each in spans), max(each.upper for each in spans))
    found = Booking.objects.filter(active=True, hard=True, resource_id__in=resources, span__overlap=reach)
    return list(found.exclude(source_id__in=ours).select_related("resource").order_by("span", "id"))


def _overlap(one: DateTimeTZRange, two: DateTimeTZRange) -> bool:
    return bool(one.lower < two.upper and two.lower < one.upper)


def _span(meeting: Meeting, zone: str) -> DateTimeTZRange:
    start = walltime.instant(meeting.on, meeting.slot.starts, zone, fold=1)  # as the database takes a doubled hour
    return DateTimeTZRange(start, start + timedelta(minutes=meeting.slot.minutes))
