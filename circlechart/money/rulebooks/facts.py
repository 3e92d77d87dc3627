"""Templates, what stands in a file, what would change, and two sides of a comparison, as plain frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from circlechart.base.rulebook.facts import Case, Value
from circlechart.money.payers.facts import STANDINGS, TRUST, CaseGiven, RuleLine

Said = tuple[str, int, date, str]
"""Which value of a file: its key, level, first day and status."""
LARGEST_FILE = 200_000
"""Bytes. The longest shipped rulebook has a tenth of it."""
MOST_VALUES = 500
STANDING = {
    "yes": "Its core limits were read in the payers' own texts.",
    "part": "Some of it was read, the rest is general knowledge.",
    "no": "A template only: nothing of it was read.",
}


@dataclass(frozen=True, slots=True)
class Template:
    """A shipped rulebook that a new payer can follow."""

    name: str
    title: str
    about: str
    standing: str
    kind: str
    filing_code: str
    counts: dict[str, int]
    """How many values it and what it inherits hold, by trust."""
    rules: tuple[tuple[str, list[RuleLine]], ...] = ()

    @property
    def standing_words(self) -> str:
        """How far it may be relied on."""
        return STANDING.get(self.standing, "")

    @property
    def marks(self) -> list[tuple[str, str, int]]:
        """Each trust mark, its words, and how many values carry it."""
        return [(mark, words, self.counts[mark]) for mark, words in TRUST.items() if self.counts.get(mark)]

    @property
    def topics(self) -> list[tuple[str, list[RuleLine]]]:
        """The headings under which something is said."""
        said = [(topic, [each for each in lines if each.value]) for topic, lines in self.rules]
        return [(topic, lines) for topic, lines in said if lines]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that stops it: where, what stands there, and what mends it."""

    file: str
    key: str
    value: str
    because: str
    mend: str = ""

    @property
    def sentence(self) -> str:
        """The problem in one line."""
        where = ", ".join(each for each in (self.file, self.key) if each)
        said = f": {self.value}." if self.value else ":"
        return " ".join(each for each in (f"{where}{said}", self.because, self.mend) if each)


@dataclass(frozen=True, slots=True)
class Read:
    """A file as read."""

    file: str
    title: str = ""
    inherits: str = ""
    values: tuple[Value, ...] = ()
    cases: tuple[Case, ...] = ()
    problems: tuple[Problem, ...] = ()
    proofs: Mapping[Said, tuple[CaseGiven, ...]] = field(default_factory=dict)
    """The cases that prove a value, where the file says them."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one value of a file would change."""

    key: str
    label: str
    from_on: date
    before: str
    after: str
    status: str
    trust: str
    source: str
    ends_on: date | None = None
    """The day from which nothing of it holds any more."""
    same: bool = False
    """Whether what is decided stays, and only its source or standing is said anew."""

    @property
    def standing(self) -> str:
        """Whether it may be relied on, in words."""
        return STANDINGS[self.status]


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a file would do."""

    changes: tuple[Change, ...] = ()
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    touches: str = ""
    """The charges that would be derived anew, in words; empty when there are none."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a sentence, and whether the other side lacks them."""

    words: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One rule on one side."""

    pieces: tuple[Piece, ...]
    standing: str = ""
    trust: str = ""
    source: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """One rule on both sides."""

    label: str
    one: Cell
    two: Cell
    differs: bool


@dataclass(frozen=True, slots=True)
class Side:
    """What is compared: a payer or a template on a day."""

    name: str
    title: str
    on: date
    book: Any = field(repr=False, default=None)
