"""The facts of an 837I: what each field becomes, loop and element. Guide 005010X223A2.

The guide has no supervising provider: an institution's claim names who attends, and at most who renders.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
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
class Diagnosis:
    """One composite of HI with ABK, ABF or ABN."""

    code: str
    """HI01-2, with or without the dot."""
    present_on_admission: str = ""
    """HI01-9: Y, N, U or W; inpatient only."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """One composite of HI with BBR or BBQ."""

    code: str
    """HI01-2: an ICD-10-PCS code."""
    on: date
    """HI01-4 after D8."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One composite of HI with BH."""

    code: str
    """HI01-2: for example 11 for the onset."""
    on: date
    """HI01-4 after D8."""


@dataclass(frozen=True, slots=True)
class Span:
    """One composite of HI with BI."""

    code: str
    """HI01-2: for example 74 for a leave."""
    first: date
    """HI01-4 after RD8, before the hyphen."""
    last: date
    """HI01-4 after RD8, behind the hyphen."""


@dataclass(frozen=True, slots=True)
class Value:
    """One composite of HI with BE."""

    code: str
    """HI01-2: for example 80 for covered days."""
    amount: Decimal
    """HI01-5: dollars or a count, as the code says."""


@dataclass(frozen=True, slots=True)
class Note:
    """2300 NTE: one claim note; the billing note stands in `billing_note` of the claim."""

    kind: str
    """NTE01: ALG allergies, DCP goals and plans, DGN diagnosis, MED medications, NTR nutrition, UPI updated..."""
    text: str
    """NTE02."""


@dataclass(frozen=True, slots=True)
class Line:
    """2400: one revenue line."""

    control_number: str
    """REF02 after 6R: unique within the claim."""
    revenue_code: str
    """SV201: four digits."""
    amount: Decimal
    """SV203."""
    units: int
    """SV205."""
    service_on: date | None = None
    """DTP03 after 472: a line of an outpatient claim has one."""
    service_through: date | None = None
    """DTP03 after 472 and RD8, when the line covers more than one day."""
    code: str = ""
    """SV202-2 after HC: empty when the payer wants the revenue code alone."""
    modifiers: tuple[str, ...] = ()
    """SV202-3 to SV202-6: at most four."""
    description: str = ""
    """SV202-7: for a code that is not otherwise classified."""
    in_days: bool = False
    """SV204: DA days instead of UN units."""
    not_covered: Decimal | None = None
    """SV207."""
    rendering: Provider | None = None
    """2420C: when it differs from the claim's."""
    referring: Provider | None = None
    """2420D: when it differs from the claim's."""
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
    facility_code: str
    """CLM05-1: the two middle digits of the type of bill: 13 hospital outpatient, 76 mental health center, 85..."""
    statement_from: date
    """DTP03 after 434 and RD8, before the hyphen."""
    statement_through: date
    """DTP03 after 434 and RD8, behind the hyphen."""
    patient_status: str
    """CL103: 01 discharged home, 30 still a patient..."""
    lines: tuple[Line, ...]
    """2400: at most 999."""
    diagnoses: tuple[Diagnosis, ...]
    """HI: the principal with ABK, then at most twenty-four with ABF."""
    attending: Provider
    """2310A with PRV*AT."""
    admission_type: str = "3"
    """CL101: 1 emergency, 2 urgent, 3 elective, 9 not known."""
    admission_source: str = ""
    """CL102: point of origin."""
    frequency: str = "1"
    """CLM05-3: 1 admitted through discharged, 2 first of several, 3 continuing, 4 last, 7 replacement, 8 void."""
    dependent: Dependent | None = None
    admitted_on: date | None = None
    """DTP03 after 435 and D8: the start of care on an outpatient claim."""
    admitted_at: time | None = None
    """DTP03 after 435 and DT: the hour behind the day."""
    discharged_at: time | None = None
    """DTP03 after 096 and TM."""
    accepts_assignment: str = "A"
    """CLM07."""
    benefits_assigned: str = "Y"
    """CLM08."""
    release: str = "Y"
    """CLM09."""
    delay_reason: str = ""
    """CLM20: why the claim is late."""
    attachments: tuple[Attachment, ...] = ()
    """PWK: at most ten."""
    contract: Contract | None = None
    """CN1."""
    patient_owes: Decimal | None = None
    """AMT02 after F3: what the patient is expected to pay."""
    authorization_exception: str = ""
    """REF02 after 4N."""
    referral_number: str = ""
    """REF02 after 9F."""
    authorization: str = ""
    """REF02 after G1: the claim has one, its lines have none."""
    payer_claim_number: str = ""
    """REF02 after F8: required with frequency 7 and 8."""
    accident_state: str = ""
    """REF02 after LU."""
    medical_record_number: str = ""
    """REF02 after EA."""
    demonstration: str = ""
    """REF02 after P4."""
    peer_review: str = ""
    """REF02 after G4."""
    notes: tuple[Note, ...] = ()
    """NTE: at most ten."""
    billing_note: str = ""
    """NTE02 after ADD."""
    admitting: str = ""
    """HI with ABJ: the diagnosis at admission, inpatient."""
    reasons: tuple[str, ...] = ()
    """HI with APR: at most three reasons for the visit, outpatient."""
    external_causes: tuple[Diagnosis, ...] = ()
    """HI with ABN: at most twelve."""
    drg: str = ""
    """HI with DR."""
    procedures: tuple[Procedure, ...] = ()
    """HI: the principal with BBR, then at most twenty-four with BBQ."""
    spans: tuple[Span, ...] = ()
    """HI with BI: at most twenty-four."""
    occurrences: tuple[Occurrence, ...] = ()
    """HI with BH: at most twenty-four."""
    values: tuple[Value, ...] = ()
    """HI with BE: at most twenty-four."""
    conditions: tuple[str, ...] = ()
    """HI with BG: at most twenty-four: 92 intensive outpatient, 41 partial hospitalization, 89 opioid treatment."""
    operating: Provider | None = None
    """2310B."""
    other_operating: Provider | None = None
    """2310C."""
    rendering: Provider | None = None
    """2310D: when it differs from who attends."""
    facility: Facility | None = None
    """2310E."""
    referring: Provider | None = None
    """2310F: when it differs from who attends."""
    other_payers: tuple[OtherPayer, ...] = ()
    """2320: at most ten."""

    @property
    def amount(self) -> Decimal:
        """CLM02: always the sum of the lines."""
        return sum((line.amount for line in self.lines), start=Decimal("0.00"))

    @property
    def type_of_bill(self) -> str:
        """Form locator 4 of the paper: a zero, the facility code, the frequency."""
        return f"0{self.facility_code}{self.frequency}"


@dataclass(frozen=True, slots=True)
class Transaction:
    """One ST: the claims of one file from one submitter to one receiver."""

    reference: str
    """BHT03: unique for each transaction of this submitter."""
    submitter: Submitter
    receiver: Receiver
    claims: Iterable[Claim] = field(default=())
    """An iterator gives them once, and they are written as they come."""
