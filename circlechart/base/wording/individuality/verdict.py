"""What a comparison comes to: distinct, thin, similar or cloned, with one score.

The thresholds are a clinic's policy. No payer's text that we know of gives a number.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from circlechart.base.wording.individuality import measure, persons, reading
from circlechart.base.wording.individuality.measure import Measures
from circlechart.base.wording.individuality.reading import Reading

DISTINCT, THIN, SIMILAR, CLONED = "distinct", "thin", "similar", "cloned"
FLOORS = {DISTINCT: 0.0, THIN: 0.3, SIMILAR: 0.4, CLONED: 0.7}
CEILINGS = {DISTINCT: 0.3, THIN: 0.4, SIMILAR: 0.7, CLONED: 1.0}
"""The score of a verdict lies between its floor and its ceiling, so a higher score is never a lower tier."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Thresholds between 0 and 1, as a clinic sets them; policy settings, no payer's rule."""

    block_copied: float = 0.20
    """The share of a note's telling words that stands in the other note, from which signing stops."""
    block_mixed: float = 0.12
    mixed_reworded: float = 0.40
    """Less copied is enough where so much of the rest is told again in other words."""
    warn_copied: float = 0.14
    warn_reworded: float = 0.33
    """How much may be told again in other words by two clients' notes."""
    warn_continued: float = 0.38
    """The same in two notes of one client, who goes on with the same matters."""
    thin_words: float = 8.0
    """A note with fewer words of the client's own has too little to compare."""
    same_text: float = 0.9
    same_words: int = 40
    """A long note that is the same word for word is cloned even where all of it is stock."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict, its score, and what was measured."""

    verdict: str
    score: float
    measures: Measures


def compare(a: str, b: str, shared: str = "", *, approved: Iterable[str] = (), policy: Policy | None = None) -> Finding:
    """This function will compare two entries; what both have from the shared narrative does not count."""
    names_a, names_b = persons.names_in(a), persons.names_in(b)
    names = names_a | names_b | persons.names_in(shared)
    passages = tuple(approved)
    one, other = reading.read(a, shared, passages, names), reading.read(b, shared, passages, names)
    return judge(one, other, continued=bool(names_a & names_b), policy=policy or Policy())


def judge(one: Reading, other: Reading, *, continued: bool, policy: Policy) -> Finding:
    """This function will judge two readings; `continued` where both are of one client."""
    found = measure.measure(one, other)
    if measure.same(one, other) >= policy.same_text and min(one.length, other.length) >= policy.same_words:
        return _finding(CLONED, 1.0, found)
    pressed = max(found.copied / policy.block_copied, _mixed(found, policy))
    warned = max(
        found.copied / policy.warn_copied,
        found.reworded / (policy.warn_continued if continued else policy.warn_reworded),
    )
    if min(found.words_a, found.words_b) < policy.thin_words:
        return _finding(THIN, min(warned, 1.0), found)
    if pressed >= 1:
        return _finding(CLONED, max(found.copied, found.reworded), found)
    if warned >= 1:
        return _finding(SIMILAR, min(1.0, warned - 1), found)
    return _finding(DISTINCT, warned, found)


def _mixed(found: Measures, policy: Policy) -> float:
    return min(found.copied / policy.block_mixed, found.reworded / policy.mixed_reworded)


def _finding(verdict: str, within: float, found: Measures) -> Finding:
    floor, ceiling = FLOORS[verdict], CEILINGS[verdict]
    place = min(1.0, max(0.0, within)) if verdict == CLONED else min(0.999, max(0.0, within))
    return Finding(verdict, round(floor + (ceiling - floor) * place, 4), found)
