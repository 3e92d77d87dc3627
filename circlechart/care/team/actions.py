"""Being here, and telling the team."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.care.sessions.models import Session
from circlechart.care.team.errors import NothingSaid, SaidTooMuch
from circlechart.care.team.models import Presence, TeamNote

LONGEST_NOTE, LONGEST_CELL = 20_000, 60


def be_here(*, session_id: UUID, cell: str, by: Actor, now: datetime) -> None:
    """This function will keep in which cell of a session somebody stands.

    Raises: NotAllowed.
    Audit: none; it is gone after twenty seconds, and who opened the session is audited by the page.
    """
    with transaction.atomic():
        session = Session.objects.get(pk=session_id)
        decide.ensure(by, Permission.SEE_SESSION, session, on=now)
        here = Presence.objects.filter(session=session, staff_id=by.staff_id)
        cell = cell.replace("\0", "")[:LONGEST_CELL]
        if not here.filter(cell=cell).update(at=now):
            Presence.objects.update_or_create(session=session, staff_id=by.staff_id, defaults={"cell": cell, "at": now})


def add_team_note(*, session_id: UUID, text: str, amends: UUID | None, by: Actor, now: datetime) -> TeamNote:
    """This function will add to what the team of a session says among itself; an earlier note of it may be amended.

    Raises: NotAllowed, NothingSaid, SaidTooMuch.
    Audit: team.add_note, without a client: it belongs to none.
    """
    with transaction.atomic():
        session = Session.objects.get(pk=session_id)
        decide.ensure(by, Permission.WRITE_NOTE, session, on=now)
        text = text.replace("\0", "").strip()
        if not text:
            raise NothingSaid()
        if len(text) > LONGEST_NOTE:
            raise SaidTooMuch(value=f"{len(text):,} characters")
        earlier = TeamNote.objects.filter(session=session, staff_id=by.staff_id, pk=amends).first() if amends else None
        note = TeamNote.objects.create(
            session=session, staff_id=by.staff_id, staff_name=by.display_name, text=text, amends=earlier, written_at=now
        )
        audit.record(by=by, verb="team.add_note", thing=note, now=now)
    return note
