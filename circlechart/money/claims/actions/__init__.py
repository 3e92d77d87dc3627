"""What is done with claims: built, checked, let out, and answered."""

from circlechart.money.claims.actions.answers import kinds_for, record_answer, tell
from circlechart.money.claims.actions.assemble import assemble
from circlechart.money.claims.actions.send import preview, send
from circlechart.money.claims.actions.send_many import send_chosen, send_next

__all__ = ["assemble", "kinds_for", "preview", "record_answer", "send", "send_chosen", "send_next", "tell"]
