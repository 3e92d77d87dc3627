"""The facts of an 837P: what each field becomes, loop and element. Guide 005010X222A1."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from circlechart.base.formats.x12.benefits import Adjudication, OtherPayer
from circlechart.base.formats.x12.details import Attachment, Contract
from circlechart.base.formats.x12.parties import (
    Billing,
    Dependent,
    Facility,
    Payer,
    Provider,
    Receiver,
    Submitter,
    Subscriber,
)


@dataclass(frozen=True, slots=True)
class Dates:
    """2300 DTP: the dates a payer may ask for beside the dates of service."""

    onset_on: date | None = None
    """DTP03 after 431: onset of the current illness."""
    first_treated_on: date | None = None
    """DTP03 after 454: initial treatment."""
    last_seen_on: date | None = None
    """DTP03 after 304."""
    acute_on: date | None = None
    """DTP03 after 453: acute manifestation of a chronic condition."""
    accident_on: date | None = None
    """DTP03 after 439: goes with `causes` of the claim."""
    admitted_on: date | None = None
    """DTP03 after 435: related hospitalization."""
    discharged_on: date | None = None
    """DTP03 after 096."""


NO_DATES = Dates()


@dataclass(frozen=True, slots=True)
class Line:
    """2400: one service."""

    control_number: str
    """REF02 after 6R: comes back on the remittance, so that the payment finds its line. Unique within the claim."""
    code: str
    """SV101-2 after HC."""
    amount: Decimal
    """SV102."""
    units: int
    """SV104 after UN."""
    service_on: date
    """DTP03 after 472 and D8."""
    pointers: tuple[int, ...]
    """SV107: one to four positions in the claim's diagnoses, 1 for the first."""
    modifiers: tuple[str, ...] = ()
    """SV101-3 to SV101-6: at most four."""
    place: str = ""
    """SV105, only when it differs from CLM05-1."""
    authorization: str = ""
    """REF02 after G1, when it differs from the claim's."""
    service_through: date | None = None
    """DTP03 after 472 and RD8, when the line covers more than one day."""
    description: str = ""
    """SV101-7: for a code that is not otherwise classified."""
    note: str = ""
    """NTE02 after ADD."""
    rendering: Provider | None = None
    """2420A: when it differs from the claim's."""
    facility: Facility | None = None
    """2420C: when it differs from the claim's."""
    supervising: Provider | None = None
    """2420D: when it differs from the claim's."""
    referring: Provider | None = None
    """2420F: when it differs from the claim's."""
    adjudications: tuple[Adjudication, ...] = ()
    """2430: at most fifteen."""


@dataclass(frozen=True, slots=True)
class Claim:
    """2300 with its 2310 and 2320 loops and 2400 lines."""

    control_number: str
    """CLM01: at most 20 characters come back reliably on the remittance."""
    trace_number: str
    """REF02 after D9: unique for each claim in each file."""
    billing: Billing
    payer: Payer
    subscriber: Subscriber
    lines: tuple[Line, ...]
    """2400: at most fifty; `split` divides a longer claim."""
    diagnoses: tuple[str, ...]
    """HI: the first with ABK, the others with ABF; at most twelve, without the dot."""
    place: str
    """CLM05-1: place of service."""
    dependent: Dependent | None = None
    rendering: Provider | None = None
    """2310B: when it differs from the billing provider; for a clinic always."""
    facility: Facility | None = None
    """2310C."""
    supervising: Provider | None = None
    """2310D: only when the payer asks for it."""
    referring: Provider | None = None
    """2310A with DN."""
    primary_care: Provider | None = None
    """2310A with P3: who sent the patient to the referring provider; only together with `referring`."""
    frequency: str = "1"
    """CLM05-3: 1 original, 7 replacement, 8 void."""
    payer_claim_number: str = ""
    """REF02 after F8: required with frequency 7 and 8."""
    authorization: str = ""
    """REF02 after G1."""
    referral_number: str = ""
    """REF02 after 9F."""
    authorization_exception: str = ""
    """REF02 after 4N: why there is no authorization, 1 to 7."""
    medical_record_number: str = ""
    """REF02 after EA."""
    demonstration: str = ""
    """REF02 after P4: a payer's project or programme."""
    note: str = ""
    """NTE02."""
    note_kind: str = "ADD"
    """NTE01: ADD additional, CER certification, DCP goals and plans, DGN diagnosis, TPO third party."""
    accepts_assignment: str = "A"
    """CLM07."""
    benefits_assigned: str = "Y"
    """CLM08."""
    release: str = "Y"
    """CLM09: Y signed release on file, I informed consent."""
    causes: tuple[str, ...] = ()
    """CLM11-1 and CLM11-2: AA automobile, EM employment, OA other accident."""
    accident_state: str = ""
    """CLM11-4: with AA."""
    delay_reason: str = ""
    """CLM20: why the claim is late."""
    dates: Dates = NO_DATES
    attachments: tuple[Attachment, ...] = ()
    """PWK: at most ten."""
    contract: Contract | None = None
    """CN1."""
    patient_paid: Decimal | None = None
    """AMT02 after F5."""
    conditions: tuple[str, ...] = ()
    """HI with BG: at most twenty-four condition codes, in two segments."""
    other_payers: tuple[OtherPayer, ...] = ()
    """2320: at most ten."""

    @property
    def amount(self) -> Decimal:
        """CLM02: always the sum of the lines."""
        return sum((line.amount for line in self.lines), start=Decimal("0.00"))


@dataclass(frozen=True, slots=True)
class Transaction:
    """One ST: the claims of one file from one submitter to one receiver."""

    reference: str
    """BHT03: unique for each transaction of this submitter."""
    submitter: Submitter
    receiver: Receiver
    claims: Iterable[Claim] = field(default=())
    """An iterator gives them once, and they are written as they come."""
