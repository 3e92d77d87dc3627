"""Running a session through its states."""

from circlechart.care.sessions.actions.materialise import book, materialise
from circlechart.care.sessions.actions.run import (
    cancel,
    finish,
    mark_documented,
    reinstate,
    reopen,
    resume,
    retime,
    start,
    unstart,
)

__all__ = [
    "book",
    "cancel",
    "finish",
    "mark_documented",
    "materialise",
    "reinstate",
    "reopen",
    "resume",
    "retime",
    "start",
    "unstart",
]
