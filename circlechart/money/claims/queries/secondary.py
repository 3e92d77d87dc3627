"""What the second payer is asked for, once the first has decided."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from uuid import UUID

from circlechart.base.coverage.models import Coverage
from circlechart.money.claims.facts import Judged, Wanted
from circlechart.money.claims.models import Claim, PayerAnswer
from circlechart.money.claims.queries.bills import bill_of_claim, key_of_claim, lines_of_claim
from circlechart.money.claims.queries.standing import policies, settled

DECIDED = (Claim.Status.PAID, Claim.Status.DENIED)
BILLED_FIRST = "1234"
FIRST_UNDECIDED = "The claim to the payer before this one is being corrected, or is not decided yet."


def asked_of_second(primaries: Iterable[Judged]) -> dict[UUID, Wanted]:
    """This function will say what the second payers are asked for, by the primary claim.

    Asked is who covers the client next on the day of service, when the first payer denied the claim or left something
    that the contract does not write off. A primary claim that is itself to be corrected is not passed on.
    """
    decided = [each.claim for each in primaries if each.step == "none" and each.claim.status in DECIDED]
    owing = {claim: answer for claim in decided if (answer := claim.answer) is not None and _owes(claim, answer)}
    second = _second(owing) if owing else {}
    return {
        claim.id: replace(
            bill_of_claim(claim),
            key=replace(key_of_claim(claim), coverage_id=second[claim.id].id, authorization=""),
            frequency=claim.frequency if claim.frequency in BILLED_FIRST else "1",
            replaces_id=None,
            follows_id=claim.id,
            rests_on_id=answer.id,
            payer_claim_number="",
            rulebook=("", ""),
        )
        for claim, answer in owing.items()
        if claim.id in second
    }


def judge_secondaries(
    secondaries: list[Claim], primaries: list[Judged], asked: dict[UUID, Wanted]
) -> tuple[list[Judged], list[Wanted]]:
    """This function will compare what stands with second payers with what they are asked for; and give what is new."""
    by_attendance = {line.attendance_id: each for each in primaries for line in lines_of_claim(each.claim)}
    how = policies(secondaries)
    judged, answered = [], set()
    for claim in secondaries:
        mine = {line.attendance_id for line in lines_of_claim(claim)}
        first = next((by_attendance[each] for each in mine if each in by_attendance), None)
        wanted = asked.get(first.claim.id) if first is not None else None
        waits = FIRST_UNDECIDED if first is not None and _undecided(first) else ""
        if wanted is not None and wanted.key.coverage_id != claim.coverage_id:
            wanted = None  # the new one follows once this one is voided, or at once where another payer is asked
        if wanted is not None:
            answered.add(wanted.follows_id)
        judged.append(_judged(claim, wanted, how[claim.id], waits))
    busy = {(each.follows_id, each.coverage.plan.payer_id) for each in secondaries}
    payers = _payers(asked.values())
    fresh = [
        wanted
        for primary, wanted in asked.items()
        if primary not in answered and (primary, payers[wanted.key.coverage_id]) not in busy
    ]
    return judged, fresh


def _judged(claim: Claim, wanted: Wanted | None, policy: str, waits: str) -> Judged:
    """What was told of the first payer's decision is part of what is said: another decision is another claim."""
    found = settled(claim, wanted, policy, waits, "The payer before this one leaves nothing to pay any more.")
    same = wanted is None or (wanted.follows_id, wanted.rests_on_id) == (claim.follows_id, claim.rests_on_id)
    if same or found.step != "none":
        return found
    return settled(claim, wanted, policy, waits, "", "The payer before this one has decided anew.")


def _undecided(first: Judged) -> bool:
    return first.step != "none" or first.claim.status not in DECIDED


def _owes(claim: Claim, answer: PayerAnswer) -> bool:
    return claim.status == Claim.Status.DENIED or answer.patient_owes > 0 or answer.left_over > 0


def _second(claims: Collection[Claim]) -> dict[UUID, Coverage]:
    """Who covers the client next on the day of service, by claim."""
    theirs = Coverage.objects.filter(client_id__in={claim.client_id for claim in claims})
    by_priority = list(theirs.select_related("plan__payer").order_by("priority"))
    found = {}
    for claim in claims:
        later = (
            each
            for each in by_priority
            if each.client_id == claim.client_id
            and each.priority > claim.coverage.priority
            and claim.service_on in each.effective
        )
        if (second := next(later, None)) is not None:
            found[claim.id] = second
    return found


def _payers(asked: Iterable[Wanted]) -> dict[UUID, UUID]:
    ids = {each.key.coverage_id for each in asked}
    return dict(Coverage.objects.filter(id__in=ids).values_list("id", "plan__payer_id")) if ids else {}
