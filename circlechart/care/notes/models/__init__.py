"""The session narrative, entries, co-workers' parts, what was signed, and what a signature freezes."""

from circlechart.care.notes.models.frozen import EntryGoal
from circlechart.care.notes.models.notes import (
    Addendum,
    DraftRevision,
    Entry,
    Narrative,
    Signature,
    SignedNote,
    StaffPart,
)

__all__ = [
    "Addendum",
    "DraftRevision",
    "Entry",
    "EntryGoal",
    "Narrative",
    "Signature",
    "SignedNote",
    "StaffPart",
]
