"""A claim with its lines as the plain facts of a professional claim."""

from circlechart.base.coverage.models import Coverage
from circlechart.base.formats.x12 import parties
from circlechart.base.formats.x12 import professional as x12
from circlechart.base.people.models import Address, Client, Facility, Organization, Staff
from circlechart.money.claims.facts import Particulars
from circlechart.money.claims.gather import cob
from circlechart.money.claims.models import Claim

MOST_POINTERS = 4


def claim_facts(claim: Claim, organization: Organization) -> x12.Claim:
    """This function will read a claim with its lines as plain facts."""
    coverage = claim.coverage
    dependent = coverage.relation != "self"
    added = Particulars.from_json(claim.particulars)
    biller = claim.facility if added.billing_provider == "facility" else organization
    pointers = tuple(range(1, min(len(claim.diagnoses), MOST_POINTERS) + 1))
    lines = tuple(
        x12.Line(
            control_number=line.control_number,
            code=line.code,
            amount=line.amount,
            units=line.units,
            service_on=claim.service_on,
            pointers=pointers,
            modifiers=tuple(line.modifiers),
            adjudications=cob.adjudications(claim, line),
        )
        for line in sorted(claim.lines.all(), key=lambda each: each.control_number)
    )
    return x12.Claim(
        control_number=claim.number,
        trace_number=claim.trace_number,
        billing=_billing(biller, organization),
        payer=parties.Payer(coverage.plan.payer.name, coverage.plan.payer.payer_id, coverage.plan.payer.filing_code),
        subscriber=_subscriber(claim.client, coverage),
        dependent=_dependent(claim.client, coverage) if dependent else None,
        lines=lines,
        diagnoses=tuple(claim.diagnoses),
        place=claim.place_of_service,
        rendering=_provider(claim.rendering) if claim.rendering else None,
        facility=_facility(claim.facility, biller),
        supervising=_provider(claim.supervising) if claim.supervising else None,
        frequency=claim.frequency,
        payer_claim_number=claim.payer_claim_number,
        authorization=claim.authorization,
        other_payers=cob.other_payers(claim),
    )


def _billing(biller: Facility | Organization, organization: Organization) -> parties.Billing:
    """Who is paid: the organization, or a facility of it under its own NPI; the tax number is the organization's."""
    return parties.Billing(
        name=biller.name,
        npi=biller.npi,
        tax_id=organization.tax_id,
        address=_address(biller),
        taxonomy=organization.taxonomy,
    )


def _subscriber(client: Client, coverage: Coverage) -> parties.Subscriber:
    responsibility = cob.RESPONSIBILITY.get(coverage.priority, "T")
    if coverage.relation != "self":
        return parties.Subscriber(
            parties.Person(coverage.subscriber_last_name, coverage.subscriber_first_name),
            coverage.member_id,
            responsibility,
            coverage.group_number,
            birth_on=coverage.subscriber_birth_on,
            sex=coverage.subscriber_sex or "U",
        )
    return parties.Subscriber(
        cob.person(client),
        coverage.member_id,
        responsibility,
        coverage.group_number,
        address=_address(client),
        birth_on=client.birth_on,
        sex=client.administrative_sex,
    )


def _dependent(client: Client, coverage: Coverage) -> parties.Dependent:
    return parties.Dependent(
        cob.person(client),
        cob.RELATIONS[coverage.relation],
        _address(client),
        client.birth_on,
        client.administrative_sex,
    )


def _provider(staff: Staff) -> parties.Provider:
    return parties.Provider(parties.Person(staff.legal_last_name, staff.legal_first_name), staff.npi, staff.taxonomy)


def _facility(facility: Facility, biller: Facility | Organization) -> parties.Facility | None:
    if _address(facility) == _address(biller):
        return None
    return parties.Facility(facility.name, _address(facility), facility.npi)


def _address(place: Address) -> parties.Address:
    return parties.Address(place.street, place.city, place.state, place.postal_code, place.street_2)
