"""What supervision is made of, as plain frozen values."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

LEVELS = {
    "doctoral": "doctoral", "masters": "master’s", "bachelors": "bachelor’s", "certified": "certified counselor",
    "associate": "associate or trainee", "nurse": "nurse", "peer": "peer specialist",
}  # fmt: skip
KINDS = {"group_note": "Group note", "no_show_note": "No-show note", "staff_part": "Co-facilitator’s own part"}
MOST_DUE_HOURS = 24 * 365
SOON_HOURS = 24


@dataclass(frozen=True, slots=True)
class Rule:
    """Whether notes by somebody with this credential level need a cosignature, and by when. Units: `due_hours` hours.

    `payer_id` None is for every payer, `kind` empty for every kind of note. A version holds from `begins_on` until a
    later one of the same notes begins.
    """

    level: str
    needed: bool
    due_hours: int
    begins_on: date
    source: str
    unverified: bool = True
    payer_id: UUID | None = None
    kind: str = ""
    number: int = 0
    row: UUID | None = None
    """Which record of the clinic says it. Returns None when: it was shipped."""

    @property
    def notes(self) -> tuple[str, UUID | None, str]:
        """Which notes it speaks of."""
        return (self.level, self.payer_id, self.kind)

    @property
    def nearness(self) -> tuple[bool, bool, date, int]:
        """The nearer of two rules decides: for the payer, then for the kind of note, then what was said later."""
        return (self.payer_id is not None, bool(self.kind), self.begins_on, self.number)


@dataclass(frozen=True, slots=True)
class Need:
    """Why a note needs a cosignature, and within how many hours of the author's signature."""

    sentence: str
    due_hours: int
    source: str
    unverified: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """How a note stands with the day it is due on. `tone` is a badge's."""

    due_at: datetime
    words: str
    tone: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a frozen note: where it stands in the content, its heading and its words."""

    place: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a comment hangs. Units: characters (code points) from the beginning of the text; [starts, ends)."""

    place: str
    starts: int
    ends: int
    quote: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that carries the same comments throughout; `marks` are their numbers, 1 the first."""

    text: str
    marks: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    """The comments that end here: their numbers are printed behind it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One supervisee's time in one meeting, as it counts now. Units: `minutes`."""

    id: UUID
    staff_id: UUID
    name: str
    held_on: date
    form: str
    minutes: int
    people: int
    competencies: str
    supervisor: str
    credentials: str
    logged_at: datetime
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """What a log comes to. Units: minutes; `notes` cosigned."""

    individual: int = 0
    group: int = 0
    observed: int = 0
    meetings: int = 0
    notes: int = 0
    lines: tuple[Line, ...] = field(default_factory=tuple)

    @property
    def minutes(self) -> int:
        """All of it."""
        return self.individual + self.group + self.observed
