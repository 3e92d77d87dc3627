"""What a note is made of, as plain frozen values."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

ENTRY_TEXTS = ("response", "progress", "plan", "free_text")
NARRATIVE_TEXTS = ("topic", "interventions", "content")
PART_TEXTS = ("interventions",)
PARTICIPATION = {1: "Minimal", 2: "Some", 3: "Active", 4: "Very active"}


@dataclass(frozen=True, slots=True)
class StaffLine:
    """Somebody who worked in the session, as printed on every note of it."""

    staff_id: UUID
    name: str
    credentials: str
    role: str


@dataclass(frozen=True, slots=True)
class NoteHeader:
    """The facts that every note of a session carries. Times are wall time at the facility, with the zone's name."""

    group: str
    facility: str
    service_on: date
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    staff: tuple[StaffLine, ...]
    number_present: int

    @property
    def hours(self) -> str:
        """From when to when, as people say it, with the zone."""
        return f"{self.starts_at:%-I:%M %p}–{self.ends_at:%-I:%M %p} ({self.time_zone})"


@dataclass(frozen=True, slots=True)
class NarrativeText:
    """The shared part, which names no client."""

    topic: str = ""
    interventions: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class EntryText:
    """One client's layer. `participation` is 1 to 4; `goals` are (number, text) pairs."""

    participation: int | None = None
    response: str = ""
    progress: str = ""
    plan: str = ""
    free_text: str = ""
    goals: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """All that was typed for this client, for comparison with other entries."""
        return "\n".join(getattr(self, name) for name in ENTRY_TEXTS if getattr(self, name).strip())


@dataclass(frozen=True, slots=True)
class PersonName:
    """The names by which a group member might be mentioned, or a relative of theirs; `own` is whose note it is."""

    client_id: UUID
    first_names: tuple[str, ...]
    last_name: str
    relative_of: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """Everything that decides whether a client's note can be signed, and what it will say.

    `note_owed` is group_note, no_show_note, none or undecided. `intervals` are (kind, from, to, reason), wall time.
    """

    attendance_id: UUID
    client_id: UUID
    client_name: str
    chart_number: str
    birth_on: date
    status: str
    minutes: int
    intervals: tuple[tuple[str, str, str, str], ...]
    reason: str
    note_owed: str
    entry: EntryText = field(default_factory=EntryText)
    running: bool = False


@dataclass(frozen=True, slots=True)
class Blocker:
    """Why a note cannot be signed yet (`blocks`), or what its author should look at again.

    `word` is what to show there, and `instead` what to write in its place.
    """

    rule: str
    sentence: str
    blocks: bool = True
    field: str = ""
    word: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A note as it would be signed now: its frozen content, hash, and what stands in the way."""

    attendance_id: UUID
    client_id: UUID
    client_name: str
    attendance_rev: int
    kind: str
    content: dict[str, Any]
    content_hash: str
    blockers: tuple[Blocker, ...]
    seen: dict[str, str] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        return not any(blocker.blocks for blocker in self.blockers)

    @property
    def named(self) -> tuple[str, ...]:
        """The names of others that stand in this note, to be shown where they stand."""
        return tuple(blocker.word for blocker in self.blockers if blocker.word)


@dataclass(frozen=True, slots=True)
class PartDraft:
    """A co-worker's own part as it would be signed now."""

    session_staff_id: UUID
    content: dict[str, Any]
    content_hash: str
    blockers: tuple[Blocker, ...]

    @property
    def ready(self) -> bool:
        return not any(blocker.blocks for blocker in self.blockers)

    @property
    def named(self) -> tuple[str, ...]:
        """The names of group members that stand in this part."""
        return tuple(blocker.word for blocker in self.blockers if blocker.word)


@dataclass(frozen=True, slots=True)
class SigningDesk:
    """What one person has to sign in one session, and what they signed before."""

    drafts: tuple[Draft, ...]
    part: PartDraft | None
    credentials: str
    signed_before: int

    @property
    def ready(self) -> int:
        return sum(draft.ready for draft in self.drafts) + bool(self.part and self.part.ready)

    @property
    def named(self) -> tuple[str, ...]:
        """The names of group members that stand in the shared narrative or in a note of somebody else."""
        return tuple(dict.fromkeys(word for draft in self.drafts for word in draft.named))

    @property
    def sign_words(self) -> str:
        """What the signing button says."""
        notes = sum(draft.ready for draft in self.drafts)
        words = [f"{notes} {'note' if notes == 1 else 'notes'}"] if notes else []
        return "Sign " + " and ".join(words + (["my part"] if self.part and self.part.ready else []))


@dataclass(frozen=True, slots=True)
class Saved:
    """The outcome of a save: the revision, the fields as they now stand, and who else wrote where both changed one place."""

    rev: int
    outcome: str
    fields: dict[str, Any]
    mine: dict[str, Any] = field(default_factory=dict)
    clashed: tuple[str, ...] = ()
    other: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A note that was not signed in a ceremony, and why."""

    attendance_id: UUID
    client_name: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ceremony:
    """What one act of signing did."""

    signed: tuple[UUID, ...]
    refused: tuple[Refused, ...]
    part_signed: bool
