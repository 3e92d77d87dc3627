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
class Move:
    """A step that somebody can take: its name, what its button says, and what it does in a sentence."""

    key: str
    label: str
    words: str
    dated: bool = False
    """Whether it acts from a day on."""
    needs_why: bool = True


MOVES = {
    each.key: each
    for each in (
        Move("confirm", "Confirm", "It stands in the payer's own text, or the payer said so. It goes on as it is."),
        Move("doubt", "Mark as unverified", "It goes on as it is, and the screens say that nobody has confirmed it."),
        Move(
            "try",
            "Put on trial",
            "It is shown beside what is decided, and decides nothing until it is taken into force.",
        ),
        Move("enforce", "Take into force", "From that day on it decides.", dated=True),
        Move("retire", "Retire", "From that day on it no longer acts, and what is said below it holds.", dated=True),
        Move("review", "Owner and review", "Who looks after it, and when it is looked at next.", needs_why=False),
    )
}


@dataclass(frozen=True, slots=True)
class StepGiven:
    """A step as typed. `owner_id` and `review_on` stay as they are unless the move is a review."""

    move: str
    why: str = ""
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
    def tried(self) -> bool:
        """Whether it is on trial."""
        return self.status == "testing"

    @property
    def decides(self) -> bool:
        """Whether it decides, or decided, anything."""
        return self.begins is not None and (self.until is None or self.begins < self.until)
