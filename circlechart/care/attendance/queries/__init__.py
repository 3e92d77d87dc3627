"""Reading attendance: a session's board, whom to reach, rosters to look at, a client's way through a curriculum."""

from circlechart.care.attendance.queries.board import (
    board,
    boards,
    candidates,
    counts_until,
    coverages_of,
    intervals_of,
    missed_before,
    planned_end,
    row,
    row_of,
    to_reach_out,
)
from circlechart.care.attendance.queries.discrepancies import discrepancies
from circlechart.care.attendance.queries.progress import progress

__all__ = [
    "board",
    "boards",
    "candidates",
    "counts_until",
    "coverages_of",
    "discrepancies",
    "intervals_of",
    "missed_before",
    "planned_end",
    "progress",
    "row",
    "row_of",
    "to_reach_out",
]
