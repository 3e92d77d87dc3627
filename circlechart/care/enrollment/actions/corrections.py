"""What was wrong about a place: given by mistake, or changed for days whose rosters stand already."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.care.enrollment.actions.steps import remember, step
from circlechart.care.enrollment.errors import Attended, NeedsWords, SettledAlready
from circlechart.care.enrollment.models import Enrollment, PlaceCorrection

IN_THE_ROOM = ("attended", "removed")


def void(*, enrollment_id: UUID, reason: str, by: Actor, now: datetime) -> Enrollment:
    """This function will say that a place was given by mistake; whoever came through it keeps it, and it is ended.

    Rosters of past sessions stay as they were. Attendance stands above this room and is read by the name of its rows.

    Raises: NotAllowed, IllegalStep, Attended, NeedsWords without a reason.
    Audit: enrollment.void with the client.
    """
    with transaction.atomic():
        place = step(enrollment_id, Enrollment.Status.VOID, by, now, closed_too=True)
        if not reason.strip():
            raise NeedsWords()
        if Enrollment.objects.filter(pk=place.pk, attendance__disposition__in=IN_THE_ROOM).exists():
            raise Attended()
        place.end_reason = reason.strip()
        place.save()
        assert place.effective is not None and place.effective.lower is not None
        remember(place, PlaceCorrection.Kind.VOIDED, place.effective.lower, place.effective.upper, by, now)
        details = {"group": str(place.group_id), "reason": place.end_reason}
        audit.record(by=by, verb="enrollment.void", thing=place, now=now, client=place.client_id, details=details)
        return place


def settle_correction(*, correction_id: UUID, outcome: str, by: Actor, now: datetime) -> PlaceCorrection:
    """This function will keep that somebody looked at the rosters that a change of a place no longer agrees with.

    Raises: NotAllowed, NeedsWords, SettledAlready.
    Audit: enrollment.settle_correction with the client and what came of it.
    """
    with transaction.atomic():
        found = PlaceCorrection.objects.select_for_update(of=("self",)).select_related("enrollment__group")
        correction = found.get(pk=correction_id)
        place = correction.enrollment
        decide.ensure(by, Permission.ENROLL, place, on=now)
        if not outcome.strip():
            raise NeedsWords("Say what came of it.", field="Outcome", mend="Such as “the roster was right”.")
        if correction.settled_at is not None:
            raise SettledAlready()
        correction.outcome, correction.settled_by_id, correction.settled_at = outcome.strip(), by.staff_id, now
        correction.save()
        details = {"group": str(place.group_id), "outcome": correction.outcome}
        audit.record(
            by=by, verb="enrollment.settle_correction", thing=place, now=now, client=place.client_id, details=details
        )
        return correction
