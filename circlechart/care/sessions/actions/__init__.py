"""Making sessions, changing one, and taking it through its states."""

from circlechart.care.sessions.actions.book import book
from circlechart.care.sessions.actions.change import cancel, move, reinstate, swap_rooms
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
    "mark_documented",
    "materialise",
    "move",
    "put_in_force",
    "reinstate",
    "reopen",
    "resume",
    "retime",
    "start",
    "swap_rooms",
    "unstart",
    "withdraw",
]
