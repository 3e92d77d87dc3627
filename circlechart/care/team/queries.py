"""Who is here now, who signs which entry, and what the team says."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from circlechart.care.notes.queries import SessionNotes
from circlechart.care.sessions.models import Session
from circlechart.care.team.models import Presence, TeamNote

GONE_AFTER = timedelta(seconds=20)
SIGNING_ROLES = ("lead", "co_facilitator", "trainee")


@dataclass(frozen=True, slots=True)
class Share:
    """One entry that is not signed yet, and who will sign it."""

    attendance_id: UUID
    name: str
    staff_id: UUID | None
    staff_name: str


def here(session: Session, besides: UUID, now: datetime) -> list[dict[str, str]]:
    """This function will list who else has the session open now, and in which cell they stand."""
    found = Presence.objects.filter(session=session, at__gt=now - GONE_AFTER).exclude(staff_id=besides)
    return [
        {"staff": str(each.staff_id), "name": each.staff.display_name, "cell": each.cell}
        for each in found.select_related("staff").order_by("staff__display_name")
    ]


def shares(notes: SessionNotes) -> list[Share]:
    """This function will say who signs each entry of the session that is still to be signed."""
    names = {person.line.staff_id: person.line.name for person in notes.staff}
    rows = [row for row in notes.board.rows if row.attendance_id not in notes.signed and row.note_owed != "none"]
    return [
        Share(row.attendance_id, row.name, who := notes.responsible_id(row), names.get(who, "") if who else "")
        for row in rows
    ]


def window(notes: SessionNotes, by: UUID) -> dict[str, Any]:
    """This function will prepare what the team shows on the session screen."""
    signers = [person for person in notes.staff if person.role in SIGNING_ROLES]
    said = TeamNote.objects.filter(session=notes.session).select_related("amends").order_by("written_at")
    return {
        "session": notes.session,
        "shares": shares(notes),
        "lead_id": notes.lead_id,
        "signers": [(person.line.staff_id, person.line.name) for person in signers],
        "said": list(said),
        "works": any(person.line.staff_id == by and person.role != "observer" for person in notes.staff),
    }
