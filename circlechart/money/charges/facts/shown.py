"""What a screen shows of charges."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from circlechart.money.charges.facts.holds import HOLDS, Hold

SHORT = 6


@dataclass(frozen=True, slots=True)
class EffectLine:
    """One client in Today's effect."""

    name: str
    minutes: int
    note: str
    words: str
    detail: str
    tone: str
    payer: str
    amount: Decimal | None = None
    task: str = ""
    crowded: str = ""
    """The payer's largest group and how many are present, when they are too many for this payer."""

    @property
    def summary(self) -> str:
        """The line in one phrase, as when two of them are compared."""
        said = f"{self.words} ${self.amount}" if self.amount is not None else self.words
        return f"{self.minutes} min, {said}" if self.minutes else said


@dataclass(frozen=True, slots=True)
class Pile:
    """Charges that one mend would release. `shown` are the oldest of `count`."""

    rule: str
    payer: str
    payer_id: UUID | None
    count: int
    shown: tuple[Any, ...]

    @property
    def hold(self) -> Hold:
        """What it is, and what releases it."""
        return HOLDS[self.rule]

    @property
    def is_short(self) -> bool:
        """Whether all of it is read at a glance."""
        return self.count <= SHORT

    @property
    def same_words(self) -> str:
        """The sentence that all of them share; empty when they differ."""
        said = {each.hold_sentence for each in self.shown}
        return said.pop() if len(said) == 1 else ""
