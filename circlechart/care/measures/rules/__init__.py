"""Scoring, what cannot wait, what got worse, and how scores are drawn: pure functions over frozen facts."""

from circlechart.care.measures.rules.draw import dots, height_of, polyline
from circlechart.care.measures.rules.score import blank, score, watched, worsened
from circlechart.care.measures.rules.token import alive
from circlechart.care.measures.rules.trend import trend

__all__ = ["alive", "blank", "dots", "height_of", "polyline", "score", "trend", "watched", "worsened"]
