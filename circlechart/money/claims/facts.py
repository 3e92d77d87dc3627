"""What a claim is checked for, and what came of a session, as plain frozen values."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from circlechart.money.clearinghouse.facts import FORMS, MOST_IN_TRANSACTION


@dataclass(frozen=True, slots=True)
class Finding:
    """Something on a claim that must be mended, and how."""

    rule: str
    sentence: str
    mend: str
    at: str = ""
    """Loop and element, such as 2010BA NM109."""
    place: str = ""
    """Where it is mended, as `rules.places` names it; empty when only time or a new claim mends it."""


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding as one person reads it: with the button to where it is mended, or with who else can."""

    sentence: str
    mend: str
    at: str = ""
    label: str = ""
    url: str = ""
    because: str = ""


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
    """The ready claims that go one way: what files would hold. `shown` are the oldest of `count`. Units: dollars."""

    payer: str
    """Whom the file goes to: the payer, or the clearinghouse of several."""
    payer_id: UUID
    count: int
    amount: Decimal
    shown: tuple[Any, ...]
    form: str = "professional"
    most: int = MOST_IN_TRANSACTION
    """Claims that one file holds."""

    @property
    def transaction(self) -> str:
        """What it is in the words of the trade."""
        return FORMS[self.form]

    @property
    def files(self) -> int:
        """How many files the shown claims fill."""
        return -(-len(self.shown) // self.most)

    @property
    def key(self) -> str:
        """What tells it from the others on a page."""
        return f"{self.transaction}-{self.payer_id}"

    @property
    def words(self) -> str:
        """What its button says."""
        if self.files > 1:
            return f"Write {self.files} {self.transaction} files"
        return f"Write the {self.transaction} file"


@dataclass(frozen=True, slots=True)
class Stay:
    """From the start of care to the last day. `discharged_on` is none while it lasts."""

    admitted_on: date
    discharged_on: date | None


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a payer's rules add to a claim, as it was when the claim was built."""

    admission_type: str = ""
    admission_source: str = ""
    occurrences: tuple[tuple[str, date], ...] = ()
    values: tuple[tuple[str, Decimal], ...] = ()
    note: str = ""
    attachments: tuple[tuple[str, str], ...] = ()
    """Report type and how it is sent."""
    billing_provider: str = ""
    """`facility` when the facility bills; empty means the organization."""

    def as_json(self) -> dict[str, Any]:
        """This function will give it as plain values; what is empty is left out."""
        told: dict[str, Any] = {
            "admission_type": self.admission_type,
            "admission_source": self.admission_source,
            "occurrences": [[code, on.isoformat()] for code, on in self.occurrences],
            "amounts": [[code, str(amount)] for code, amount in self.values],
            "note": self.note,
            "attachments": [list(each) for each in self.attachments],
            "billing_provider": self.billing_provider,
        }
        return {key: value for key, value in told.items() if value}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Particulars":
        """This function will read what `as_json` gave."""
        return cls(
            told.get("admission_type", ""),
            told.get("admission_source", ""),
            tuple((code, date.fromisoformat(on)) for code, on in told.get("occurrences", ())),
            tuple((code, Decimal(amount)) for code, amount in told.get("amounts", ())),
            told.get("note", ""),
            tuple((report, way) for report, way in told.get("attachments", ())),
            told.get("billing_provider", ""),
        )


NOTHING_ADDED = Particulars()


@dataclass(frozen=True, slots=True)
class Key:
    """What all lines of a claim share: charges that are alike in this go on one claim."""

    client_id: UUID
    coverage_id: UUID
    facility_id: UUID
    rendering_id: UUID | None
    supervising_id: UUID | None
    place_of_service: str
    service_on: date
    form: str = "professional"
    attending_id: UUID | None = None
    service_through: date | None = None
    facility_code: str = ""
    authorization: str = ""
    part: int = 1
    """Of the lines that one claim does not hold: the first claim has the first of them."""


@dataclass(frozen=True, slots=True)
class BilledLine:
    """One line as it is billed, and the charge that it comes from. Units: dollars."""

    charge_id: UUID
    attendance_id: UUID
    service_on: date
    code: str
    modifiers: tuple[str, ...]
    units: int
    amount: Decimal
    revenue_code: str = ""

    @property
    def said(self) -> tuple[str, ...]:
        """What the payer reads of it. A charge derived anew that says the same is no other line, nor is the session that
        stands for a day when another did before.
        """
        parts = (self.service_on, self.revenue_code, self.code, *self.modifiers)
        return (*map(str, parts), f"×{self.units}", str(self.amount))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A claim that should be in the worklist. An open claim that is none of these is withdrawn; the others are kept."""

    key: Key
    lines: tuple[BilledLine, ...]
    diagnoses: tuple[str, ...]
    frequency: str = "1"
    replaces_id: UUID | None = None
    follows_id: UUID | None = None
    rests_on_id: UUID | None = None
    payer_claim_number: str = ""
    patient_status: str = ""
    condition_codes: tuple[str, ...] = ()
    admitted_on: date | None = None
    particulars: Particulars = NOTHING_ADDED
    rulebook: tuple[str, str] = field(default=("", ""), compare=False)
    """The payer's rules and their version, of which a claim is made; no reason to make it anew."""

    @property
    def said(self) -> tuple[object, ...]:
        """What the payer reads of it."""
        return (self.key, tuple(sorted(line.said for line in self.lines)))


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim that stands with a payer beside what the record says today."""

    claim: Any
    step: str
    """none, wait, replace, void or tell."""
    because: str = ""
    wanted: Wanted | None = None
    """What the claim should say. Returns None when: nothing of it should be billed."""
    mark: str = ""
    """The mark of what it should say."""


@dataclass(frozen=True, slots=True)
class AdjustmentGiven:
    """Why a payer did not pay a part of a line, as typed. Units: dollars."""

    group: str
    reason: str
    amount: Decimal
    quantity: int | None = None


@dataclass(frozen=True, slots=True)
class LineGiven:
    """What a payer decided about one line, as typed. Units: dollars."""

    control_number: str
    paid: Decimal
    adjustments: tuple[AdjustmentGiven, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """A payer's answer to a claim, as typed."""

    kind: str
    answered_on: date
    payer_claim_number: str = ""
    reasons: str = ""
    lines: tuple[LineGiven, ...] = ()


@dataclass(frozen=True, slots=True)
class Unbalanced:
    """What is wrong with a typed answer: where, what was typed, and the reason with its mend."""

    field: str
    value: str
    because: str
    mend: str


@dataclass(frozen=True, slots=True)
class ToldGiven:
    """That a payer was told another way, as typed."""

    how: str
    words: str
    told_on: date


@dataclass(frozen=True, slots=True)
class Happening:
    """One step in the life of a claim, as its page tells it."""

    at: datetime
    icon: str
    tone: str
    words: str
    who: str = ""
    detail: str = ""
    thing: Any = None
    """The claim or file to open. Returns None when: there is none."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One row of a claim beside the one that it corrects."""

    what: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        """Whether the payer reads something else."""
        return self.before != self.after
