"""Running a session through its states."""

from circlechart.care.sessions.actions.run import cancel, finish, mark_documented, reinstate, reopen, retime, start

__all__ = ["cancel", "finish", "mark_documented", "reinstate", "reopen", "retime", "start"]
