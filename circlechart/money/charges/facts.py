"""A charge decision and what it is made from, as plain frozen values."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ChargeCase:
    """Everything that decides a charge. Units: `minutes` present, `present` clients in the room."""

    service_on: date
    minutes: int
    service: str = "group_psychotherapy"
    modality: str = "in_person"
    present: int = 8
    note: str = "signed"
    """signed, unsigned or none (no note is owed, so nothing was provided)."""
    note_matches: bool = True
    """Whether the signed note still says what attendance says."""
    rendering_level: str = "masters"
    """The highest credential level of the lead; empty when they have none in force."""
    rendering_npi: str = "1234567893"
    cosigned: bool = False
    diagnoses: int = 1
    covered: bool = True
    running: bool = False
    elsewhere: str = ""
    """Another group that counts the same minutes of this client, in words; empty when there is none."""
    session_minutes: int | None = None
    """How long the session ran. Returns None when: it is not known."""
    members: int | None = None
    """How many of those present this payer covers. Returns None when: it is not known."""
    staff: int = 1
    """How many staff worked in the room."""
    used_day: int = 0
    """Units of the same code that other sessions of the day charge already; likewise of the week and of the year."""
    used_week: int = 0
    used_year: int = 0
    authorized: bool = False
    signed_after_hours: int = 0
    days_since: int = 0
    """From the day of service to the day on which it is decided."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of a decision: the rule, what it says of this case, and where the value was read."""

    rule: str
    sentence: str
    source: str = ""
    unverified: bool = False
    key: str = ""
    """The rulebook value that it rests on; empty where none does."""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a client's session. `outcome` is bill, wait (a signature is missing), hold or none."""

    outcome: str
    code: str = ""
    modifiers: tuple[str, ...] = ()
    units: int = 0
    reasons: tuple[Reason, ...] = field(default_factory=tuple)
    supervised: bool = False
    """Whether the payer wants the supervisor who cosigned on the claim."""
    by_supervisor: bool = False
    """Whether the supervisor who cosigned is the rendering provider for this payer."""
    warnings: tuple[Reason, ...] = field(default_factory=tuple)
    """What stops nothing and should be known."""

    @property
    def billable(self) -> tuple[str, str, tuple[str, ...], int, bool, bool, str]:
        """What a claim would say of it, and what stands in its way: two decisions alike in this are the same charge."""
        blocking = self.blocking
        stops = f"{blocking.rule}: {blocking.sentence}" if blocking else ""
        return (self.outcome, self.code, self.modifiers, self.units, self.supervised, self.by_supervisor, stops)

    @property
    def blocking(self) -> Reason | None:
        """The reason that stops the charge. Returns None when: nothing does."""
        return self.reasons[-1] if self.outcome in ("hold", "wait", "none") and self.reasons else None


@dataclass(frozen=True, slots=True)
class EffectLine:
    """One client in Today's effect."""

    name: str
    minutes: int
    note: str
    words: str
    detail: str
    tone: str
    payer: str
    amount: Decimal | None = None
    task: str = ""
    crowded: str = ""
    """The payer's largest group and how many are present, when they are too many for this payer."""

    @property
    def summary(self) -> str:
        """The line in one phrase, as when two of them are compared."""
        said = f"{self.words} ${self.amount}" if self.amount is not None else self.words
        return f"{self.minutes} min, {said}" if self.minutes else said


@dataclass(frozen=True, slots=True)
class Hold:
    """A kind of hold as a biller reads it: what it is, what releases it, and where that is done."""

    title: str
    release: str
    place: str = ""
    """client, payer or empty: the chart of the client, or the rules of the payer."""


SHORT = 6
NOTHING_IF_RIGHT = "If that is right, nothing is charged. If not, the facilitator corrects attendance."
HOLDS: dict[str, Hold] = {
    "no-coverage": Hold("No coverage on the day", "Add the coverage that was in force, or bill the client.", "client"),
    "counted-elsewhere": Hold(
        "Counted in two groups at the same time", "A facilitator corrects attendance in one of the two."
    ),
    "service-not-covered": Hold(
        "The payer has no code for the service", "Ask the payer, then set the code among the payer's rules.", "payer"
    ),
    "credential-not-allowed": Hold(
        "The payer does not accept the lead's credential",
        "Somebody whom the payer accepts must lead next time. If the payer's rule is wrong, correct it.",
        "payer",
    ),
    "cosign-missing": Hold("Not cosigned", "The lead's supervisor cosigns the note."),
    "rendering-npi-missing": Hold("The lead has no NPI", "An administrator adds it to the staff record."),
    "under-the-floor": Hold("Too few minutes", NOTHING_IF_RIGHT, "payer"),
    "session-too-short": Hold("The session was too short for the payer", NOTHING_IF_RIGHT, "payer"),
    "staff-ratio": Hold(
        "Too few staff for the payer",
        "If more staff worked, add them to the session. If not, nothing is charged.",
        "payer",
    ),
    "cap-reached": Hold("The payer's most units are charged", "Ask the payer for more, or charge nothing.", "payer"),
    "too-many-modifiers": Hold("More modifiers than a line carries", "Correct the payer's rules.", "payer"),
    "telehealth-not-taken": Hold(
        "The payer does not take it by telehealth",
        "If it was a visit, the facilitator corrects attendance. If the payer's rule is wrong, correct it.",
        "payer",
    ),
    "authorization-missing": Hold(
        "No authorization", "Record the payer's authorization in the client's chart.", "client"
    ),
    "note-late": Hold("The note was signed too late for the payer", "Ask the payer, or charge nothing.", "payer"),
    "no-whole-unit": Hold("No whole unit", NOTHING_IF_RIGHT, "payer"),
    "group-too-large": Hold("The group was too large for the payer", NOTHING_IF_RIGHT, "payer"),
    "group-too-small": Hold("The group was too small for the payer", NOTHING_IF_RIGHT, "payer"),
    "diagnosis-missing": Hold("No diagnosis on the day", "A clinician sets it in the client's chart.", "client"),
    "note-and-attendance-differ": Hold(
        "Note and attendance differ", "The author adds an addendum, or the correction is undone."
    ),
    "session-running": Hold("The session is still running", "It ends."),
    "unsigned": Hold("Not signed", "The author signs the note."),
}


@dataclass(frozen=True, slots=True)
class Pile:
    """Charges that one mend would release. `shown` are the oldest of `count`."""

    rule: str
    payer: str
    payer_id: UUID | None
    count: int
    shown: tuple[Any, ...]

    @property
    def hold(self) -> Hold:
        """What it is, and what releases it."""
        return HOLDS[self.rule]

    @property
    def is_short(self) -> bool:
        """Whether all of it is read at a glance."""
        return self.count <= SHORT

    @property
    def same_words(self) -> str:
        """The sentence that all of them share; empty when they differ."""
        said = {each.hold_sentence for each in self.shown}
        return said.pop() if len(said) == 1 else ""
