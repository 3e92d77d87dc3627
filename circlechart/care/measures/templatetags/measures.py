"""Small drawings of scores."""

from dataclasses import dataclass

from django import template

from circlechart.care.measures import rules
from circlechart.care.measures.facts import Dot, Trend

register = template.Library()
WIDTH, HEIGHT, POINTS = 72.0, 24.0, 8


@dataclass(frozen=True, slots=True)
class Spark:
    """A line in a row, with its last place."""

    line: str
    last: Dot


@register.simple_tag
def spark(trend: Trend) -> Spark:
    """This function will draw the last scores of a trend at the size of a word."""
    placed = rules.dots(trend.points[-POINTS:], trend.instrument.highest, WIDTH, HEIGHT)
    return Spark(rules.polyline(placed) if len(placed) > 1 else "", placed[-1])
