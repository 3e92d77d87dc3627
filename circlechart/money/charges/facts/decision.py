"""A charge decision and what it is made from, as plain frozen values."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Other:
    """Another session of the client's day that this payer would be charged for by itself. Units: `minutes` present."""

    code: str
    minutes: int = 0
    earlier: bool = True
    """Whether it began before this one."""
    signed: bool = True


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair edit in the shape of the NCCI tables: the second code is not paid beside the first of the same day.

    `indicator` 0: never; 1: with a modifier that says that it was distinct; 9: the edit does not apply.
    """

    column_1: str
    column_2: str
    indicator: int
    source: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """What somebody decided against a payer's rule: which holds are released, and what the line says instead.

    `code` empty, `units` 0 and `modifiers` None leave what the rules say. `words` name who, when and why.
    """

    words: tuple[str, ...] = ()
    released: frozenset[str] = frozenset()
    code: str = ""
    units: int = 0
    modifiers: tuple[str, ...] | None = None
    waived: bool = False


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
    cosign_asked: str = ""
    """Why the rules of supervision want this note cosigned; empty when they do not. The payer's own rule stands beside."""
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
    same_day: tuple[Other, ...] = ()
    """The client's other sessions of the day that the same payer would be charged for by themselves."""
    pairs: tuple[Pair, ...] = ()
    """Pair edits between those codes and this one, in the payer's table."""
    authorization: str = ""
    """The number of the authorization that covers the day."""
    authorized_left: int | None = None
    """Units that it still has. Returns None when: it counts none."""
    authorized_codes: tuple[str, ...] = ()
    """Codes that the authorization names; empty when it is for any."""
    week_minutes: int | None = None
    """Minutes present in the payer's week, over all the client's sessions with the same code. None: nobody asks."""
    week_over: bool = False
    goals: int = 1
    """How many of the client's goals the note speaks of."""
    override: Override = Override()


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
    """What becomes of a client's session.

    `outcome` is bill, wait (a signature is missing), hold, included (in what another session of the day is charged),
    waived (somebody decided so) or none.
    """

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
    provided: str = ""
    """The code that the session carries by itself, whatever the rest of the day and the record make of it."""

    @property
    def billable(self) -> tuple[str, str, tuple[str, ...], int, bool, bool, str]:
        """What a claim would say of it, and what stands in its way: two decisions alike in this are the same charge."""
        blocking = self.blocking
        stops = f"{blocking.rule}: {blocking.sentence}" if blocking else ""
        return (self.outcome, self.code, self.modifiers, self.units, self.supervised, self.by_supervisor, stops)

    @property
    def blocking(self) -> Reason | None:
        """The reason that stops the charge. Returns None when: nothing does."""
        return self.reasons[-1] if self.outcome != "bill" and self.reasons else None
