"""A client's care as plain frozen values."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from circlechart.care.plans.facts import Compliance, Standing


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a client's care. It speaks of this client alone."""

    on: date
    what: str
    words: str = ""
    tone: str = "neutral"
    icon: str = "dot"
    url: str = ""


@dataclass(frozen=True, slots=True)
class RowPlan:
    """Where the plan of one client on a roster stands, and what was done of it."""

    attendance_id: UUID
    client_id: UUID
    standing: Standing
    done: Compliance | None


@dataclass(frozen=True, slots=True)
class PlacePlan:
    """Where the plan of somebody stands who has a place in a group, or waits for one."""

    client_id: UUID
    name: str
    standing: Standing
