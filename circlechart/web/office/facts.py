"""What was typed at the office, checked by its form."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ClientGiven:
    """Who a client is."""

    chart_number: str
    legal_first_name: str
    legal_last_name: str
    birth_on: date
    administrative_sex: str
    facility: UUID
    legal_middle_name: str = ""
    chosen_name: str = ""
    pronouns: str = ""
    gender: str = ""
    phone: str = ""
    email: str = ""
    street: str = ""
    street_2: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""


@dataclass(frozen=True, slots=True)
class PayerGiven:
    """Who a payer is on a claim."""

    name: str
    payer_id: str
    filing_code: str
    street: str = ""
    street_2: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""


@dataclass(frozen=True, slots=True)
class NewPayer:
    """A payer that was not there: who it is, which shipped rulebook it follows, and its first plan."""

    payer: PayerGiven
    kind: str
    rulebook: str
    plan: str


@dataclass(frozen=True, slots=True)
class CoverageGiven:
    """What a plan covers, and when; `last_on` is the last day."""

    plan: UUID
    member_id: str
    from_on: date
    relation: str = "self"
    priority: int = 1
    group_number: str = ""
    last_on: date | None = None
    subscriber_first_name: str = ""
    subscriber_last_name: str = ""
    subscriber_birth_on: date | None = None
    subscriber_sex: str = ""


@dataclass(frozen=True, slots=True)
class StaffGiven:
    """Who somebody is who works here."""

    legal_first_name: str
    legal_last_name: str
    display_name: str
    active_from: date
    npi: str = ""
    taxonomy: str = ""
    last_on: date | None = None
    facilities: tuple[UUID, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class CredentialGiven:
    """A licence or certificate; `last_on` is the last day."""

    kind: str
    level: str
    number: str
    state: str
    from_on: date
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class RoleGiven:
    """A role at one facility, or (None) at all of them; `last_on` is the last day."""

    role: str
    facility: UUID | None
    from_on: date
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class SupervisorGiven:
    """Who supervises, and when; `last_on` is the last day."""

    supervisor: UUID
    from_on: date
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class OrganizationGiven:
    """Who is paid: the billing provider and submitter of every claim."""

    name: str
    npi: str
    tax_id: str
    taxonomy: str
    contact_name: str
    phone: str
    street: str
    street_2: str
    city: str
    state: str
    postal_code: str


@dataclass(frozen=True, slots=True)
class FacilityGiven:
    """A place where care is given, as claims say it."""

    name: str
    npi: str
    phone: str
    place_of_service: str
    street: str
    street_2: str
    city: str
    state: str
    postal_code: str


@dataclass(frozen=True, slots=True)
class ContactGiven:
    """Somebody to reach about a client."""

    name: str
    relation: str
    phone: str = ""
    email: str = ""
    for_emergency: bool = False
    may_leave_message: bool = False
    note: str = ""
