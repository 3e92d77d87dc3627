"""What is typed about a payer's rules and fees, and what a screen shows of them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from circlechart.base.rulebook.facts import Value
from circlechart.money.payers.facts.cases import CaseGiven
from circlechart.money.payers.facts.kinds import LEVEL_WORDS, STANDINGS, TRUST, Kind

OWN_BOOK = "clinic"


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule of a payer, in words."""

    kind: Kind
    sentence: str
    value: Value | None
    """Returns None when: nothing was ever said of it."""
    later: Value | None = None
    """What follows it on a later day."""
    later_sentence: str = ""
    instead_of: Value | None = None
    """What would hold if it were not said: the next below it that says something else."""
    instead_sentence: str = ""
    plans: tuple[tuple[str, str], ...] = ()
    """What is said for a plan alone, with the plan's name."""

    @property
    def level(self) -> str:
        """For whom it is said, in a word."""
        return LEVEL_WORDS[self.value.level] if self.value else ""

    @property
    def instead_level(self) -> str:
        """For whom what it overrides is said, in a word."""
        return LEVEL_WORDS[self.instead_of.level] if self.instead_of else ""

    @property
    def standing(self) -> str:
        """Whether it may be relied on, in words."""
        return STANDINGS[self.value.status] if self.value else ""

    @property
    def trust(self) -> str:
        """How it is known, in words."""
        return TRUST[self.value.source.trust] if self.value else ""

    @property
    def own(self) -> bool:
        """Whether the clinic set it; the others were shipped."""
        return self.value is not None and self.value.book == OWN_BOOK


@dataclass(frozen=True, slots=True)
class RuleGiven:
    """A rule as typed. `value` None: the payer has no such rule.

    It is said for the `contract`, the `payer`, the `plan` of `plan_id`, or the `state` whose rules the payer follows.
    """

    key: str
    value: Any
    from_on: date
    source: str
    trust: str
    read_on: date
    url: str = ""
    level: str = "contract"
    plan_id: UUID | None = None
    trial: bool = False
    """Whether it is only shown beside what is decided, until it is taken into force."""
    owner_id: UUID | None = None
    review_on: date | None = None
    unverified: bool = False
    """Whether somebody still has to confirm it, however well it is known."""
    cases: tuple[CaseGiven, ...] = ()
    """Cases that prove it; left out, those that its kind suggests."""


@dataclass(frozen=True, slots=True)
class FeeGiven:
    """A fee as typed. Units: dollars for one unit of the code."""

    code: str
    amount: Decimal
    from_on: date


@dataclass(frozen=True, slots=True)
class Resting:
    """What rests on a payer's rule or fee from a day on: claims that left, and charges whose claim has not."""

    left: int = 0
    last_left_on: date | None = None
    charges: int = 0


@dataclass(frozen=True, slots=True)
class Fee:
    """A line of the fee schedule as shown. Units: dollars."""

    code: str
    amount: Decimal
    first_on: date
    last_on: date | None
    standing: str
    """current, past or future."""


@dataclass(frozen=True, slots=True)
class Row:
    """A payer in the list of payers."""

    payer: Any
    covered: int
    unverified: int

    @property
    def words(self) -> str:
        """How many of its rules nobody has confirmed, in words."""
        return f"{self.unverified} unverified"


@dataclass(frozen=True, slots=True)
class Page:
    """Everything about a payer on a day."""

    payer: Any
    plans: list[str]
    rules: list[tuple[str, list[RuleLine]]]
    fees: list[Fee]
    version: str
    book_title: str

    @property
    def topics(self) -> list[tuple[str, list[RuleLine], list[RuleLine]]]:
        """Each heading with the rules that something was said of, and the others."""
        return [
            (topic, [each for each in lines if each.value], [each for each in lines if not each.value])
            for topic, lines in self.rules
        ]

    @property
    def unverified(self) -> int:
        """How many of its rules nobody has confirmed."""
        return unverified(self.rules)


def unverified(told: list[tuple[str, list[RuleLine]]]) -> int:
    """This function will count the rules that nobody has confirmed."""
    return sum(1 for _, own in told for each in own if each.value and each.value.unverified)
