"""What became of a version of a rule."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the status after it, and the day from which it acts or no longer acts."""

    status: str
    from_on: date | None = None
    owner_id: UUID | None = None
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A version as its steps left it. It decides `[begins, until)`."""

    status: str
    decided_as: str
    """Its status while it decided: what is retired was confirmed or unverified before."""
    begins: date | None
    """Returns None when: it decides nothing, because it is on trial."""
    until: date | None
    owner_id: UUID | None
    review_on: date | None
    changed: tuple[date, ...]
    """The days from which what is decided changed, one for each time."""

    @property
    def decides(self) -> bool:
        """Whether it decides, or decided, anything."""
        return self.begins is not None and (self.until is None or self.begins < self.until)
