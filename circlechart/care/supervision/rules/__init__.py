"""Whether a cosignature is needed, when it is due, where a comment hangs, and what hours come to. Pure functions."""

from circlechart.care.supervision.rules.anchors import anchored, passages, pieces
from circlechart.care.supervision.rules.clocks import clock, hours_words
from circlechart.care.supervision.rules.hours import total
from circlechart.care.supervision.rules.needs import default_rules, need, shown_hash, standing

__all__ = [
    "anchored",
    "clock",
    "default_rules",
    "hours_words",
    "need",
    "passages",
    "pieces",
    "shown_hash",
    "standing",
    "total",
]
