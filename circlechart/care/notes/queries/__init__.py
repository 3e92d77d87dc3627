"""Reading notes: what a session's screen shows, what somebody has to sign, and what is signed."""

from circlechart.care.notes.queries.desk import signing_desk
from circlechart.care.notes.queries.load import SessionNotes, load, with_staff
from circlechart.care.notes.queries.printed import facts, printable
from circlechart.care.notes.queries.screen import page, state
from circlechart.care.notes.queries.signed import (
    all_signed,
    chart_of,
    credential_line,
    names_beside,
    owing,
    signed_note,
    supervises_author,
    unsigned_by,
)

__all__ = [
    "SessionNotes",
    "all_signed",
    "chart_of",
    "credential_line",
    "facts",
    "load",
    "names_beside",
    "owing",
    "page",
    "printable",
    "signed_note",
    "signing_desk",
    "state",
    "supervises_author",
    "unsigned_by",
    "with_staff",
]
