"""How much of one text stands in another: word for word, with words exchanged, or in other words."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from circlechart.base.wording.individuality.reading import Reading, Unit

RUN = 4
LOOSE, CLOSE = 0.55, 0.8
"""Two sentences of which less than LOOSE is in the same order are two sentences; from CLOSE on they are one."""
ANOTHER, SAME = 0.15, 0.4
"""The same for the share of telling words that both have: "identified … as a trigger" is a frame, not a copy."""
SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Measures:
    """Shares between 0 and 1 of each side's own words, and how many."""

    copied_a: float
    copied_b: float
    words_copied: float
    reworded: float
    contained: float
    words_a: float
    words_b: float

    @property
    def copied(self) -> float:
        """This function will give the larger side's share."""
        return max(self.copied_a, self.copied_b)


def measure(a: Reading, b: Reading) -> Measures:
    """This function will compare two texts."""
    copied_a, copied_b = _copied(a, b), _copied(b, a)
    words_a, words_b = a.own_words, b.own_words
    return Measures(
        copied_a / max(a.telling, 1.0),
        copied_b / max(b.telling, 1.0),
        min(copied_a, copied_b),
        reworded(a, b),
        contained(a, b),
        words_a,
        words_b,
    )


def _copied(a: Reading, b: Reading) -> float:
    """How many weighted words of a stand in b, in runs or in sentences with the same frame and matter."""
    grams = grams_of(b.units)
    return sum(max(_covered(unit, grams), sum(unit.own) * closest(unit, b.units)) for unit in a.units)


def same(a: Reading, b: Reading) -> float:
    """This function will say how much of the longer text, stock or not, stands in the other word for word."""
    shares = []
    for one, other in ((a, b), (b, a)):
        grams = grams_of(other.units)
        met = sum(end - start for unit in one.units for start, end in runs(unit, grams))
        shares.append(met / max(one.length, 1))
    return min(shares)


def grams_of(units: Sequence[Unit]) -> set[tuple[str, ...]]:
    """This function will give every run of RUN words."""
    return {unit.masks[at : at + RUN] for unit in units for at in range(len(unit.masks) - RUN + 1)}


def _covered(unit: Unit, grams: set[tuple[str, ...]]) -> float:
    return sum(sum(unit.own[start:end]) * unit.telling(start, end) for start, end in runs(unit, grams))


def runs(unit: Unit, grams: set[tuple[str, ...]]) -> list[tuple[int, int]]:
    """This function will give the longest runs `[from, until)` of words that the other text has too."""
    found: list[tuple[int, int]] = []
    for at in range(len(unit.masks) - RUN + 1):
        if unit.masks[at : at + RUN] in grams:
            if found and at <= found[-1][1]:
                found[-1] = (found[-1][0], at + RUN)
            else:
                found.append((at, at + RUN))
    return found


def closest(unit: Unit, others: Sequence[Unit]) -> float:
    """This function will say how near the nearest sentence is: 0 is another, 1 is the same."""
    if len(unit.masks) < SHORTEST:
        return 0.0
    return max((alike(unit, other) for other in others if len(other.masks) >= SHORTEST), default=0.0)


def alike(one: Unit, other: Unit) -> float:
    """This function will compare two sentences: the order of their words, and how much of their own matter is the same."""
    frame = float(Indel.normalized_similarity(one.masks, other.masks, score_cutoff=LOOSE))
    if frame < LOOSE:
        return 0.0
    return _ramp(frame, LOOSE, CLOSE) * _ramp(_matter(one, other), ANOTHER, SAME)


def _matter(one: Unit, other: Unit) -> float:
    """The share of telling words that both have."""
    mine = {mask: own for mask, own in zip(one.masks, one.own, strict=True) if own}
    theirs = {mask: own for mask, own in zip(other.masks, other.own, strict=True) if own}
    both = sum(own for mask, own in mine.items() if mask in theirs)
    return both / max(sum(mine.values()), sum(theirs.values()), 1.0)


def _ramp(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))


def contained(a: Reading, b: Reading) -> float:
    """This function will say how much of what the shorter text speaks of, the other speaks of too."""
    one, other = _all(a), _all(b)
    both = sum(weight for concept, weight in one.items() if concept in other)
    return both / max(min(sum(one.values()), sum(other.values())), 1.0)


def _all(reading: Reading) -> dict[str, float]:
    found: dict[str, float] = {}
    for unit in reading.units:
        for concept, weight in unit.concepts.items():
            found[concept] = max(weight, found.get(concept, 0.0))
    return found


def reworded(a: Reading, b: Reading) -> float:
    """This function will say how far each sentence finds one that speaks of the same; the mean of both sides."""
    one = [unit for unit in a.units if unit.specific and unit.concepts]
    other = [unit for unit in b.units if unit.specific and unit.concepts]
    if not one or not other:
        return 0.0
    return (_aligned(one, other) + _aligned(other, one)) / 2


def _aligned(one: list[Unit], other: list[Unit]) -> float:
    total = found = 0.0
    for unit in one:
        whole = sum(unit.concepts.values())
        best = max(sum(w for c, w in unit.concepts.items() if c in each.concepts) for each in other)
        total += whole
        found += best
    return found / max(total, 1.0)
