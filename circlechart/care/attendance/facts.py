"""Attendance as plain frozen values: what the board of a session shows, and everything derived from it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from circlechart.base.kit import walltime

CHOICES = ("present", "late", "left_early", "no_show", "excused")
MORE_CHOICES = ("cancelled_late", "cancelled_timely", "elsewhere", "removed", "expected")
IN_THE_ROOM = frozenset({"attended", "removed"})
STATUS_WORDS = {
    "expected": "Not marked yet",
    "present": "Present",
    "late": "Late",
    "left_early": "Left early",
    "partial": "Present in part",
    "no_show": "No-show",
    "excused": "Excused",
    "cancelled_late": "Cancelled late",
    "cancelled_timely": "Cancelled in time",
    "facility_cancelled": "Facility cancelled",
    "elsewhere": "In another service",
    "removed": "Removed",
    "void": "Void",
}
BASIS_WORDS = {
    "member": "Member",
    "guest": "Guest",
    "makeup": "Make-up",
    "late_add": "Added late",
    "observer": "Observer",
}


@dataclass(frozen=True, slots=True)
class Interval:
    """A span that the client was present, or out for a reason; an open end lasts until the session ends. Kept in UTC."""

    kind: str
    start: datetime
    end: datetime | None
    reason: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", walltime.utc(self.start))
        object.__setattr__(self, "end", self.end and walltime.utc(self.end))


@dataclass(frozen=True, slots=True)
class RowFacts:
    """One client's attendance with what follows from it. Units: `minutes` are whole minutes that count."""

    attendance_id: UUID
    client_id: UUID
    name: str
    basis: str
    modality: str
    disposition: str
    status: str
    reason: str
    intervals: tuple[Interval, ...]
    arrived_at: datetime | None
    left_at: datetime | None
    minutes: int
    note_owed: str
    rev: int
    frozen: bool = False
    stray: bool = False

    @property
    def choice(self) -> str:
        """Which of the five choices of the screen this is; empty for what they do not cover."""
        if self.disposition == "attended":
            return "late" if self.arrived_at else "left_early" if self.left_at else "present"
        return self.disposition if self.disposition in CHOICES else ""

    @property
    def more(self) -> str:
        """Which of the rarer choices this is; empty for the five of the row."""
        return self.disposition if self.disposition in MORE_CHOICES else ""

    @property
    def status_words(self) -> str:
        """The status as people say it."""
        words = STATUS_WORDS[self.status]
        return f"{words}, left early" if self.arrived_at and self.left_at else words

    @property
    def basis_words(self) -> str:
        """Why the client is on this roster."""
        return BASIS_WORDS[self.basis]

    @property
    def is_out(self) -> bool:
        """Whether the client is out of the room now."""
        return any(each.kind == "out" and each.end is None for each in self.intervals)

    def clocked(self, zone: str, ended_at: datetime | None) -> tuple[tuple[str, str, str, str], ...]:
        """The intervals as a note prints them; an open one lasts until the session ends."""
        ends = [(each, each.end or ended_at) for each in self.intervals]
        return tuple((one.kind, _clock(one.start, zone), _clock(end, zone), one.reason) for one, end in ends)

    def as_json(self, zone: str) -> dict[str, Any]:
        """This function will describe the row for the page's script. Shape: marks.js `apply`."""

        def field(at: datetime | None) -> str:
            return walltime.local(at, zone).strftime("%H:%M") if at else ""

        return {
            "rev": self.rev,
            "choice": self.choice,
            "disposition": self.disposition,
            "status": self.status_words,
            "arrived": field(self.arrived_at),
            "left": field(self.left_at),
            "reason": self.reason,
            "minutes": self.minutes,
            "owed": self.note_owed,
            "is_out": self.is_out,
            "frozen": self.frozen,
            "more": self.more,
            "stray": self.stray,
            "outs": [
                [_clock(each.start, zone), _clock(each.end, zone), each.reason]
                for each in self.intervals
                if each.kind == "out"
            ],
        }


def _clock(at: datetime | None, zone: str) -> str:
    return walltime.clock(at, zone) if at else ""


@dataclass(frozen=True, slots=True)
class Board:
    """A session's roster with everybody's attendance."""

    session_id: UUID
    status: str
    time_zone: str
    starts_at: datetime
    ends_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    rows: tuple[RowFacts, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that a disposition drives, and why. `kind` is note, charge, weekly_minutes, fee, plan or task."""

    kind: str
    value: str
    because: str


@dataclass(frozen=True, slots=True)
class Difference:
    """An effect before and after a correction; an empty side means that there was none, or is none any more."""

    kind: str
    before: str
    after: str
    because: str

    @property
    def kind_words(self) -> str:
        """What the effect is called on the screen."""
        return EFFECT_WORDS[self.kind]


EFFECT_WORDS = {
    "note": "Note",
    "charge": "Charge",
    "weekly_minutes": "Weekly minutes",
    "fee": "No-show fee",
    "plan": "Plan attendance",
    "task": "Task",
}


@dataclass(frozen=True, slots=True)
class OutTime:
    """A span out of the room, as typed in a correction. An open end lasts until the session ends."""

    start: datetime
    end: datetime | None
    reason: str


def _instant(value: str) -> datetime:
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError("a time without its zone")
    return found


@dataclass(frozen=True, slots=True)
class Mark:
    """What was chosen for a client. Times alone say late or left early; `None` leaves a time as it is.

    `outs` replaces all out-times; `None` leaves them.
    """

    choice: str = ""
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    clear_arrived: bool = False
    clear_left: bool = False
    reason: str = ""
    outs: tuple[OutTime, ...] | None = None

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "Mark":
        """This function will read what `as_plain` wrote. Raises: ValueError, KeyError or TypeError for anything else."""

        def at(value: Any) -> datetime | None:
            return _instant(value) if value else None

        outs = plain.get("outs")
        return cls(
            choice=str(plain["choice"]),
            arrived_at=at(plain.get("arrived_at")),
            left_at=at(plain.get("left_at")),
            clear_arrived=bool(plain.get("clear_arrived")),
            clear_left=bool(plain.get("clear_left")),
            reason=str(plain.get("reason", "")),
            outs=None
            if outs is None
            else tuple(OutTime(_instant(start), at(end), str(why)) for start, end, why in outs),
        )

    def as_plain(self) -> dict[str, Any]:
        """This function will describe the mark for the attendance log. Shape: JSON values, instants as ISO 8601."""
        plain: dict[str, Any] = {"choice": self.choice}
        for name in ("arrived_at", "left_at"):
            at = getattr(self, name)
            if at is not None:
                plain[name] = at.isoformat()
        for name in ("clear_arrived", "clear_left", "reason"):
            if getattr(self, name):
                plain[name] = getattr(self, name)
        if self.outs is not None:
            plain["outs"] = [
                [each.start.isoformat(), each.end.isoformat() if each.end else None, each.reason] for each in self.outs
            ]
        return plain


@dataclass(frozen=True, slots=True)
class Credit:
    """What one session counts for on a client's way through a curriculum. `made_up_on` is the day that was missed."""

    curriculum_id: UUID
    title: str
    on: date
    minutes: int
    group: str
    made_up_on: date | None = None
