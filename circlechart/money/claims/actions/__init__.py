"""What is done with claims: built, checked, let out, and answered."""

from circlechart.money.claims.actions.answers import record_answer, tell
from circlechart.money.claims.actions.assemble import assemble
from circlechart.money.claims.actions.send import preview, send

__all__ = ["assemble", "preview", "record_answer", "send", "tell"]
