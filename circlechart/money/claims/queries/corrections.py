"""What stands with a payer and is not right any more: the list that a biller works from, and one claim of it."""

from collections.abc import Sequence
from uuid import UUID

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.money.claims.facts import Judged
from circlechart.money.claims.models import Claim
from circlechart.money.claims.queries.left import overtaken
from circlechart.money.claims.queries.secondary import asked_of_second, judge_secondaries
from circlechart.money.claims.queries.standing import judge, standing_beside

MOST = 200


def judge_claims(claims: Sequence[Claim]) -> dict[UUID, Judged]:
    """This function will say what is due for claims, by claim; constant queries. One that does not stand is left out."""
    beside = standing_beside(claims) if claims else []
    first = judge([each for each in beside if each.follows_id is None])
    later = [each for each in beside if each.follows_id is not None]
    second, _ = judge_secondaries(later, first, asked_of_second(first)) if later else ([], [])
    asked = {claim.id for claim in claims}
    return {each.claim.id: each for each in (*first, *second) if each.claim.id in asked}


def judge_claim(claim: Claim) -> Judged | None:
    """This function will say what is due for one claim. Returns None when: it does not stand with a payer."""
    return judge_claims([claim]).get(claim.id)


def to_correct(by: Actor) -> list[Judged]:
    """This function will list the claims within reach that say something else than the record, oldest service first."""
    within = list(reach.within(overtaken(), by).order_by("service_on", "number")[:MOST])
    judged = judge_claims(within)
    return [judged[each.id] for each in within if each.id in judged and judged[each.id].step != "none"]


def corrected_since(claims: Sequence[Claim]) -> set[UUID]:
    """This function will say which of these claims stand with a payer and say something else than the record."""
    doubtful = list(overtaken().filter(id__in=[each.id for each in claims]))
    return {key for key, judged in judge_claims(doubtful).items() if judged.step != "none"}
