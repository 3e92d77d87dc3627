"""Plain values about what a change of the schedule would do."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Row:
    """One session that a change would make, move or leave alone."""

    words: str
    why: str = ""
    session_id: UUID | None = None


Rows = tuple[Row, ...]


def fingerprint(*parts: Rows | int) -> str:
    """This function will say in a few letters what somebody was shown."""
    shown = [[(row.words, row.why) for row in part] if isinstance(part, tuple) else part for part in parts]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything a schedule would do; `digest` says whether it is still the same when somebody saves."""

    made: Rows
    moved: Rows
    same: int
    dropped: Rows
    left: Rows
    closed: Rows
    clashes: Rows

    @property
    def digest(self) -> str:
        """A fingerprint of what was shown."""
        return fingerprint(self.made, self.moved, self.dropped, self.left, self.closed, self.clashes, self.same)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A federal holiday, as the calendar proposes it."""

    on: date
    name: str
    known: str = ""


@dataclass(frozen=True, slots=True)
class DayEffect:
    """What closing or opening days would do.

    `cancelled` is taken off by the closed day, `alone` stays as somebody changed it and needs a look, `back` returns
    (with who has its room meanwhile), `added` and `taken_off` are dates at the end of closed groups' cycles, `later` is
    beyond the days for which sessions exist.
    """

    cancelled: Rows = ()
    alone: Rows = ()
    back: Rows = ()
    added: Rows = ()
    taken_off: Rows = ()
    later: Rows = ()

    @property
    def digest(self) -> str:
        """A fingerprint of what was shown."""
        return fingerprint(self.cancelled, self.alone, self.back, self.added, self.taken_off, self.later)

    @property
    def is_empty(self) -> bool:
        """Whether no session is touched."""
        return not (self.cancelled or self.alone or self.back or self.added or self.taken_off or self.later)
