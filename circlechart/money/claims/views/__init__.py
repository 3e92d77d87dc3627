"""Claims: the worklist, one claim with its life, what the payer answered, and the files."""

from circlechart.money.claims.views.answers import answer, tell
from circlechart.money.claims.views.claims import claim, file, index, send, session_outcome, submission

__all__ = ["answer", "claim", "file", "index", "send", "session_outcome", "submission", "tell"]
