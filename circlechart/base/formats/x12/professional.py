"""The facts of an 837P: what each field becomes, loop and element. Guide 005010X222A1."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Address:
    """N3 and N4 of whichever loop it stands in."""

    line: str
    """N301."""
    city: str
    """N401."""
    state: str
    """N402: two letters."""
    zip_code: str
    """N403: five or nine digits; 2010AA and 2310C want nine."""
    second_line: str = ""
    """N302."""


@dataclass(frozen=True, slots=True)
class Person:
    """NM103-NM107 of whichever loop it stands in."""

    last: str
    """NM103."""
    first: str = ""
    """NM104."""
    middle: str = ""
    """NM105."""
    suffix: str = ""
    """NM107."""


@dataclass(frozen=True, slots=True)
class Submitter:
    """1000A."""

    name: str
    """NM103."""
    identifier: str
    """NM109 with qualifier 46."""
    contact: str
    """PER02."""
    telephone: str
    """PER04: ten digits."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """1000B."""

    name: str
    """NM103."""
    identifier: str
    """NM109 with qualifier 46."""


@dataclass(frozen=True, slots=True)
class Billing:
    """2000A, 2010AA and 2010AB: who is paid."""

    name: str
    """2010AA NM103."""
    npi: str
    """2010AA NM109."""
    tax_id: str
    """2010AA REF02 after EI, or SY when `tax_id_is_ssn`."""
    address: Address
    """2010AA N3 and N4: a street, never a post-office box."""
    taxonomy: str = ""
    """2000A PRV03."""
    tax_id_is_ssn: bool = False
    """2010AA REF01."""
    pay_to: Address | None = None
    """2010AB N3 and N4, where a post-office box may stand."""


@dataclass(frozen=True, slots=True)
class Payer:
    """2010BB and SBR09."""

    name: str
    """2010BB NM103."""
    identifier: str
    """2010BB NM109 with qualifier PI."""
    filing_code: str
    """2000B SBR09: CI, MC, MB, BL, HM, ZZ..."""
    legacy_billing_id: str = ""
    """2010BB REF02 after G2."""


@dataclass(frozen=True, slots=True)
class Subscriber:
    """2000B and 2010BA: whose policy it is."""

    person: Person
    """2010BA NM103-NM107."""
    member_id: str
    """2010BA NM109 with qualifier MI."""
    responsibility: str = "P"
    """2000B SBR01: P, S or T."""
    group_number: str = ""
    """2000B SBR03."""
    group_name: str = ""
    """2000B SBR04, only without a group number."""
    address: Address | None = None
    """2010BA N3 and N4: required when the subscriber is the patient."""
    birth_on: date | None = None
    """2010BA DMG02: required when the subscriber is the patient."""
    sex: str = "U"
    """2010BA DMG03: F, M or U."""


@dataclass(frozen=True, slots=True)
class Dependent:
    """2000C and 2010CA: the patient who is not the subscriber."""

    person: Person
    """2010CA NM103-NM107."""
    relation: str
    """2000C PAT01: 01 spouse, 19 child, G8 other..."""
    address: Address
    """2010CA N3 and N4."""
    birth_on: date
    """2010CA DMG02."""
    sex: str = "U"
    """2010CA DMG03."""


@dataclass(frozen=True, slots=True)
class Provider:
    """2310B with its taxonomy, 2310D without."""

    person: Person
    """NM103-NM107."""
    npi: str
    """NM109 with qualifier XX."""
    taxonomy: str = ""
    """2310B PRV03."""


@dataclass(frozen=True, slots=True)
class Facility:
    """2310C: where the service happened, when that is not the billing address."""

    name: str
    """NM103."""
    address: Address
    """N3 and N4."""
    npi: str = ""
    """NM109."""


@dataclass(frozen=True, slots=True)
class Line:
    """2400: one service."""

    control_number: str
    """REF02 after 6R: comes back on the remittance, so that the payment finds its line."""
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


@dataclass(frozen=True, slots=True)
class Claim:
    """2300 with its 2310 loops and 2400 lines."""

    control_number: str
    """CLM01: at most 20 characters come back reliably on the remittance."""
    trace_number: str
    """REF02 after D9: unique for each claim in each file."""
    billing: Billing
    payer: Payer
    subscriber: Subscriber
    lines: tuple[Line, ...]
    diagnoses: tuple[str, ...]
    """HI: the first with ABK, the others with ABF; at most twelve, without the dot."""
    place: str
    """CLM05-1: place of service."""
    dependent: Dependent | None = None
    rendering: Provider | None = None
    """2310B: when it differs from the billing provider; for a clinic always."""
    facility: Facility | None = None
    supervising: Provider | None = None
    """2310D: only when the payer asks for it."""
    frequency: str = "1"
    """CLM05-3: 1 original, 7 replacement, 8 void."""
    payer_claim_number: str = ""
    """REF02 after F8: required with frequency 7 and 8."""
    authorization: str = ""
    """REF02 after G1."""
    note: str = ""
    """NTE02 after ADD."""
    accepts_assignment: str = "A"
    """CLM07."""
    benefits_assigned: str = "Y"
    """CLM08."""
    release: str = "Y"
    """CLM09: Y signed release on file, I informed consent."""

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
    claims: tuple[Claim, ...] = field(default=())
