"""Plain values about sessions, schedules and what a change of a schedule would do."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

FOLLOWS = frozenset({"untouched", "closed", "dropped"})


@dataclass(frozen=True, slots=True)
class Expected:
    """A client who is expected in a session, and why. `basis` is member, guest or makeup."""

    client_id: UUID
    enrollment_id: UUID | None
    basis: str
    modality: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One weekday meeting of a schedule: a date-only rule, a wall time, a room, and who usually works there."""

    key: UUID
    rule: str
    anchor_on: date
    starts: time
    minutes: int
    room_id: UUID | None
    staff: tuple[tuple[str, UUID], ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A day on which a slot's rule falls."""

    slot: Slot
    on: date

    @property
    def key(self) -> tuple[UUID, date]:
        """What a session that this meeting makes is found by, ever after."""
        return self.slot.key, self.on


@dataclass(frozen=True, slots=True)
class Made:
    """A session that exists, by the slot and day it was made for.

    `standing` is untouched, touched (somebody changed this one), cancelled (by somebody), closed (by a closure),
    dropped (by the schedule) or over (it has started, or its day is past).
    """

    session_id: UUID
    key: UUID
    on: date
    standing: str

    @property
    def is_dropped(self) -> bool:
        """Whether its schedule has taken it off."""
        return self.standing == "dropped"

    @property
    def is_live(self) -> bool:
        """Whether it stands on the schedule, or would but for a closed day."""
        return self.standing in ("untouched", "touched", "closed")

    @property
    def follows(self) -> bool:
        """Whether the schedule may move it: nobody changed this one by hand."""
        return self.standing in FOLLOWS


@dataclass(frozen=True, slots=True)
class Plan:
    """What a schedule makes of the sessions that exist."""

    make: tuple[Meeting, ...] = ()
    follow: tuple[tuple[Made, Meeting], ...] = ()
    rekey: tuple[tuple[Made, date], ...] = ()
    drop: tuple[Made, ...] = ()
    left: tuple[Made, ...] = ()


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a room or a person already: what is taken, by whom, from when until when."""

    resource: str
    by: str
    starts: str
    ends: str
    session_id: UUID | None = None

    @property
    def words(self) -> str:
        """As the warning on a session says it."""
        return f"{self.resource} is taken by {self.by}, {self.starts} to {self.ends}"


@dataclass(frozen=True, slots=True)
class When:
    """Where and when one session is to be, and who works there: what “this one only” changes."""

    local_on: date
    local_start: time
    duration_minutes: int
    room_id: UUID | None
    modality: str
    staff: tuple[tuple[str, UUID], ...]


@dataclass(frozen=True, slots=True)
class Era:
    """A schedule in force: its slots, from a day on, until (and without) another or without end."""

    from_on: date
    until: date | None
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """A day on which a facility is closed, as somebody typed it."""

    on: date
    name: str
    policy: str = "skip"
