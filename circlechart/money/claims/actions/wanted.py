"""Which claims there should be for a day: originals, corrections of what stands with the payers, and secondaries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID

from circlechart.care.plans.models import Diagnosis
from circlechart.money.charges.models import Charge
from circlechart.money.claims import queries
from circlechart.money.claims.facts import BilledLine, Judged, Key, Wanted
from circlechart.money.claims.models import Claim

MOST_DIAGNOSES = 12


def of_day(clients: Collection[UUID], on: date) -> list[Wanted]:
    """This function will list the claims that should be in the worklist for these clients and this day of service."""
    with_payers = queries.standing_on(clients, on)
    originals = _originals(clients, on, with_payers)
    if not with_payers:
        return _diagnosed(originals, clients, on)
    first = queries.judge([each for each in with_payers if each.follows_id is None])
    asked = queries.asked_of_second(first)
    later = [each for each in with_payers if each.follows_id is not None]
    second, fresh = queries.judge_secondaries(later, first, asked) if asked or later else ([], [])
    corrections = [each for judged in (*first, *second) if (each := correction(judged)) is not None]
    return _diagnosed([*originals, *corrections, *fresh], clients, on)


def correction(judged: Judged) -> Wanted | None:
    """This function will make the claim that corrects another. Returns None when: none is due, or none can be sent yet."""
    claim: Claim = judged.claim
    if judged.step == "replace" and judged.wanted is not None:
        says, frequency = judged.wanted, Claim.Frequency.REPLACEMENT
    elif judged.step == "void":
        says, frequency = queries.bill_of_claim(claim), Claim.Frequency.VOID
    else:
        return None
    return replace(says, frequency=frequency.value, replaces_id=claim.id, payer_claim_number=claim.number_there)


def _originals(clients: Collection[UUID], on: date, with_payers: list[Claim]) -> list[Wanted]:
    """The ready charges that no payer has yet, by the claim that they belong to."""
    charges = Charge.objects.filter(
        attendance__client_id__in=clients, service_on=on, current=True, status=Charge.Status.READY
    ).select_related("attendance", "session", "coverage__plan")
    found: dict[Key, list[BilledLine]] = defaultdict(list)
    for charge in charges.order_by("id"):
        if not any(_bars(claim, charge) for claim in with_payers):
            found[queries.key_of_charge(charge)].append(queries.line_of_charge(charge))
    return [Wanted(key, tuple(lines), ()) for key, lines in found.items()]


def _bars(claim: Claim, charge: Charge) -> bool:
    """Whether a claim that stands with a payer keeps a charge from being billed as an original.

    At the same payer it is replaced or voided instead, unless another coverage was denied. Another payer is asked as
    soon as the wrong one has answered: void and original are then built together.
    """
    assert charge.coverage is not None
    if claim.follows_id is not None or all(
        each.charge.attendance_id != charge.attendance_id for each in claim.lines.all()
    ):
        return False
    if claim.coverage.plan.payer_id != charge.coverage.plan.payer_id:
        return claim.status == Claim.Status.SENT
    return claim.status != Claim.Status.DENIED or claim.coverage_id == charge.coverage_id


def _diagnosed(wanted: list[Wanted], clients: Collection[UUID], on: date) -> list[Wanted]:
    """Each with the client's codes in force on the day, the principal one first; what was billed keeps its own."""
    if not any(each.diagnoses == () for each in wanted):
        return wanted
    codes: dict[UUID, list[str]] = defaultdict(list)
    in_force = Diagnosis.objects.filter(client_id__in=clients, effective__contains=on).order_by("rank")
    for client_id, code in in_force.values_list("client_id", "code"):
        codes[client_id].append(code)
    return [
        each if each.diagnoses else replace(each, diagnoses=tuple(codes[each.key.client_id][:MOST_DIAGNOSES]))
        for each in wanted
    ]
