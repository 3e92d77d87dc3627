"""What stands with a payer and is not right any more: the list that a biller works from, and one claim of it."""

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.money.claims.facts import Judged
from circlechart.money.claims.models import Claim
from circlechart.money.claims.queries.reading import overtaken, whole
from circlechart.money.claims.queries.secondary import asked_of_second, judge_secondaries
from circlechart.money.claims.queries.standing import judge, standing_on

MOST = 200


def judge_claim(claim: Claim) -> Judged | None:
    """This function will say what is due for one claim. Returns None when: it does not stand with a payer."""
    found: dict[object, Judged] = {}
    for on in sorted({line.service_on for line in claim.lines.all()}):
        beside = standing_on([claim.client_id], on)
        first = judge([each for each in beside if each.follows_id is None])
        later = [each for each in beside if each.follows_id is not None]
        second, _ = judge_secondaries(later, first, asked_of_second(first)) if later else ([], [])
        found |= {each.claim.id: each for each in (*first, *second)}
    return found.get(claim.id)


def to_correct(by: Actor) -> list[Judged]:
    """This function will list the claims within reach that say something else than the record, oldest service first."""
    within = reach.within(overtaken(), by).order_by("service_on", "number")
    found = [judged for claim in whole(within)[:MOST] if (judged := judge_claim(claim)) is not None]
    return [each for each in found if each.step != "none"]
