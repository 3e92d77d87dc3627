"""What a page may hear, and what it hears."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

CHANNEL = "circlechart_live"


@dataclass(frozen=True, slots=True)
class Ticket:
    """Leave to hear of one thing: for whom, at which origin the page is, and until when (seconds of the epoch)."""

    topic: UUID
    person: UUID
    origin: str
    ends_at: int

    def as_json(self) -> dict[str, Any]:
        """The ticket as it is signed."""
        return {"topic": str(self.topic), "person": str(self.person), "origin": self.origin, "ends_at": self.ends_at}


@dataclass(frozen=True, slots=True)
class News:
    """Something about a thing changed. `what` is a word, such as session or presence; the page asks for the rest."""

    what: str
    topic: UUID


def read(payload: str) -> News | None:
    """This function will read what a row announced. Returns None when: it is no announcement of ours."""
    what, _, key = payload.partition(":")
    try:
        topic = UUID(key)
    except ValueError:
        return None
    return News(what, topic) if what.isalpha() else None
