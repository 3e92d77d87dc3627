"""Opening a session, marking attendance, correcting it, closing the session."""

from circlechart.care.attendance.actions.amend import correct, preview_correction
from circlechart.care.attendance.actions.mark import mark, mark_remaining_present, step_in, step_out
from circlechart.care.attendance.actions.open import (
    close_session,
    open_session,
    undo_closing,
    undo_opening,
)
from circlechart.care.attendance.actions.outreach import record_outreach
from circlechart.care.attendance.actions.retime import retime_session
from circlechart.care.attendance.actions.roster import cancel_running, late_add
from circlechart.care.attendance.facts import Mark

__all__ = [
    "Mark",
    "cancel_running",
    "close_session",
    "correct",
    "late_add",
    "mark",
    "mark_remaining_present",
    "open_session",
    "preview_correction",
    "record_outreach",
    "retime_session",
    "step_in",
    "step_out",
    "undo_closing",
    "undo_opening",
]
