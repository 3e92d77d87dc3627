"""Locators 50 to 64 of the UB-04: one row for each payer, by its rank."""

from dataclasses import dataclass
from decimal import Decimal

from circlechart.base.formats.paper import spelled
from circlechart.base.formats.paper.filling import Filling
from circlechart.base.formats.x12 import institutional as facts
from circlechart.base.formats.x12.parties import Person

ROWS = {"P": "A", "S": "B", "T": "C"}
SELF = "18"


@dataclass(frozen=True, slots=True)
class _Coverage:
    """One payer's row, from whichever facts it comes."""

    rank: str
    name: str
    plan: str
    release: str
    assigned: str
    paid: Decimal | None
    holder: Person
    relation: str
    member_id: str
    group_name: str
    group_number: str
    authorization: str
    claim_number: str
    other: str = ""


def _coverages(claim: facts.Claim) -> list[_Coverage]:
    insured, relation = claim.subscriber, claim.dependent.relation if claim.dependent else SELF
    own = _Coverage(
        insured.responsibility, claim.payer.name, claim.payer.identifier, claim.release, claim.benefits_assigned, None,
        insured.person, relation, insured.member_id, insured.group_name, insured.group_number,
        claim.authorization or claim.referral_number, claim.payer_claim_number, claim.payer.legacy_billing_id,
    )  # fmt: skip
    return [own] + [
        _Coverage(
            each.responsibility, each.name, each.identifier, each.release, each.benefits_assigned, each.paid,
            each.subscriber, each.relation, each.member_id, each.group_name, each.group_number,
            each.authorization or each.referral_number, each.claim_number,
        )
        for each in claim.other_payers
    ]  # fmt: skip


def payers(filling: Filling, claim: facts.Claim) -> None:
    """This function will put each payer with its policy into the row of its rank."""
    for one in _coverages(claim):
        row = ROWS.get(one.rank.upper())
        if row is None:
            filling.homeless(f"The payer of rank {one.rank}", one.name)
            continue
        at = f"payer.{row}"
        filling.put(f"{at}.name", one.name)
        filling.put(f"{at}.plan", one.plan)
        filling.put(f"{at}.release", one.release)
        filling.put(f"{at}.assigned", one.assigned)
        if one.paid is not None:
            filling.money(f"{at}.paid", one.paid)
        filling.put(f"{at}.other", one.other)
        filling.put(f"{at}.insured", spelled.name(one.holder))
        filling.put(f"{at}.relation", one.relation)
        filling.put(f"{at}.id", one.member_id)
        filling.put(f"{at}.group", one.group_name)
        filling.put(f"{at}.group_number", one.group_number)
        filling.put(f"{at}.authorization", one.authorization)
        filling.put(f"{at}.claim_number", one.claim_number)
