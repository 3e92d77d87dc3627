"""What a screen shows of charges."""

from dataclasses import dataclass
from datetime import date, datetime
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
    decided: tuple[str, ...] = ()
    """What was decided against the payer's rules: who, when and why."""
    crowded: str = ""
    """What makes the room unpayable for this client's payer, such as its largest group; empty when nothing does."""

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


@dataclass(frozen=True, slots=True)
class ShownMend:
    """Where a hold is mended. Without `url` this person may not, and `because` says who can."""

    label: str
    url: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a decision says otherwise than the one before."""

    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Step:
    """One decision about a client's session. `causes` are (what, who, when) of what people changed before it."""

    charge: Any
    changes: tuple[Change, ...]
    causes: tuple[tuple[str, str, datetime], ...]


@dataclass(frozen=True, slots=True)
class AuthorizationLine:
    """An authorization with the units and days that charges use of it."""

    authorization: Any
    used: int
    days: int
    last_on: date | None

    @property
    def left(self) -> int | None:
        """Units that it still has. Returns None when: it counts none."""
        units: int | None = self.authorization.units
        return None if units is None else max(units - self.used, 0)


@dataclass(frozen=True, slots=True)
class SoonLine:
    """A charge with the last day on which its claim may be filed. Units: `days` until then, negative when it passed."""

    charge: Any
    last_on: date
    days: int
