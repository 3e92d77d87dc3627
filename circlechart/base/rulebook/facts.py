"""A rulebook as frozen values."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

NATIONAL, STATE, PAYER, PLAN, CONTRACT = range(5)
MOST_ANSWERS = 8192
"""So many answers a book remembers; a replay of a year asks for more days than anybody needs at once."""
LEVELS = {"national": NATIONAL, "state": STATE, "payer": PAYER, "plan": PLAN, "contract": CONTRACT}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was read. `trust` is F1 (primary text), F2 (secondary) or G (general knowledge)."""

    title: str
    trust: str
    read_on: date
    url: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One value in force `[effective_from, effective_until)`, with its source and standing."""

    key: str
    value: Any
    unit: str
    effective_from: date
    effective_until: date | None
    status: str
    source: Source
    book: str
    level: int
    version: str = ""
    """The version of its book, or its own number where a clinic set it."""
    row: str = ""
    """Which record of the clinic says it; empty where it was shipped."""

    def in_force(self, on: date) -> bool:
        """This function will say whether the value holds on a day."""
        return self.effective_from <= on and (self.effective_until is None or on < self.effective_until)

    @property
    def unverified(self) -> bool:
        """Whether a person still has to confirm it with the payer's current manual."""
        return self.status == "unverified"


@dataclass(frozen=True, slots=True)
class Case:
    """A case that a rulebook must decide as it says. `given` and `expected` are plain values."""

    name: str
    given: dict[str, Any]
    expected: dict[str, Any]

    @property
    def passes(self) -> bool:
        """Whether the case is billed; the others are held."""
        return self.expected.get("outcome") == "bill"


@dataclass(frozen=True)
class Rulebook:
    """All values of a payer with those it inherits, and the cases that prove them.

    A decision asks some thirty keys of one day, so values are found by key, and answers are remembered.
    """

    name: str
    title: str
    version: str
    values: tuple[Value, ...]
    cases: tuple[Case, ...] = field(default_factory=tuple)

    def find(self, key: str, on: date, scope: str = "") -> Value | None:
        """This function will find the most specific value in force. Returns None when: there is none, which means no rule."""
        found = self.stands(key, on, scope)
        return None if found is None or found.value is None else found

    def stands(self, key: str, on: date, scope: str = "") -> Value | None:
        """This function will find what is said of a key on a day, also that there is no such rule (a value of None).

        The nearest level wins: a contract over its plan, payer, state and nation. Within a level a value said for the
        scope alone (`iop_group.minutes.floor`) wins over the one for all (`minutes.floor`), then what was said later.
        """
        asked, known = (key, on, scope), self._answers
        try:
            return known[asked]
        except KeyError:
            names = (key, f"{scope}.{key}") if scope else (key,)
        found = [each for name in names for each in self._by_key.get(name, ()) if each.in_force(on)]
        answer = max(reversed(found), key=lambda each: (each.level, each.key != key), default=None)
        if len(known) >= MOST_ANSWERS:
            known.clear()
        known[asked] = answer
        return answer

    def get(self, key: str, on: date, default: Any = None, scope: str = "") -> Any:
        """This function will read the value itself, or the default where no rule is known."""
        found = self.find(key, on, scope)
        return default if found is None else found.value

    @cached_property
    def _by_key(self) -> dict[str, list[Value]]:
        by_key: dict[str, list[Value]] = defaultdict(list)
        for value in self.values:
            by_key[value.key].append(value)
        return dict(by_key)

    @cached_property
    def _answers(self) -> dict[tuple[str, date, str], Value | None]:
        return {}

    def overridden(self, title: str, values: Iterable[Value], on: date, version: str | None = None) -> "Rulebook":
        """This function will lay a clinic's own values over the book, under a version that counts those begun by a day.

        A value that begins later leaves the version of earlier days alone, so that what was derived then stays.
        """
        own = tuple(values)
        begun = sum(each.effective_from <= on for each in own)
        counted = f"{self.version}+{begun}" if begun else self.version
        values = (*self.values, *chained(own))
        return replace(self, title=title, version=counted if version is None else version, values=values)


def chained(values: Iterable[Value]) -> list[Value]:
    """This function will end each value where the next of its key and level begins, if it does not end before.

    Of two that begin together the later said wins.
    """
    said: dict[tuple[str, int], dict[date, Value]] = defaultdict(dict)
    for value in values:
        said[value.key, value.level][value.effective_from] = value
    found: list[Value] = []
    for own in said.values():
        days = sorted(own)
        for day, following in zip(days, [*days[1:], None], strict=True):
            until = min(filter(None, (own[day].effective_until, following)), default=None)
            found.append(replace(own[day], effective_until=until))
    return found
