"""Scores as places in a drawing: time runs to the right, a higher score stands higher."""

from collections.abc import Sequence

from circlechart.care.measures.facts import Dot, Point

EDGE = 4.0


def dots(points: Sequence[Point], highest: int, width: float, height: float) -> list[Dot]:
    """This function will place scores in a drawing of that size; a single one stands at the right.

    Units: user units of the drawing.
    """
    first, last = points[0].at, points[-1].at
    span = (last - first).total_seconds()
    found = []
    for each in points:
        share = (each.at - first).total_seconds() / span if span else 1.0
        x = EDGE + share * (width - 2 * EDGE)
        found.append(Dot(round(x, 1), height_of(each.total, highest, height), each.total, each.on))
    return found


def height_of(total: int, highest: int, height: float) -> float:
    """This function will say at which height a score stands; the drawing's zero is at the top.

    Units: user units of the drawing.
    """
    return round(height - EDGE - total / highest * (height - 2 * EDGE), 1)


def polyline(placed: Sequence[Dot]) -> str:
    """This function will write places as the points of a line."""
    return " ".join(f"{each.x:g},{each.y:g}" for each in placed)
