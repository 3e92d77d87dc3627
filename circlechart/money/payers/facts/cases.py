"""The cases that prove a rule: what happened, whether the rule lets it through, and what it comes to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from circlechart.base.rulebook.facts import Rulebook

Facts = Mapping[str, Any]
WHOLE: dict[str, Any] = {
    "service": "group_psychotherapy", "came": True, "minutes": 60, "modality": "in_person", "present": 8, "members": 8,
    "staff": 1, "rendering_level": "masters", "cosigned": False, "authorized": False,
}  # fmt: skip
"""An ordinary session. A case says what differs; `came` is false for a client who did not come."""


@dataclass(frozen=True, slots=True)
class CaseGiven:
    """A case as typed. `passes`: it is billed, or carries what the rule says."""

    passes: bool
    given: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a case comes to under a book."""

    outcome: str
    line: tuple[Any, ...] = ()
    """What a claim would say of it."""
    warned: tuple[str, ...] = ()
    cites: frozenset[str] = field(default_factory=frozenset)
    """Keys of the values that it rests on."""
    words: str = ""


Evaluate = Callable[[Facts, Rulebook, date], Outcome]


@dataclass(frozen=True, slots=True)
class Proved:
    """A case with what it comes to under the rule."""

    passes: bool
    given: dict[str, Any]
    outcome: str
    happened: str
    comes_to: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """A case that a kind suggests, with what it comes to."""

    case: CaseGiven
    told: Proved
