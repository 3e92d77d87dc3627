"""Closing a facility for a day, and opening it again. What the day does to sessions was shown before."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.kit import walltime
from circlechart.base.people.models import Facility
from circlechart.care.schedules.errors import BadClosure, DayMoved
from circlechart.care.schedules.facts import DayEffect
from circlechart.care.schedules.queries.closures import changes, day_effect
from circlechart.care.sessions import actions as sessions
from circlechart.care.sessions.facts import Closing
from circlechart.care.sessions.models import FacilityClosure

FARTHEST = timedelta(days=2 * 366)


def close_days(
    *, facility_id: UUID, given: Sequence[Closing], source: str, seen: str, by: Actor, now: datetime
) -> DayEffect:
    """This function will close a facility on days, approved by whoever says so, and let its sessions follow.

    `seen` is the digest of the preview that the person looked at; empty when none was needed.

    Raises: NotAllowed, BadClosure, DayMoved when the preview would look different now.
    Audit: schedules.close_day for each day, with what it is called and how many sessions it cancelled.
    """
    with transaction.atomic():
        facility = Facility.objects.get(pk=facility_id)
        decide.ensure(by, Permission.EDIT_SCHEDULE, facility, on=now)
        effect, follow = _prepared(facility, given, None, seen, now)
        for each in given:
            closure = sessions.put_closure(None, facility, each, source, by.staff_id)
            _record(closure, "close_day", effect, by, now)
        follow()
        return effect


def change_closure(*, closure_id: UUID, given: Closing, seen: str, by: Actor, now: datetime) -> DayEffect:
    """This function will change a closed day: when it is, its name, or whether sessions are held anyway.

    Raises: NotAllowed, BadClosure, DayMoved when the preview would look different now.
    Audit: schedules.change_closure with what it was and is.
    """
    with transaction.atomic():
        closure, facility = _locked(closure_id, by, now)
        effect, follow = _prepared(facility, [given], closure, seen, now)
        before = {"was_on": closure.closed_on.isoformat(), "was_policy": closure.policy, "was_named": closure.name}
        sessions.put_closure(closure, facility, given, closure.source, by.staff_id)
        _record(closure, "change_closure", effect, by, now, **before)
        follow()
        return effect


def open_day(*, closure_id: UUID, seen: str, by: Actor, now: datetime) -> DayEffect:
    """This function will take back a closed day; what only it had cancelled is on the schedule again.

    A session comes back until the end of its own day; who has its room or people meanwhile is named on it.

    Raises: NotAllowed, BadClosure when the day is over, DayMoved when the preview would look different now.
    Audit: schedules.open_day with what it was called and how many sessions came back.
    """
    with transaction.atomic():
        closure, facility = _locked(closure_id, by, now)
        effect, follow = _prepared(facility, [], closure, seen, now)
        _record(closure, "open_day", effect, by, now)
        sessions.strike_closure(closure)
        follow()
        return effect


def check_days(
    facility: Facility, given: Sequence[Closing], now: datetime, instead_of: FacilityClosure | None = None
) -> None:
    """This function will refuse days that cannot be closed. Raises: BadClosure."""
    today = walltime.today(now, facility.time_zone)
    taken = FacilityClosure.objects.filter(facility=facility, closed_on__in=[each.on for each in given])
    known = {each.closed_on: each.name for each in taken if instead_of is None or each.pk != instead_of.pk}
    for each in given:
        if each.on < today:
            raise BadClosure("That day is over; what is past stays as it was.", value=each.on)
        if each.on > today + FARTHEST:
            raise BadClosure("That day is more than two years away.", value=each.on, mend="Check the year.")
        if each.on in known:
            raise BadClosure(f"That day is closed already: {known[each.on]}.", value=each.on, mend="Edit that one.")
    if not given:
        raise BadClosure("No day was chosen.", field="Days", mend="Tick at least one.")


def _locked(closure_id: UUID, by: Actor, now: datetime) -> tuple[FacilityClosure, Facility]:
    found = FacilityClosure.objects.select_for_update(of=("self",), no_key=True).select_related("facility")
    closure = found.get(pk=closure_id, facility__isnull=False)
    assert closure.facility is not None
    decide.ensure(by, Permission.EDIT_SCHEDULE, closure, on=now)
    if closure.closed_on < walltime.today(now, closure.facility.time_zone):
        raise BadClosure(
            "That day is over; what is past stays as it was.", value=closure.closed_on, mend="Leave it as it is."
        )
    return closure, closure.facility


class _Follow:
    """The sessions that have to follow, locked before anything is written."""

    def __init__(self, facility: Facility, days: Iterable[date], now: datetime) -> None:
        self.days, self.now = sorted(days), now
        self.groups = sessions.lock_days(facility.id, self.days)

    def __call__(self) -> None:
        sessions.follow_days(self.groups, self.days, self.now)


def _prepared(
    facility: Facility, given: Sequence[Closing], struck: FacilityClosure | None, seen: str, now: datetime
) -> tuple[DayEffect, _Follow]:
    """Lock what will move, and see whether it would still do what somebody was shown."""
    days = {each.on for each in given} | ({struck.closed_on} if struck else set())
    follow = _Follow(facility, days, now)
    if given or struck is None:
        check_days(facility, given, now, struck)
    effect = day_effect(facility, changes(facility, given, struck), now)
    if seen and effect.digest != seen:
        raise DayMoved()
    return effect, follow


def _record(closure: FacilityClosure, verb: str, effect: DayEffect, by: Actor, now: datetime, **more: str) -> None:
    on = f"{closure.closed_on:%a, %b %-d}"
    counts = {name: sum(row.words.startswith(on) for row in getattr(effect, name)) for name in ("cancelled", "back")}
    details = {"on": closure.closed_on.isoformat(), "name": closure.name, "policy": closure.policy, **counts, **more}
    audit.record(by=by, verb=f"schedules.{verb}", thing=closure, now=now, details=details)
