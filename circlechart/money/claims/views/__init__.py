"""Claims on the screen: the worklist, one claim with its life, what the payer answered, its file and its paper."""

from circlechart.money.claims.views.answers import answer, tell
from circlechart.money.claims.views.claims import claim, file, index, session_outcome, submission
from circlechart.money.claims.views.files import files, next_file, send
from circlechart.money.claims.views.paper import edi, paper, sheet

__all__ = [
    "answer",
    "claim",
    "edi",
    "file",
    "files",
    "index",
    "next_file",
    "paper",
    "send",
    "session_outcome",
    "sheet",
    "submission",
    "tell",
]
