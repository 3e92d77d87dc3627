"""A sentence says yes where its source says yes, and no where it says no (G5): by the scope of each negation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from circlechart.outside.drafting.facts import Check, Observation
from circlechart.outside.drafting.rules.support import MATCH, best
from circlechart.outside.drafting.rules.words import alike, language, normal, stem, weight

BREAKS = re.compile(r"[.;:!?]|,|\b(?:but|although|though|however|yet|because|then|so|and|while|until)\b")
WINDOW = 7  # words that a negation reaches over
WEIGHTY, NEARLY_ALL, MOST = 0.12, 0.75, 0.5
TOKEN = re.compile(r"[a-z]+|\d+")


@dataclass(frozen=True, slots=True)
class Said:
    """A word with its weight and whether it is denied, perhaps denied, or plainly said."""

    stem: str
    weight: float
    hard: bool
    soft: bool


def read(text: str) -> list[Said]:
    """This function will read every word of a text with the negations that reach over it; two of them cancel out."""
    found: list[Said] = []
    denying, perhaps = language().denying, language().perhaps
    for clause in BREAKS.split(normal(text).replace("not only", "")):
        tokens = TOKEN.findall(clause or "")
        for at, token in enumerate(tokens):
            before = tokens[max(0, at - WINDOW) : at]
            hard = sum(each in denying for each in before) % 2 == 1
            soft = any(each in perhaps for each in tokens)
            if token not in denying:
                heavy = WEIGHTY if token in language().deniable else 0.0
                found.append(Said(stem(token), max(heavy, weight(token)), hard, soft))
    return found


def polarity_kept(text: str, cited: Sequence[Observation], own: tuple[str, ...]) -> Check:
    """This function will check G5: what the sentence denies its source denies, and the other way round.

    Source: ai.md 3, G5; here by the scope of each negation instead of the mere presence of a cue.
    """
    ranked = [(share, each) for share, each in best(text, cited, own) if share > 0]
    if not ranked:
        return Check("G5", True)
    said = read(text)
    source = [word for share, each in ranked if share >= NEARLY_ALL * ranked[0][0] for word in read(each.text)]
    denied, kept = _turned(said, source), _turned(source, said)
    if denied:
        return Check("G5", False, f"It denies what its source says (“{denied}”).")
    if kept:
        return Check("G5", False, f"It says what its source denies (“{kept}”).")
    return Check("G5", True)


def _turned(denying: list[Said], plain: list[Said]) -> str:
    """The most telling word that the first text denies while the second says most of what is denied plainly."""
    met: list[tuple[float, str, bool]] = []
    for word in denying:
        if word.hard and word.weight >= WEIGHTY:
            same = [each for each in plain if alike(word.stem, each.stem) >= MATCH]
            if same:
                met.append((word.weight, word.stem, not any(each.hard or each.soft for each in same)))
    turned = sum(share for share, _, against in met if against)
    if not turned or turned <= MOST * sum(share for share, _, _ in met):
        return ""
    return max((share, name) for share, name, against in met if against)[1]
