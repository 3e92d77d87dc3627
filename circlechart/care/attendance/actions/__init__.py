"""Opening a session, marking attendance, closing the session."""

from circlechart.care.attendance.actions.mark import Mark, mark, mark_remaining_present, step_in, step_out
from circlechart.care.attendance.actions.open import close_session, late_add, open_session, retime_session

__all__ = [
    "Mark",
    "close_session",
    "late_add",
    "mark",
    "mark_remaining_present",
    "open_session",
    "retime_session",
    "step_in",
    "step_out",
]
