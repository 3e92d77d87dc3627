"""What is done with claims: built, checked, and let out."""

from circlechart.money.claims.actions.assemble import assemble
from circlechart.money.claims.actions.send import preview, send

__all__ = ["assemble", "preview", "send"]
