"""A client's scores over time, in words."""

from collections.abc import Sequence

from circlechart.care.measures.facts import Instrument, Point, Trend
from circlechart.care.measures.rules.score import HIGHER

SPOKEN = 6


def trend(instrument: Instrument, points: Sequence[Point], change: int | None) -> Trend:
    """This function will say how the latest score stands and how it moved since the first one.

    Source: `bands` and `change` of the instrument's file.
    """
    last = points[-1].total
    band = next((each for each in reversed(instrument.bands) if last >= each.from_score), None)
    words, tone = (band.words, band.tone) if band else (f"of {instrument.highest}", "neutral")
    moved, direction = _moved(instrument, points, change)
    scores = ", ".join(f"{each.total} on {each.on:%b %-d}" for each in points[-SPOKEN:])
    spoken = f"{instrument.short}: {scores}; now {words}{f'; {moved}' if moved else ''}."
    return Trend(instrument, tuple(points), words, tone, moved, direction, spoken)


def _moved(instrument: Instrument, points: Sequence[Point], change: int | None) -> tuple[str, str]:
    """How far since the first score, and whether that is better or worse."""
    if len(points) == 1:
        return "first score", ""
    difference = points[-1].total - points[0].total
    if difference == 0:
        return "as at first", "same"
    got_worse = (difference > 0) == (instrument.worse == HIGHER)
    direction = "worse" if got_worse else "better"
    real = change is not None and abs(difference) >= change
    return (
        f"{abs(difference)} {direction} than at first{'' if real else ', within chance' if change else ''}",
        direction,
    )
