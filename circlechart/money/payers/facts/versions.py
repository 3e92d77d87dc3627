"""What the page of a rule shows: which level holds, every version and its life."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from circlechart.base.rulebook.facts import Value
from circlechart.money.payers.facts.cases import Proved
from circlechart.money.payers.facts.kinds import LEVEL_WORDS, STANDINGS, TRUST
from circlechart.money.payers.facts.shown import RuleLine
from circlechart.money.payers.facts.standing import MOVES, Move, Standing

SHORT = {"unverified": "Unverified", "confirmed": "Confirmed", "testing": "On trial", "retired": "Retired"}
TONES = {"unverified": "warn", "confirmed": "good", "testing": "info", "retired": "neutral"}


@dataclass(frozen=True, slots=True)
class Layer:
    """What one level says of a rule on a day, and whether it is what holds."""

    value: Value
    sentence: str
    holds: bool
    plan: str = ""

    @property
    def said_for(self) -> str:
        """For whom it is said."""
        return self.plan or LEVEL_WORDS[self.value.level].capitalize()


@dataclass(frozen=True, slots=True)
class Taken:
    """One step as it was taken."""

    status: str
    who: str
    made_on: date
    why: str
    from_on: date | None
    owner: str
    review_on: date | None

    @property
    def words(self) -> str:
        """What the step came to, in a word."""
        return SHORT[self.status]


@dataclass(frozen=True, slots=True)
class Version:
    """One thing that was said of a rule, by whom where the clinic said it, and what became of it."""

    value: Value
    sentence: str
    who: str
    made_on: date | None = None
    said_for: str = ""
    standing: Standing | None = None
    """Returns None when: it was shipped, and has no life of its own."""
    version_id: UUID | None = None
    owner: str = ""
    overdue: bool = False
    moves: tuple[Move, ...] = ()
    steps: tuple[Taken, ...] = ()
    cases: tuple[Proved, ...] = ()

    @property
    def status(self) -> str:
        """Its status now."""
        return self.standing.status if self.standing else self.value.status

    @property
    def words(self) -> str:
        """Its status now, in a word."""
        return SHORT[self.status]

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return TONES[self.status]

    @property
    def stands(self) -> str:
        """Its status now, in a sentence."""
        return STANDINGS[self.status]

    @property
    def trust(self) -> str:
        """How it is known, in words."""
        return TRUST[self.value.source.trust]


@dataclass(frozen=True, slots=True)
class RulePage:
    """One rule of a payer on a day."""

    line: RuleLine
    layers: tuple[Layer, ...]
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A version whose review is due."""

    payer_id: UUID
    payer: str
    key: str
    label: str
    sentence: str
    owner: str
    review_on: date


def moves(keys: list[str]) -> tuple[Move, ...]:
    """This function will list steps by their names."""
    return tuple(MOVES[key] for key in keys)
