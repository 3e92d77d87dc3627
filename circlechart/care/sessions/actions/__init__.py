"""Making sessions, changing one, and taking it through its states."""

from circlechart.care.sessions.actions.book import book
from circlechart.care.sessions.actions.change import cancel, move, reinstate, swap_rooms
from circlechart.care.sessions.actions.changes import keep_problem, take_changes_away
from circlechart.care.sessions.actions.closures import follow_days, lock_days, put_closure, strike_closure
from circlechart.care.sessions.actions.materialise import materialise
from circlechart.care.sessions.actions.roster import excuse, expect_guest, expect_make_up, withdraw
from circlechart.care.sessions.actions.run import (
    finish,
    mark_documented,
    reopen,
    resume,
    retime,
    start,
    unstart,
)
from circlechart.care.sessions.actions.versions import put_in_force

__all__ = [
    "book",
    "cancel",
    "excuse",
    "expect_guest",
    "expect_make_up",
    "finish",
    "follow_days",
    "keep_problem",
    "lock_days",
    "mark_documented",
    "materialise",
    "move",
    "put_closure",
    "put_in_force",
    "reinstate",
    "reopen",
    "resume",
    "retime",
    "start",
    "strike_closure",
    "swap_rooms",
    "take_changes_away",
    "unstart",
    "withdraw",
]
