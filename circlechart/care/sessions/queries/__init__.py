"""Reading sessions: who is expected, who holds a room, what a schedule would make."""

from circlechart.care.sessions.queries.changes import changed_sessions, noted_changes
from circlechart.care.sessions.queries.holders import holders, in_the_way
from circlechart.care.sessions.queries.roster import expected_roster
from circlechart.care.sessions.queries.timetable import Part, closed_days, eras, parts

__all__ = [
    "Part",
    "changed_sessions",
    "closed_days",
    "eras",
    "expected_roster",
    "holders",
    "in_the_way",
    "noted_changes",
    "parts",
]
