"""Counting what people did in a session, from what was recorded: care.md 6.3 allows 18 acts beside the texts.

An act is a press that decides something: open the screen, start, a mark, remaining, participation, goals, end, open the
read-through, give the credential. A text is a box that was typed into; a time typed into Arrived or Left is one too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from circlechart.base.audit.models import AuditEvent
from circlechart.base.people.models import Staff
from circlechart.care.attendance.models import AttendanceEvent
from circlechart.care.notes.facts import ENTRY_TEXTS, NARRATIVE_TEXTS, PART_TEXTS
from circlechart.care.notes.models import DraftRevision, Entry, Narrative, Signature, StaffPart
from circlechart.care.sessions.models import Session

RUNNING = {"sessions.start": "Start session", "sessions.finish": "End session"}
TIMES = {"arrived_at": "Arrived", "left_at": "Left"}
TEXTS = tuple(dict.fromkeys((*ENTRY_TEXTS, *NARRATIVE_TEXTS, *PART_TEXTS)))


@dataclass(frozen=True, slots=True)
class Counted:
    """Every act and every text, in words."""

    acts: tuple[str, ...]
    texts: tuple[str, ...]


def counted(session: Session) -> Counted:
    """This function will list the acts and texts that are recorded for a session."""
    marks = list(
        AttendanceEvent.objects.filter(attendance__session=session).select_related("attendance").order_by("at", "id")
    )
    drafts = list(DraftRevision.objects.filter(cell_id__in=_cells(session)).order_by("at", "id"))
    signings = Signature.objects.filter(signed_note__session=session).exclude(meaning=Signature.Meaning.COSIGNER)
    signed = sorted(set(signings.values_list("signed_at", "staff_id", "staff_name")))
    present = {each.by_id for each in marks} | {each.by_id for each in drafts} | {staff_id for _, staff_id, _ in signed}
    names = Staff.objects.filter(id__in=present).order_by("display_name").values_list("display_name", flat=True)
    ran = AuditEvent.objects.filter(thing_id=session.id, verb__in=RUNNING).order_by("at", "id")
    return Counted(
        acts=(
            *(f"{name} opens the session" for name in names),
            *(RUNNING[each.verb] for each in ran),
            *dict.fromkeys(_marks(marks)),
            *_choices(drafts),
            *(f"{name}: {act}" for _, _, name in signed for act in ("Sign my notes", "credential")),
        ),
        texts=(*_times(marks), *_texts(drafts)),
    )


def _cells(session: Session) -> list[UUID]:
    found = [Entry.objects.filter(attendance__session=session), Narrative.objects.filter(session=session)]
    parts = StaffPart.objects.filter(session_staff__session=session)
    return [each for cells in (*found, parts) for each in cells.values_list("id", flat=True)]


def _marks(events: list[AttendanceEvent]) -> Iterator[str]:
    """Each press; everybody who was marked with one press of “Mark remaining present” comes out as the same words."""
    for each in events:
        if each.payload.get("with") == "remaining":
            yield f"Mark remaining present, {each.at:%H:%M:%S.%f}"
        elif each.verb != "mark" or each.payload.get("choice"):
            yield f"{each.attendance.client_name}: {each.payload.get('choice') or each.verb}, revision {each.rev}"


def _choices(drafts: list[DraftRevision]) -> Iterator[str]:
    """Participation chosen, and goals changed from what was proposed."""
    stood: dict[UUID, dict[str, object]] = {}
    for each in drafts:
        typed, before = each.content["typed"], stood.get(each.cell_id, {})
        if typed.get("participation") not in (None, before.get("participation")):
            yield f"participation {typed['participation']}"
        if before and "goals" in typed and typed["goals"] != before.get("goals"):
            yield "goals"
        stood[each.cell_id] = {**before, **typed}


def _times(events: list[AttendanceEvent]) -> list[str]:
    found = [
        f"{each.attendance.client_name}: {label}"
        for each in events
        for name, label in TIMES.items()
        if name in each.payload
    ]
    return list(dict.fromkeys(found))


def _texts(drafts: list[DraftRevision]) -> list[str]:
    last = {each.cell_id: each.content["typed"] for each in drafts}
    return [name for typed in last.values() for name in TEXTS if str(typed.get(name) or "").strip()]
