"""Plain values about sessions."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Expected:
    """A client who is expected in a session, and why. `basis` is member, guest or makeup."""

    client_id: UUID
    enrollment_id: UUID | None
    basis: str
    modality: str
