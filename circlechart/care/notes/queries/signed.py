"""Reading what was signed: one note, a client's notes, and what waits for a signature."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from circlechart.base.kit import walltime
from circlechart.base.people.models import Supervision
from circlechart.care.attendance.facts import IN_THE_ROOM
from circlechart.care.attendance.models import Attendance
from circlechart.care.notes.facts import PersonName
from circlechart.care.notes.models import Signature, SignedNote
from circlechart.care.notes.queries.load import credentials_of, load
from circlechart.care.sessions.models import Session


def signed_note(note_id: UUID) -> SignedNote:
    """This function will read a signed note with its signatures and addenda. Raises: SignedNote.DoesNotExist."""
    return (
        SignedNote.objects.select_related("session__group", "session__facility", "attendance")
        .prefetch_related("signatures", "addenda")
        .get(pk=note_id)
    )


def chart_of(client_id: UUID, limit: int = 50) -> list[SignedNote]:
    """This function will list a client's latest signed notes, newest first."""
    return list(
        SignedNote.objects.filter(attendance__client_id=client_id)
        .select_related("session__group", "attendance")
        .prefetch_related("signatures", "addenda")
        .order_by("-session__local_on", "-signed_at")[:limit]
    )


def credential_line(staff_id: UUID, on: date) -> str:
    """This function will write somebody's credentials valid on a day, as printed behind their name."""
    return ", ".join(each.kind for each in credentials_of([staff_id], on)[staff_id])


def names_beside(note: SignedNote, now: datetime) -> list[PersonName]:
    """This function will list the names that a note may not hold: everybody else's on its session's roster."""
    notes = load(note.session, now)
    row = next((each for each in notes.board.rows if each.attendance_id == note.attendance_id), None)
    return notes.names_beside(row) if row else notes.names


def supervises_author(note: SignedNote, staff_id: UUID, now: datetime) -> bool:
    """This function will say whether somebody supervises the author of a note, today or on the day of its session."""
    authors = Signature.objects.filter(
        signed_note=note, meaning__in=[Signature.Meaning.AUTHOR, Signature.Meaning.CO_FACILITATOR]
    ).values("staff_id")
    days = {note.session.local_on, walltime.today(now, note.session.time_zone)}
    named = Supervision.objects.filter(staff_id__in=authors, supervisor_id=staff_id)
    return any(named.filter(valid__contains=day).exists() for day in days)


def owing() -> QuerySet[Attendance]:
    """This function will find the rows of rosters that are not decided, or owe a note that is not signed."""
    signed = SignedNote.objects.filter(attendance=OuterRef("pk"))
    return Attendance.objects.filter(
        Q(disposition="expected")
        | Q(disposition__in=IN_THE_ROOM) & ~Exists(signed.filter(kind=SignedNote.Kind.GROUP_NOTE))
        | Q(disposition="no_show") & ~Exists(signed.filter(kind=SignedNote.Kind.NO_SHOW_NOTE))
    ).exclude(basis=Attendance.Basis.OBSERVER)


def all_signed(session_id: UUID) -> bool:
    """This function will say whether group notes of a session are signed and none is owed any more."""
    signed = SignedNote.objects.filter(session_id=session_id, kind=SignedNote.Kind.GROUP_NOTE)
    return signed.exists() and not owing().filter(session_id=session_id).exists()


def unsigned_by(staff_id: UUID, since: date) -> QuerySet[Session]:
    """This function will list the ended sessions where this person leads and a note is still unsigned."""
    unsigned = owing().exclude(disposition="expected").filter(session=OuterRef("pk"))
    return (
        Session.objects.filter(
            Exists(unsigned),
            status=Session.Status.HELD,
            local_on__gte=since,
            staff__staff_id=staff_id,
            staff__role="lead",
        )
        .select_related("group", "facility")
        .distinct()
        .order_by("local_on", "local_start")
    )
