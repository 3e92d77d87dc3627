"""Reaching out after a no-show."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.care.attendance.errors import IllegalStep, NeedsReason
from circlechart.care.attendance.models import Attendance, OutreachContact


def record_outreach(*, attendance_id: UUID, outcome: str, by: Actor, now: datetime) -> OutreachContact:
    """This function will keep that somebody reached out to a client who did not come, and what came of it.

    Raises: NotAllowed, NeedsReason, IllegalStep when the client was no no-show (any more).
    Audit: attendance.outreach with the client.
    """
    if not outcome.strip():
        raise NeedsReason("Say what came of it.", field="Outcome", mend="Such as “left a message”.")
    with transaction.atomic():
        attendance = Attendance.objects.select_for_update(of=("self",)).select_related("session").get(pk=attendance_id)
        decide.ensure(by, Permission.REACH_OUT, attendance.session, on=now)
        if attendance.disposition != Attendance.Disposition.NO_SHOW:
            raise IllegalStep("This client is no longer marked as a no-show.", value=attendance.client_name)
        contact = OutreachContact.objects.create(
            attendance=attendance, by_id=by.staff_id, at=now, outcome=outcome.strip()
        )
        audit.record(by=by, verb="attendance.outreach", thing=contact, now=now, client=attendance.client_id)
        return contact
