"""What the payer before decided, as a secondary claim tells it (2320, 2330, 2430)."""

from decimal import Decimal

from circlechart.base.coverage.models import Coverage
from circlechart.base.formats.x12.benefits import Adjudication, Adjustment, OtherPayer
from circlechart.base.formats.x12.parties import Person
from circlechart.base.people.models import Client
from circlechart.money.claims.models import Claim, ClaimLine

RELATIONS = {"self": "18", "spouse": "01", "child": "19", "other": "G8"}
RESPONSIBILITY = {1: "P", 2: "S", 3: "T"}


def other_payers(claim: Claim) -> tuple[OtherPayer, ...]:
    """This function will name the payer before this one with what it paid; nobody on a primary claim."""
    answer = claim.rests_on
    if answer is None:
        return ()
    first = answer.claim
    coverage, payer = first.coverage, first.coverage.plan.payer
    return (
        OtherPayer(
            name=payer.name,
            identifier=payer.payer_id,
            responsibility=RESPONSIBILITY.get(coverage.priority, "T"),
            relation=RELATIONS[coverage.relation],
            filing_code=payer.filing_code,
            subscriber=_subscriber(claim, coverage),
            member_id=coverage.member_id,
            group_number=coverage.group_number,
            paid=answer.paid,
            claim_number=answer.payer_claim_number,
        ),
    )


def adjudications(claim: Claim, line: ClaimLine) -> tuple[Adjudication, ...]:
    """This function will say what the payer before decided about the same service."""
    answer = claim.rests_on
    if answer is None:
        return ()
    return tuple(
        Adjudication(
            payer_identifier=answer.claim.coverage.plan.payer.payer_id,
            paid=each.paid,
            adjudicated_on=answer.answered_on,
            code=each.line.code,
            modifiers=tuple(each.line.modifiers),
            units=each.line.units if each.paid else 0,
            revenue_code=each.line.revenue_code,
            adjustments=tuple(
                Adjustment(one["group"], one["reason"], Decimal(one["amount"]), one["quantity"])
                for one in each.adjustments
            ),
        )
        for each in answer.lines.all()
        if each.line.charge_id == line.charge_id
    )


def person(client: Client) -> Person:
    """This function will name a client as the payers know them."""
    return Person(client.legal_last_name, client.legal_first_name, client.legal_middle_name)


def _subscriber(claim: Claim, coverage: Coverage) -> Person:
    if coverage.relation != "self":
        return Person(coverage.subscriber_last_name, coverage.subscriber_first_name)
    return person(claim.client)
