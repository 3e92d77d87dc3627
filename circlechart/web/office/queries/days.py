"""What holds for some days, as people say it: through its last day."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that holds for some days; `last_on` is the last of them, as people say it."""

    thing: Any
    first_on: date
    last_on: date | None

    def holds(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.first_on <= on and (self.last_on is None or on <= self.last_on)


def dated(thing: Any, span: Any) -> Dated:
    """This function will pair a thing with its first and last day."""
    return Dated(thing, span.lower, last_day(span.upper))


def last_day(until: date | None) -> date | None:
    """This function will turn the first day after into the last day. Returns None when: it is open."""
    return until - ONE_DAY if until else None
