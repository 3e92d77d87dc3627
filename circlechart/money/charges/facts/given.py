"""What is typed, or read from a file, about charges."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class PairLine:
    """One line of a published file of pair edits."""

    column_1: str
    column_2: str
    first_on: date
    last_on: date | None
    indicator: int
    rationale: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A line of such a file that could not be read: its number, counted from 1, and the mend."""

    number: int
    text: str
    mend: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of loading a file. `unread` are the first of `unread_count`."""

    rows: int
    unread_count: int
    unread: tuple[Unread, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class AuthorizationGiven:
    """An authorization as typed. `units` None: it counts none; no `codes`: it is for any code."""

    number: str
    codes: tuple[str, ...]
    units: int | None
    first_on: date
    last_on: date | None
    status: str


@dataclass(frozen=True, slots=True)
class OverrideGiven:
    """An override as typed. Empty, None and None leave what the rules say."""

    what: str
    reason: str
    rule: str = ""
    code: str = ""
    units: int | None = None
    modifiers: tuple[str, ...] | None = None
