"""Cosigning, returning and commenting; setting rules; logging hours. Each is one transaction."""

from circlechart.care.supervision.actions.hours import correct_hours, log_hours
from circlechart.care.supervision.actions.review import comment, cosign, give_back
from circlechart.care.supervision.actions.versions import set_rule

__all__ = ["comment", "correct_hours", "cosign", "give_back", "log_hours", "set_rule"]
