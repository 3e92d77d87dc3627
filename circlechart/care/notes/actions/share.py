"""Who signs which entry of a session."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.care.attendance.models import Attendance
from circlechart.care.notes.errors import BadChoice
from circlechart.care.notes.models import Entry, SignedNote
from circlechart.care.sessions.models import Session, SessionStaff

SIGNING_ROLES = ("lead", "co_facilitator", "trainee")


def give_entries(*, session_id: UUID, rows: Collection[UUID], to: UUID, by: Actor, now: datetime) -> int:
    """This function will make somebody of the session the one who signs these clients' entries; signed ones stay.

    Raises: NotAllowed, BadChoice when `to` does not sign in this session.
    Audit: notes.give_entry for each, with the client.
    """
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
        decide.ensure(by, Permission.WRITE_NOTE, session, on=now)
        if not SessionStaff.objects.filter(session=session, staff_id=to, role__in=SIGNING_ROLES).exists():
            raise BadChoice(field="To whom", mend="Choose somebody who signs notes in this session.")
        open_rows = Attendance.objects.select_for_update(of=("self",)).filter(session=session, id__in=list(rows))
        given = 0
        for attendance in open_rows.order_by("id"):
            if SignedNote.objects.filter(attendance=attendance).exists():
                continue
            entry = Entry.objects.filter(attendance=attendance).first() or Entry(attendance=attendance, rev=0)
            if entry.responsible_id != to:
                entry.responsible_id = to
                entry.save()
                audit.record(by=by, verb="notes.give_entry", thing=entry, now=now, client=attendance.client_id)
                given += 1
    return given
