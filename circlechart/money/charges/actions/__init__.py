"""What is done with charges: derived, authorized, decided against a rule; and tables of pair edits, loaded."""

from circlechart.money.charges.actions.capture import capture, preview_correction
from circlechart.money.charges.actions.overrides import end_override, override
from circlechart.money.charges.actions.pairs import load_pairs
from circlechart.money.charges.actions.said import add_authorization, step_authorization

__all__ = [
    "add_authorization",
    "capture",
    "end_override",
    "load_pairs",
    "override",
    "preview_correction",
    "step_authorization",
]
