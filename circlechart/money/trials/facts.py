"""What a session comes to under a payer's rules, in words, and how two of them differ. Plain frozen values."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from circlechart.base.kit import money
from circlechart.base.rulebook.facts import CONTRACT, Source, Value
from circlechart.money.charges.facts import Reason
from circlechart.money.payers.facts import OWN_BOOK, Kind

OUTCOMES = {
    "bill": "Charged",
    "hold": "Held",
    "wait": "Waits for a signature",
    "included": "Inside the day's charge",
    "waived": "Not charged, by decision",
    "none": "No charge",
}
TONES = {"bill": "good", "hold": "warn", "wait": "info"}
ON_TRIAL = "Typed to be tried; nobody said it yet"
DAYS = 90
SHORT = 12


def signed(count: int) -> str:
    """This function will say a difference of a count, such as +3."""
    return f"{count:+d}" if count else "0"


def signed_dollars(amount: Decimal) -> str:
    """This function will say a difference of money, such as -$186.00."""
    return f"+{money.in_words(amount)}" if amount > 0 else money.in_words(amount)


def difference(lines: int, amount: Decimal) -> str:
    """This function will say what a change comes to, such as -3 lines, -$186.00."""
    return f"{signed(lines)} {'line' if abs(lines) == 1 else 'lines'}, {signed_dollars(amount)}"


@dataclass(frozen=True, slots=True)
class Change:
    """One rule as if it were another. `value` None: as if the payer had no such rule."""

    kind: Kind
    value: Any
    from_on: date

    def as_value(self) -> Value:
        """The change as a value of the contract, which wins over everything that is said."""
        source = Source(ON_TRIAL, "G", self.from_on)
        return Value(
            self.kind.key,
            self.value,
            self.kind.unit,
            self.from_on,
            None,
            "testing",
            source,
            OWN_BOOK,
            CONTRACT,
            "tried",
        )


@dataclass(frozen=True, slots=True)
class Told:
    """What a client's session comes to. Units: `amount` in dollars; it counts only when it is charged."""

    outcome: str
    line: str
    """The code with its modifiers; empty where nothing is charged."""
    units: int
    amount: Decimal
    sentence: str
    rule: str = ""
    """The rule that holds it; empty where none does."""
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()

    @property
    def words(self) -> str:
        """The outcome in words."""
        return OUTCOMES[self.outcome]

    @property
    def tone(self) -> str:
        """The tone of the outcome's badge."""
        return TONES.get(self.outcome, "neutral")

    @property
    def charged(self) -> Decimal:
        """What would be billed. Units: dollars."""
        return self.amount if self.outcome == "bill" else money.ZERO

    @property
    def same(self) -> tuple[Any, ...]:
        """What a claim would rest on: two that are alike in this do not differ, whatever their words."""
        return (self.outcome, self.line, self.units, self.amount, self.rule)


@dataclass(frozen=True, slots=True)
class Tried:
    """One client of a session: by the rules in force, and with the change. `after` None: nothing was changed."""

    name: str
    minutes: int
    plan: str
    before: Told
    after: Told | None = None

    @property
    def differs(self) -> bool:
        """Whether the change changes what becomes of it."""
        return self.after is not None and self.after.same != self.before.same


@dataclass(frozen=True, slots=True)
class TypedClient:
    """One client of a session that somebody typed."""

    name: str
    minutes: int
    note: str
    diagnoses: int
    plan_id: str
    """The plan that covers the client; `other` for another payer's, empty for none."""
    cosigned: bool = False


