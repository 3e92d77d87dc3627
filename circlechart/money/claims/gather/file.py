"""A claim of either form as plain facts, and the file that it goes in, addressed to whom it is handed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain, islice
from typing import cast

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


def streamed(
    reference: str, organization: Organization, partner: Partner, claims: Iterator[AnyClaim]
) -> Iterator[AnyTransaction]:
    """This function will put claims into transactions as `transactions` does, while they come: each is read once.

    Claims of one patient should follow each other, so that the patient is told once.
    """
    for number, first in enumerate(claims, start=1):
        part = chain([first], islice(claims, partner.most_in_transaction - 1))
        said = reference if number == 1 else f"{reference}-{number}"
        yield _transaction(said, organization, partner, first, part)


def transactions(
    reference: str, organization: Organization, partner: Partner, claims: Sequence[AnyClaim]
) -> list[AnyTransaction]:
    """This function will put claims of one form into as many transactions as their house wants.

    The first has the reference itself, the others a number behind it.
    """
    most = partner.most_in_transaction
    parts = [claims[at : at + most] for at in range(0, len(claims), most)]
    return [
        _transaction(reference if number == 1 else f"{reference}-{number}", organization, partner, part[0], tuple(part))
        for number, part in enumerate(parts, start=1)
    ]


def addressed(
    organization: Organization, partner: Partner, control: int, now: datetime, zone: str, first_set: int = 1
) -> Envelope:
    """This function will address a file: from the clinic as its house knows it, to the house."""
    at = walltime.local(now, zone).replace(tzinfo=None)
    return Envelope(
        partner.sender_id or organization.tax_id, partner.receiver_id, at, control, control, partner.sender_qualifier,
        partner.receiver_qualifier, partner.group_sender, partner.group_receiver, first_set, partner.production,
    )  # fmt: skip


def _transaction(
    reference: str, organization: Organization, partner: Partner, first: AnyClaim, claims: Iterable[AnyClaim]
) -> AnyTransaction:
    telephone = "".join(filter(str.isdigit, organization.phone))[-10:]
    submitter = parties.Submitter(
        organization.name, partner.sender_id or organization.tax_id, organization.contact_name, telephone
    )
    receiver = parties.Receiver(partner.name, partner.receiver_identifier or partner.receiver_id)
    if isinstance(first, institutional.Claim):
        return institutional.Transaction(reference, submitter, receiver, cast(Iterable[institutional.Claim], claims))
    return professional.Transaction(reference, submitter, receiver, cast(Iterable[professional.Claim], claims))
