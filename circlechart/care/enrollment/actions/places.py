"""Giving, keeping and ending places in groups. Every write locks the group first, so that seats are counted truly."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from psycopg.types.range import DateRange

from circlechart.base.access.facts import Actor
from circlechart.base.audit import actions as audit
from circlechart.base.database.refusals import in_words
from circlechart.base.kit import walltime
from circlechart.base.kit.errors import Refusal
from circlechart.care.enrollment.actions.steps import ONE_DAY, close, group_for, join, remember, step
from circlechart.care.enrollment.errors import (
    AlreadyEnrolled,
    AlreadyWaiting,
    GroupFull,
)
from circlechart.care.enrollment.facts import ORDINARY
from circlechart.care.enrollment.models import Enrollment, Group, PlaceCorrection

REFUSED_BY: dict[str, type[Refusal]] = {
    "enrollment_capacity": GroupFull,
    "enrollment_once_at_a_time": AlreadyEnrolled,
    "enrollment_waits_once": AlreadyWaiting,
}


def enroll(
    *, group_id: UUID, client_id: UUID, from_on: date, by: Actor, now: datetime, late_reason: str = ""
) -> Enrollment:
    """This function will give a client a place from a day on; somebody who waits is taken from the waitlist.

    Raises: NotAllowed, GroupClosed, GroupFull, AlreadyEnrolled, NotEnrolling, PastCutoff without a reason.
    Audit: enrollment.enroll with the client.
    """
    with transaction.atomic(), in_words(REFUSED_BY, str(from_on)):
        group = group_for(group_id, by, now)
        waiting = Enrollment.objects.filter(group=group, client_id=client_id, status__in=["waitlisted", "offered"])
        place = waiting.select_for_update().first() or Enrollment(group=group, client_id=client_id)
        place.status = Enrollment.Status.ACTIVE
        place.effective = DateRange(from_on, None)
        join(place, group, from_on, late_reason)
        place.save()
        remember(place, PlaceCorrection.Kind.GIVEN, from_on, None, by, now)
        _record(place, "enroll", by, now, {"from_on": from_on.isoformat(), "late_reason": place.late_reason})
        return place


def wait(*, group_id: UUID, client_id: UUID, by: Actor, now: datetime, priority: int = ORDINARY) -> Enrollment:
    """This function will put a client on the waitlist; a lower priority is served first, then the earlier one.

    Raises: NotAllowed, GroupClosed, AlreadyWaiting, AlreadyEnrolled.
    Audit: enrollment.wait with the client.
    """
    with transaction.atomic(), in_words(REFUSED_BY, ""):
        group = group_for(group_id, by, now)
        today = walltime.today(now, group.facility.time_zone)
        held = Enrollment.objects.filter(group=group, client_id=client_id, status="active")
        if held.filter(effective__contains=today).exists() or held.filter(effective__startswith__gt=today).exists():
            raise AlreadyEnrolled()
        place = Enrollment(group=group, client_id=client_id, status=Enrollment.Status.WAITLISTED, priority=priority)
        place.waitlisted_at = now
        place.save()
        _record(place, "wait", by, now, {"priority": priority})
        return place


def offer(*, enrollment_id: UUID, expires_at: datetime, by: Actor, now: datetime) -> Enrollment:
    """This function will offer a waiting client a place until an instant.

    Raises: NotAllowed, GroupClosed, IllegalStep.
    Audit: enrollment.offer with the client.
    """
    with transaction.atomic():
        place = step(enrollment_id, "offered", by, now)
        place.offered_at, place.offer_expires_at = now, expires_at
        place.save()
        _record(place, "offer", by, now, {"until": expires_at.isoformat()})
        return place


def accept(*, enrollment_id: UUID, from_on: date, by: Actor, now: datetime, late_reason: str = "") -> Enrollment:
    """This function will turn a waiting or offered place into an active one from a day on.

    Raises: NotAllowed, GroupClosed, IllegalStep, GroupFull, AlreadyEnrolled, NotEnrolling, PastCutoff without a reason.
    Audit: enrollment.accept with the client.
    """
    with transaction.atomic(), in_words(REFUSED_BY, str(from_on)):
        place = step(enrollment_id, "active", by, now)
        place.effective = DateRange(from_on, None)
        join(place, place.group, from_on, late_reason)
        place.save()
        remember(place, PlaceCorrection.Kind.GIVEN, from_on, None, by, now)
        _record(place, "accept", by, now, {"from_on": from_on.isoformat(), "late_reason": place.late_reason})
        return place


def decline(*, enrollment_id: UUID, by: Actor, now: datetime) -> Enrollment:
    """This function will take somebody off the waitlist who does not want the place.

    Raises: NotAllowed, GroupClosed, IllegalStep.
    Audit: enrollment.decline with the client.
    """
    with transaction.atomic():
        place = step(enrollment_id, "declined", by, now)
        place.save()
        _record(place, "decline", by, now, {})
        return place


def end(*, enrollment_id: UUID, last_on: date, reason: str, by: Actor, now: datetime) -> Enrollment:
    """This function will end a place after its last day; a day to come is a planned end, and the place stays active.

    Raises: NotAllowed, IllegalStep, BadDay.
    Audit: enrollment.end with the client.
    """
    with transaction.atomic():
        place = step(enrollment_id, "ended", by, now, closed_too=True)
        until = place.effective.upper if place.effective else None
        close(place, last_on, reason, now)
        remember(place, PlaceCorrection.Kind.ENDED, last_on + ONE_DAY, until, by, now)
        _record(place, "end", by, now, {"last_on": last_on.isoformat()})
        return place


def transfer(*, enrollment_id: UUID, to_group_id: UUID, last_on: date, by: Actor, now: datetime) -> Enrollment:
    """This function will end a place after the last session attended and give one in another group from the next day.

    Raises: NotAllowed, GroupClosed, IllegalStep, BadDay, GroupFull, AlreadyEnrolled, NotEnrolling; then nothing has changed.
    Audit: enrollment.transfer with the client.
    """
    with transaction.atomic(), in_words(REFUSED_BY, str(last_on + ONE_DAY)):
        from_group = Enrollment.objects.values_list("group_id", flat=True).get(pk=enrollment_id)
        for group_id in sorted(
            {from_group, to_group_id}
        ):  # always in one order, so that two transfers never wait in a ring
            Group.objects.select_for_update().get(pk=group_id)
        target = group_for(to_group_id, by, now)
        place = step(enrollment_id, "ended", by, now, closed_too=True)
        until = place.effective.upper if place.effective else None
        close(place, last_on, f"Transferred to {target.name}", now)
        moved = Enrollment(
            group=target,
            client_id=place.client_id,
            status=Enrollment.Status.ACTIVE,
            effective=DateRange(last_on + ONE_DAY, None),
            transferred_from=place,
        )
        join(moved, target, last_on + ONE_DAY, f"Transferred from {place.group.name}")
        moved.save()
        remember(place, PlaceCorrection.Kind.ENDED, last_on + ONE_DAY, until, by, now)
        remember(moved, PlaceCorrection.Kind.GIVEN, last_on + ONE_DAY, None, by, now)
        _record(moved, "transfer", by, now, {"from": str(place.id), "last_on": last_on.isoformat()})
        return moved


def settle(*, now: datetime) -> tuple[int, int]:
    """This function will end places whose last day is over, and take back offers that nobody answered.

    Nobody asks for it; the worker does it as time passes. Returns how many ended, and how many offers expired.

    Raises: nothing expected.
    Audit: enrollment.end and enrollment.expire for each client, by nobody.
    """
    with transaction.atomic():
        places = Enrollment.objects.select_for_update(of=("self",)).select_related("group__facility", "client")
        over = [
            place
            for place in places.filter(status=Enrollment.Status.ACTIVE, effective__endswith__isnull=False)
            if place.effective and place.effective.upper <= walltime.today(now, place.group.facility.time_zone)
        ]
        expired = list(places.filter(status=Enrollment.Status.OFFERED, offer_expires_at__lte=now))
        for place in over:
            place.status, place.end_reason = Enrollment.Status.ENDED, place.end_reason or "Its last day is over."
            place.save()
            audit.record(by=None, verb="enrollment.end", thing=place, now=now, client=place.client_id)
        for place in expired:
            place.status, place.offered_at, place.offer_expires_at = Enrollment.Status.WAITLISTED, None, None
            place.save()
            audit.record(by=None, verb="enrollment.expire", thing=place, now=now, client=place.client_id)
        return len(over), len(expired)


def _record(place: Enrollment, verb: str, by: Actor, now: datetime, details: dict[str, Any]) -> None:
    audit.record(
        by=by, verb=f"enrollment.{verb}", thing=place, now=now, client=place.client_id,
        details={"group": str(place.group_id), **details},
    )  # fmt: skip
