"""Claims on the screen: the worklist, one claim with its life, what the payer answered, its file and its paper."""

from circlechart.money.claims.views.answers import answer, tell
from circlechart.money.claims.views.claims import claim, file, index, send, session_outcome, submission
from circlechart.money.claims.views.paper import edi, paper, sheet

__all__ = ["answer", "claim", "edi", "file", "index", "paper", "send", "session_outcome", "sheet", "submission", "tell"]
