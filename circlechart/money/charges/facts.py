"""A charge decision and what it is made from, as plain frozen values."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ChargeCase:
    """Everything that decides a charge. Units: `minutes` present, `present` clients in the room."""

    service_on: date
    minutes: int
    service: str = "group_psychotherapy"
    modality: str = "in_person"
    present: int = 8
    note: str = "signed"
    """signed, unsigned or none (no note is owed, so nothing was provided)."""
    note_matches: bool = True
    """Whether the signed note still says what attendance says."""
    rendering_level: str = "masters"
    """The highest credential level of the lead; empty when they have none in force."""
    rendering_npi: str = "1234567893"
    cosigned: bool = False
    diagnoses: int = 1
    covered: bool = True
    running: bool = False
    elsewhere: str = ""
    """Another group that counts the same minutes of this client, in words; empty when there is none."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of a decision: the rule, what it says of this case, and where the value was read."""

    rule: str
    sentence: str
    source: str = ""
    unverified: bool = False
    key: str = ""
    """The rulebook value that it rests on; empty where none does."""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a client's session. `outcome` is bill, wait (a signature is missing), hold or none."""

    outcome: str
    code: str = ""
    modifiers: tuple[str, ...] = ()
    units: int = 0
    reasons: tuple[Reason, ...] = field(default_factory=tuple)
    supervised: bool = False
    """Whether the payer wants the supervisor who cosigned on the claim."""

    @property
    def billable(self) -> tuple[str, str, tuple[str, ...], int, bool, str]:
        """What a claim would say of it, and what stands in its way: two decisions alike in this are the same charge."""
        blocking = self.blocking
        stops = f"{blocking.rule}: {blocking.sentence}" if blocking else ""
        return (self.outcome, self.code, self.modifiers, self.units, self.supervised, stops)

    @property
    def blocking(self) -> Reason | None:
        """The reason that stops the charge. Returns None when: nothing does."""
        return self.reasons[-1] if self.outcome in ("hold", "wait", "none") and self.reasons else None


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
