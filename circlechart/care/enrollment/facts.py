"""Groups, rosters and waitlists as plain frozen values."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Seats:
    """How full a group is on a day, and how many wait."""

    taken: int
    capacity: int
    waiting: int

    @property
    def free(self) -> int:
        """Seats nobody has."""
        return max(self.capacity - self.taken, 0)

    @property
    def tone(self) -> str:
        """Green with room, amber when full."""
        return "good" if self.free else "warn"

    @property
    def words(self) -> str:
        """What the badge says."""
        return f"{self.taken} of {self.capacity} seats" if self.free else f"Full, {self.capacity} seats"


@dataclass(frozen=True, slots=True)
class Place:
    """One client's place: on the roster with its days, or on the waitlist with its turn."""

    enrollment_id: UUID
    client_id: UUID
    name: str
    pronouns: str
    chart_number: str
    status: str
    from_on: date | None
    last_on: date | None
    since: datetime | None
    offered_until: datetime | None
    priority: int

    @property
    def has_urgency(self) -> bool:
        """Whether somebody was put before the others."""
        return self.priority < ORDINARY


@dataclass(frozen=True, slots=True)
class GroupGiven:
    """What a group is, as somebody typed it."""

    facility_id: UUID
    name: str
    kind: str
    service: str
    capacity: int
    minimum_size: int | None
    default_modality: str
    program_id: UUID | None
    curriculum_version_id: UUID | None
    cancel_policy: str
    advance_on: str
    state: str = "active"


@dataclass(frozen=True, slots=True)
class CycleGiven:
    """A cycle of a closed group, as somebody typed it. `enrolling` is whether a new one takes clients at once."""

    target_sessions: int
    start_on: date
    enrollment_cutoff: int | None
    enrolling: bool = True


ORDINARY = 100
