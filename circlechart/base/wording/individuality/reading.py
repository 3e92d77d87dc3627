"""A text as it is compared: sentences with weights, without what is rightly shared."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from circlechart.base.wording.individuality import lexicon, words
from circlechart.base.wording.individuality.words import Sentence, Token

OWN_UNTIL, STOCK_FROM = 0.4, 0.8
"""A sentence whose words are stock to less than the first share is the client's own, from the second on it is stock."""
MARKED = 0.15
"""So much more of it may be stock where a number, a day, a quotation or a possession marks it as one person's."""
TOLD_AGAIN = 0.25
"""What a stock word counts as evidence of rewording."""
ENOUGH = 1.2
"""Three seldom words in a run of words tell all that a run can tell."""
SHARED_RUN = 4
"""So many words in a row that stand in the shared narrative are the narrative's."""
TOPIC_WEIGHT = 0.35
"""What a word counts as evidence of rewording when the narrative uses it too."""
MOST = 4.5
"""The rarity of a word that everyday English does not use."""
TELLING = 1.5
"""How much more a seldom word tells of one client than an everyday word."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence ready to compare: masks in order, one weight for each of its words, its concepts by weight."""

    start: int
    end: int
    masks: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    concepts: dict[str, float]
    own: tuple[float, ...]
    """For each word how much it tells of this one client: nothing for a stock word, more for a seldom word."""
    specific: float
    """How far the sentence is one client's, between 0 (stock) and 1."""

    @property
    def weight(self) -> float:
        """This function will say how much a word of this sentence counts."""
        return self.telling(0, len(self.masks))

    def telling(self, start: int, end: int) -> float:
        """This function will say how much a run `[start, end)` of its words tells of one client, between 0 and 1."""
        return min(1.0, sum(self.own[start:end]) / ENOUGH)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it is compared."""

    text: str
    units: tuple[Unit, ...]
    names: frozenset[str]

    @property
    def own_words(self) -> float:
        """This function will count the words of sentences that tell of this client."""
        return sum(unit.weight * len(unit.masks) for unit in self.units)

    @property
    def length(self) -> int:
        """This function will count its words, stock or not, without the narrative's and approved ones."""
        return sum(len(unit.masks) for unit in self.units)

    @property
    def telling(self) -> float:
        """This function will add up how much its words tell."""
        return sum(sum(unit.own) for unit in self.units)


@cache
def _stems(section: str) -> frozenset[str]:
    found = {words.stem(part) for word in lexicon.stock_words(section) for part in (word, *word.split("-"))}
    return frozenset(found)


@lru_cache(maxsize=100_000)
def rarity(concept: str) -> float:
    """This function will weigh a concept by how seldom English uses it."""
    if concept.startswith("#"):
        return 2.0
    if concept.startswith("="):
        return 2.2
    rank = lexicon.ranks().get(concept, lexicon.ranks().get(f"{concept}e", lexicon.RARE))
    return min(MOST, math.log(2 + rank / 300))


def read(text: str, shared: str = "", approved: Iterable[str] = (), names: frozenset[str] = frozenset()) -> Reading:
    """This function will read a text without the narrative's words and without approved sentences."""
    narrative = _masks(shared, names)
    runs = {narrative[at : at + SHARED_RUN] for at in range(len(narrative) - SHARED_RUN + 1)}
    topic = frozenset(
        token.concept for sentence in words.sentences(shared, names) for token in sentence.tokens if token.concept
    )
    allowed = {_masks(each, names) for each in approved}
    units = []
    for sentence in words.sentences(text, names):
        masks = tuple(token.mask for token in sentence.tokens)
        unit = None if masks in allowed else _unit(sentence, _taken(masks, runs), topic)
        if unit:
            units.append(unit)
    return Reading(text, tuple(units), names)


def _masks(text: str, names: frozenset[str]) -> tuple[str, ...]:
    return tuple(token.mask for sentence in words.sentences(text, names) for token in sentence.tokens)


def _taken(masks: tuple[str, ...], runs: set[tuple[str, ...]]) -> set[int]:
    """The places of words that stand in a run of the narrative."""
    taken: set[int] = set()
    for at in range(len(masks) - SHARED_RUN + 1):
        if masks[at : at + SHARED_RUN] in runs:
            taken.update(range(at, at + SHARED_RUN))
    return taken


def _unit(sentence: Sentence, taken: set[int], topic: frozenset[str]) -> Unit | None:
    kept = [token for at, token in enumerate(sentence.tokens) if at not in taken]
    if not kept:
        return None
    part = specific(sentence)
    concepts: dict[str, float] = {}
    for token in kept:
        if not token.concept:
            continue
        weight = rarity(token.concept) * (TOPIC_WEIGHT if token.concept in topic else 1.0)
        weight *= TOLD_AGAIN if token.mask in _stems("always") else 1.0
        weight *= part
        concepts[token.concept] = max(weight, concepts.get(token.concept, 0.0))
    own = tuple(part * _ownness(token) for token in kept)
    return Unit(
        kept[0].start,
        kept[-1].end,
        tuple(token.mask for token in kept),
        tuple((token.start, token.end) for token in kept),
        concepts,
        own,
        part,
    )


def _ownness(token: Token) -> float:
    if not token.concept or token.concept.startswith("#") or token.mask in _stems("always"):
        return 0.0
    return float((rarity(token.mask) / MOST) ** TELLING)


def _is_carried(sentence: Sentence) -> bool:
    return re.sub(r"\s*#?\d+$", "", sentence.heading) in lexicon.CARRIED


def specific(sentence: Sentence) -> float:
    """This function will say how far a sentence is one client's (1) or of words that stand in any note (0)."""
    telling = [token.mask for token in sentence.tokens if token.concept and not token.concept.startswith("#")]
    if not telling or _is_carried(sentence):
        return 0.0
    plain = _stems("always")
    if any(token.mask in _cues() for token in sentence.tokens):
        plain = plain | _stems("findings") | _stems("cues")
    share = sum(1 for word in telling if word in plain) / len(telling) - MARKED * sentence.marked
    return min(1.0, max(0.0, (STOCK_FROM - share) / (STOCK_FROM - OWN_UNTIL)))


@cache
def _cues() -> frozenset[str]:
    return lexicon.stock_words("cues") | _stems("cues")