@dataclass(frozen=True, slots=True)
class TypedSession:
    """A session that somebody typed. Units: minutes."""

    service: str
    on: date
    minutes: int
    present: int
    staff: int
    level: str
    modality: str
    clients: tuple[TypedClient, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """Client sessions by outcome, and what is charged. Units: dollars."""

    counts: dict[str, int] = field(default_factory=dict)
    money: Decimal = money.ZERO

    @property
    def lines(self) -> int:
        """How many lines would be billed."""
        return self.counts.get("bill", 0)


@dataclass(frozen=True, slots=True)
class Tally:
    """Before and after, for a week, a group or all."""

    title: str
    before: Side
    after: Side
    differing: int = 0

    @property
    def lines(self) -> int:
        """How many lines more; fewer are negative."""
        return self.after.lines - self.before.lines

    @property
    def money(self) -> Decimal:
        """How much more; less is negative. Units: dollars."""
        return self.after.money - self.before.money

    @property
    def difference(self) -> str:
        """What the change comes to, in words."""
        return difference(self.lines, self.money)

    @property
    def lines_words(self) -> str:
        """The difference in lines, as a figure."""
        return signed(self.lines)

    @property
    def lines_hint(self) -> str:
        """The lines before and after."""
        return f"{self.before.lines} to {self.after.lines}"

    @property
    def money_words(self) -> str:
        """The difference in money, as a figure."""
        return signed_dollars(self.money)

    @property
    def money_hint(self) -> str:
        """The money before and after."""
        return f"{money.in_words(self.before.money)} to {money.in_words(self.after.money)}"

    @property
    def outcomes(self) -> list[tuple[str, int, int, int]]:
        """Each outcome in words, with its count before and after, and the difference."""
        sides = [
            (words, self.before.counts.get(key, 0), self.after.counts.get(key, 0)) for key, words in OUTCOMES.items()
        ]
        return [(words, before, after, after - before) for words, before, after in sides if before or after]


@dataclass(frozen=True, slots=True)
class Row:
    """A client's session that would come to something else."""

    client_id: UUID
    session_id: UUID
    name: str
    on: date
    group: str
    minutes: int
    before: Told
    after: Told


@dataclass(frozen=True, slots=True)
class Pile:
    """What would be different in one group in one week."""

    title: str
    rows: tuple[Row, ...]

    @property
    def difference(self) -> str:
        """What it comes to, in words."""
        lines = sum((row.after.outcome == "bill") - (row.before.outcome == "bill") for row in self.rows)
        return difference(lines, sum((row.after.charged - row.before.charged for row in self.rows), money.ZERO))


@dataclass(frozen=True, slots=True)
class Replay:
    """A replay as its page shows it, within somebody's reach."""

    sentence: str
    on: date
    """The day it was run, where the reader is."""
    done: int
    of: int
    sessions: int
    total: Tally
    weeks: tuple[Tally, ...] = ()
    groups: tuple[Tally, ...] = ()
    rows: tuple[Row, ...] = ()
    more: int = 0
    """How many rows are not shown."""

    @property
    def piles(self) -> list[Pile]:
        """The rows by week and group."""
        piled: dict[tuple[date, str], list[Row]] = {}
        for row in self.rows:
            sunday = row.on - timedelta(days=(row.on.weekday() + 1) % 7)
            piled.setdefault((sunday, row.group), []).append(row)
        return [
            Pile(f"{group}, week of {sunday:%m/%d/%Y}", tuple(rows)) for (sunday, group), rows in sorted(piled.items())
        ]

    @property
    def is_short(self) -> bool:
        """Whether all rows are read at a glance."""
        return len(self.rows) <= SHORT

    @property
    def finished(self) -> bool:
        """Whether every week was replayed."""
        return self.done >= self.of


@dataclass(frozen=True, slots=True)
class Given:
    """What is asked to be replayed: a value that was typed, or a version of the rule that is on trial."""

    key: str
    value: Any
    since: date
    until: date
    version_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Replayed:
    """One replay in one line, as the page of its rule shows it. Units: dollars."""

    run_id: UUID
    sentence: str
    who: str
    on: date
    """The day it was run, where the reader is."""
    since: date
    until: date
    finished: bool
    lines: int
    money: Decimal

    @property
    def difference(self) -> str:
        """What it found, in words."""
        return difference(self.lines, self.money)
