"""Scoring a form as its instrument says, and finding what somebody must look at."""

from collections.abc import Mapping, Sequence

from circlechart.care.measures.facts import Finding, Instrument, Point, Score

HIGHER = "higher"


def score(instrument: Instrument, answers: Mapping[str, int]) -> Score:
    """This function will add up the answers that count; where too many are missing there is no score.

    Missing answers take the average of the others, rounded half up, as far as the instrument's rule allows.
    Source: `bands` and `missing` of the instrument's file.
    """
    given = [answers[each.key] for each in instrument.counted if each.key in answers]
    asked, answered = len(instrument.counted), len(given)
    missing = asked - answered
    if missing > instrument.missing_most or not given:
        words = "question was" if missing == 1 else "questions were"
        because = f"Cannot be scored: {missing} {words} left blank."
        return Score(None, "cannot be scored", "neutral", answered, asked, because)
    total = (2 * sum(given) * asked + answered) // (2 * answered)
    because = f"Estimated from {answered} of {asked} answers." if missing else ""
    band = next((each for each in reversed(instrument.bands) if total >= each.from_score), None)
    words, tone = (band.words, band.tone) if band else ("", "neutral")
    return Score(total, words, tone, answered, asked, because)


def blank(instrument: Instrument, answers: Mapping[str, int]) -> list[int]:
    """This function will list the numbers of the counted questions without an answer."""
    return [each.number for each in instrument.counted if each.key not in answers]


def watched(instrument: Instrument, answers: Mapping[str, int]) -> Finding | None:
    """This function will find an answer that cannot wait, or that the question about it was left blank.

    Source: `watch` of the instrument's file. Returns None when: nothing is watched, or the answer is not above its number.
    """
    watch = instrument.watch
    if watch is None:
        return None
    where = f"{instrument.short}, question {watch.number}"
    if watch.key not in answers:
        return Finding("blank", f"{where}, about {watch.words}, was left blank.")
    question, given = instrument.question(watch.key), answers[watch.key]
    if given <= watch.above or question is None:
        return None
    return Finding("item", f"{where}, {watch.words}: “{question.choices[given]}”.")


def worsened(instrument: Instrument, points: int | None, total: int, earlier: Sequence[Point]) -> Finding | None:
    """This function will find a score that is worse than the first or the last one by more than chance.

    Units: points of the instrument. Source: `change` of the instrument's file, or what the clinic has set.
    Returns None when: no number of points is known, there is nothing to compare with, or it is less.
    """
    if points is None or not earlier:
        return None
    sign = 1 if instrument.worse == HIGHER else -1
    before = max((earlier[0], earlier[-1]), key=lambda each: sign * (total - each.total))
    difference = sign * (total - before.total)
    if difference < points:
        return None
    verb = "rose" if sign > 0 else "fell"
    span = f"from {before.total} on {before.on:%b %-d} to {total}"
    return Finding(
        "worse", f"{instrument.short} {verb} by {difference} points, {span}; {points} or more is a real change."
    )
