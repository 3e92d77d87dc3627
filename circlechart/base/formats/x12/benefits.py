"""Coordination of benefits: what other payers did with a claim (2320, 2330) and with each of its lines (2430)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from circlechart.base.formats.x12.parties import Address, Person, Subscriber


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One trio of a CAS: why a payer did not pay a part of what was billed."""

    group: str
    """CAS01: CO contract, PR patient, OA other, PI payer's own, CR correction."""
    reason: str
    """CAS02, CAS05...: the claim adjustment reason code as the payer gave it."""
    amount: Decimal
    """CAS03, CAS06...: negative when the payer gave more than was billed."""
    quantity: int | None = None
    """CAS04, CAS07...: units that were taken away."""


@dataclass(frozen=True, slots=True)
class Adjudication:
    """2430: what one other payer did with one line."""

    payer_identifier: str
    """SVD01: the `identifier` of one of the claim's other payers (2330B NM109)."""
    paid: Decimal
    """SVD02."""
    adjudicated_on: date
    """DTP03 after 573."""
    code: str = ""
    """SVD03-2 after HC: what was paid, which may differ from what was billed. Institutional: empty for revenue only."""
    modifiers: tuple[str, ...] = ()
    """SVD03-3 to SVD03-6."""
    units: int = 1
    """SVD05: units paid, 0 when none was."""
    revenue_code: str = ""
    """SVD04, institutional only."""
    bundled_into: int | None = None
    """SVD06: the number of the line into which the payer bundled this one."""
    adjustments: tuple[Adjustment, ...] = ()
    """CAS."""
    patient_owes: Decimal | None = None
    """AMT02 after EAF."""


@dataclass(frozen=True, slots=True)
class OtherPayer:
    """2320, 2330A and 2330B: another coverage of the patient, and what its payer decided when it has decided."""

    name: str
    """2330B NM103."""
    identifier: str
    """2330B NM109 with qualifier PI: unique within the claim, since 2430 SVD01 points here."""
    responsibility: str
    """2320 SBR01: P, S, T..., each at most once in a claim."""
    relation: str
    """2320 SBR02: the patient to this policy's holder: 18 self, 01 spouse, 19 child, G8 other..."""
    filing_code: str
    """2320 SBR09."""
    subscriber: Person
    """2330A NM103-NM107."""
    member_id: str
    """2330A NM109 with qualifier MI."""
    address: Address | None = None
    """2330A N3 and N4."""
    group_number: str = ""
    """2320 SBR03."""
    group_name: str = ""
    """2320 SBR04, only without a group number."""
    insurance_type: str = ""
    """2320 SBR05, professional only: why Medicare pays second."""
    adjustments: tuple[Adjustment, ...] = ()
    """2320 CAS: decided for the claim as a whole; what was decided line by line stands in 2430 alone."""
    paid: Decimal | None = None
    """2320 AMT02 after D; none when this payer has not decided yet."""
    not_covered: Decimal | None = None
    """2320 AMT02 after A8: the whole charge, when it is known without asking that this payer covers nothing of it."""
    patient_owes: Decimal | None = None
    """2320 AMT02 after EAF."""
    benefits_assigned: str = "Y"
    """2320 OI03."""
    release: str = "Y"
    """2320 OI06."""
    inpatient: bool = False
    """2320 MIA instead of MOA, institutional only: the remarks then go to MIA05 and MIA20-MIA23. MIA01 is always 0."""
    remarks: tuple[str, ...] = ()
    """2320 MOA03-MOA07: remittance remark codes, at most five."""
    adjudicated_on: date | None = None
    """2330B DTP03 after 573: only when no line carries its own date."""
    authorization: str = ""
    """2330B REF02 after G1."""
    referral_number: str = ""
    """2330B REF02 after 9F."""
    claim_number: str = ""
    """2330B REF02 after F8: that payer's own number of the claim."""


class Billed(Protocol):
    """A line as far as other payers are concerned."""

    @property
    def control_number(self) -> str: ...
    @property
    def amount(self) -> Decimal: ...
    @property
    def adjudications(self) -> tuple[Adjudication, ...]: ...


class Shared(Protocol):
    """A claim as far as other payers are concerned."""

    @property
    def control_number(self) -> str: ...
    @property
    def amount(self) -> Decimal: ...
    @property
    def subscriber(self) -> Subscriber: ...
    @property
    def other_payers(self) -> tuple[OtherPayer, ...]: ...
    @property
    def lines(self) -> Sequence[Billed]: ...
