"""A claim of either form as plain facts, and the file that it goes in, addressed to whom it is handed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from circlechart.base.formats.x12 import institutional, parties, professional
from circlechart.base.formats.x12.envelope import Envelope
from circlechart.base.kit import walltime
from circlechart.base.people.models import Organization
from circlechart.money.claims.facts import Particulars
from circlechart.money.claims.gather.claim import claim_facts
from circlechart.money.claims.gather.institutional import attachments, institutional_facts
from circlechart.money.claims.models import Claim
from circlechart.money.clearinghouse import queries as clearinghouse
from circlechart.money.clearinghouse.facts import Partner

AnyClaim = professional.Claim | institutional.Claim
AnyTransaction = professional.Transaction | institutional.Transaction


def facts_of_claim(claim: Claim, organization: Organization) -> AnyClaim:
    """This function will read a claim of either form with its lines as plain facts."""
    shared = claim_facts(claim, organization)
    there = clearinghouse.identifier(claim.coverage.plan.payer)
    shared = replace(shared, payer=replace(shared.payer, identifier=there))
    if claim.form == Claim.Form.INSTITUTIONAL:
        return institutional_facts(claim, shared)
    added = Particulars.from_json(claim.particulars)
    return replace(
        shared,
        note=added.note,
        attachments=attachments(claim, added),
        authorization=claim.authorization,
        frequency=claim.frequency,
        payer_claim_number=claim.payer_claim_number,
    )


def transactions(
    reference: str, organization: Organization, partner: Partner, claims: Sequence[AnyClaim]
) -> list[AnyTransaction]:
    """This function will put claims of one form into as many transactions as their house wants.

    The first has the reference itself, the others a number behind it.
    """
    most = partner.most_in_transaction
    parts = [claims[at : at + most] for at in range(0, len(claims), most)]
    return [
        _transaction(reference if number == 1 else f"{reference}-{number}", organization, partner, part)
        for number, part in enumerate(parts, start=1)
    ]


def addressed(organization: Organization, partner: Partner, control: int, now: datetime, zone: str) -> Envelope:
    """This function will address a file: from the clinic as its house knows it, to the house."""
    at = walltime.local(now, zone).replace(tzinfo=None)
    return Envelope(
        partner.sender_id or organization.tax_id, partner.receiver_id, at, control, control, partner.sender_qualifier,
        partner.receiver_qualifier, partner.group_sender, partner.group_receiver, partner.production,
    )  # fmt: skip


def _transaction(
    reference: str, organization: Organization, partner: Partner, claims: Sequence[AnyClaim]
) -> AnyTransaction:
    telephone = "".join(filter(str.isdigit, organization.phone))[-10:]
    submitter = parties.Submitter(
        organization.name, partner.sender_id or organization.tax_id, organization.contact_name, telephone
    )
    receiver = parties.Receiver(partner.name, partner.receiver_identifier or partner.receiver_id)
    of_institutions = tuple(each for each in claims if isinstance(each, institutional.Claim))
    if of_institutions:
        return institutional.Transaction(reference, submitter, receiver, of_institutions)
    of_persons = tuple(each for each in claims if isinstance(each, professional.Claim))
    return professional.Transaction(reference, submitter, receiver, of_persons)
