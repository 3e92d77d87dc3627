"""What a claim is checked for, and what came of a session, as plain frozen values."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Finding:
    """Something on a claim that must be mended, and how."""

    rule: str
    sentence: str
    mend: str
    at: str = ""
    """Loop and element, such as 2010BA NM109."""


@dataclass(frozen=True, slots=True)
class ClientOutcome:
    """What came of a session for one client. `charged` is bill, wait, hold or none, as charges decide it."""

    name: str
    minutes: int
    signed_note_id: UUID | None
    left: str
    """Why the owed note is not signed; empty when it is, or none is owed."""
    charged: str
    charge: str
    because: str
    """Why it waits or is held."""
    payer: str
    amount: Decimal
    claim_id: UUID | None = None
    claim: str = ""
    """The claim's status in words; empty when there is none."""

    @property
    def held(self) -> bool:
        """Whether the note is signed and the charge is held or waits all the same."""
        return not self.left and self.charged in ("hold", "wait")


@dataclass(frozen=True, slots=True)
class SessionOutcome:
    """What came of a session: notes, charges, holds, claims. `parts` are (name, whether signed) of co-workers."""

    clients: tuple[ClientOutcome, ...]
    parts: tuple[tuple[str, bool], ...]

    @property
    def left(self) -> tuple[ClientOutcome, ...]:
        """Whose owed note is not signed."""
        return tuple(each for each in self.clients if each.left)

    @property
    def held(self) -> tuple[ClientOutcome, ...]:
        """Whose charge is stopped although the note is signed."""
        return tuple(each for each in self.clients if each.held)

    @property
    def counts(self) -> tuple[str, ...]:
        """What there is of each, in words, such as “8 notes signed”, “6 charges”, “1 hold”."""
        parts = sum(signed for _, signed in self.parts)
        counts = (
            (sum(each.signed_note_id is not None for each in self.clients), "note signed", "notes signed"),
            (parts, "part signed", "parts signed"),
            (len(self.left), "note not signed", "notes not signed"),
            (sum(each.charged == "bill" for each in self.clients), "charge", "charges"),
            (sum(each.held and each.charged == "wait" for each in self.clients), "charge waits", "charges wait"),
            (sum(each.held and each.charged == "hold" for each in self.clients), "hold", "holds"),
            (sum(bool(each.claim) for each in self.clients), "claim", "claims"),
        )
        return tuple(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)


@dataclass(frozen=True, slots=True)
class Batch:
    """The ready claims of one payer: what one file would hold. `shown` are the oldest of `count`. Units: dollars."""

    payer: str
    payer_id: UUID
    count: int
    amount: Decimal
    shown: tuple[Any, ...]
