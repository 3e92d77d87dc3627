"""Instruments, scores and trends as plain frozen values."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

Answers = dict[str, int]
FACES = ("item", "blank", "worse")


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read. `trust` is F1 (primary text), F2 (secondary) or G (general knowledge)."""

    title: str
    trust: str
    read_on: date
    url: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form; one that does not count stands beside the score."""

    key: str
    number: int
    words: str
    choices: tuple[str, ...]
    counts: bool


@dataclass(frozen=True, slots=True)
class Band:
    """How scores from a number on are called."""

    from_score: int
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Watch:
    """A question whose answer cannot wait when it is above a number."""

    key: str
    number: int
    above: int
    words: str
    source: Source


@dataclass(frozen=True, slots=True)
class Change:
    """From how many points on a change is more than chance."""

    points: int
    status: str
    source: Source


@dataclass(frozen=True, slots=True)
class Instrument:
    """One edition of a questionnaire with its scoring, source and terms of use."""

    key: str
    version: str
    short: str
    title: str
    about: str
    prompt: str
    worse: str
    questions: tuple[Question, ...]
    bands: tuple[Band, ...]
    bands_source: Source | None
    missing_most: int
    missing_source: Source
    change: Change | None
    watch: Watch | None
    credit: str
    terms: str
    terms_source: Source
    source: Source

    @property
    def counted(self) -> tuple[Question, ...]:
        """The questions that make the score."""
        return tuple(each for each in self.questions if each.counts)

    @property
    def highest(self) -> int:
        """The highest possible score."""
        return sum(len(each.choices) - 1 for each in self.counted)

    def question(self, key: str) -> Question | None:
        """This function will find a question by its key."""
        return next((each for each in self.questions if each.key == key), None)


@dataclass(frozen=True, slots=True)
class Score:
    """What a filled form comes to, or why it cannot be scored."""

    total: int | None
    words: str
    tone: str
    answered: int
    asked: int
    because: str
    """How it was made where answers are missing, or why there is none."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that somebody must look at: a watched answer, one left blank, or a score that got worse."""

    kind: str
    words: str

    @property
    def interrupts(self) -> bool:
        """Whether it cannot wait until somebody looks by themselves."""
        return self.kind == "item"


@dataclass(frozen=True, slots=True)
class Point:
    """One score of a client in time."""

    result_id: UUID
    at: datetime
    on: date
    total: int


@dataclass(frozen=True, slots=True)
class Dot:
    """A score as a place in a small drawing."""

    x: float
    y: float
    total: int
    on: date


@dataclass(frozen=True, slots=True)
class Trend:
    """The scores of one client with one instrument, oldest first, and in words."""

    instrument: Instrument
    points: tuple[Point, ...]
    words: str
    tone: str
    change: str
    direction: str
    """`worse`, `better` or `same`, beyond chance or not; empty with a single score."""
    spoken: str

    @property
    def last(self) -> Point:
        """The latest score."""
        return self.points[-1]
