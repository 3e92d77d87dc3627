"""Who takes part in a claim: the same parties on a professional and an institutional one, in a file and on paper."""

from dataclasses import dataclass
from datetime import date


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
    """N403: five or nine digits; billing provider and service facility want nine."""
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
    """2000B SBR01: P, S, T, A to H for the fourth to the eleventh, U unknown."""
    group_number: str = ""
    """2000B SBR03."""
    group_name: str = ""
    """2000B SBR04, only without a group number."""
    insurance_type: str = ""
    """2000B SBR05, professional only: why Medicare pays second: 12, 13, 14, 15, 16, 41, 42, 43 or 47."""
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
    """A person in 2310 or 2420; the taxonomy goes out where the guide has a place for it."""

    person: Person
    """NM103-NM107."""
    npi: str
    """NM109 with qualifier XX."""
    taxonomy: str = ""
    """PRV03 of the professional 2310B and 2420A and of the institutional 2310A."""


@dataclass(frozen=True, slots=True)
class Facility:
    """2310C or 2420C, institutional 2310E: where the service happened, when that is not the billing address."""

    name: str
    """NM103."""
    address: Address
    """N3 and N4."""
    npi: str = ""
    """NM109."""
