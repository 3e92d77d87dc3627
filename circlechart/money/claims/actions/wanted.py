"""Which claims there should be for a day: originals, corrections of what stands with the payers, and secondaries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from circlechart.care.plans.models import Diagnosis
from circlechart.money.charges.models import Charge
from circlechart.money.claims import queries
from circlechart.money.claims.facts import Judged, Key, Wanted
from circlechart.money.claims.models import Claim

MOST_DIAGNOSES = {"professional": 12, "institutional": 25}


def of_day(clients: Collection[UUID], on: date, open_: Collection[Claim]) -> list[Wanted]:
    """This function will list the claims that should be in the worklist for these clients and this day of service.

    `open_` are those that are there, of which some may run over several days.
    """
    with_payers = queries.standing_on(clients, on)
    originals = _originals(clients, on, with_payers, open_)
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


def days_beside(clients: Collection[UUID], on: date) -> list[date]:
    """This function will list the days whose charges share a claim with charges of a day, the day itself among them."""
    first, last = _span(_charges(clients, on, on), [], on)
    return [first + timedelta(days=more) for more in range((last - first).days + 1)]


def _originals(clients: Collection[UUID], on: date, with_payers: list[Claim], open_: Collection[Claim]) -> list[Wanted]:
    """The ready charges that no payer has yet, by the claim that they belong to; each claim has the day in its period."""
    charges = _charges(clients, on, on)
    first, last = _span(charges, open_, on)
    if first < last:
        charges, with_payers = _charges(clients, first, last), queries.standing_on(clients, first, last)
    asked = queries.Asked(charges)
    found: dict[Key, list[Charge]] = defaultdict(list)
    for charge in charges:
        key = asked.key(charge)
        holds = key.service_on <= on <= (key.service_through or key.service_on)
        if holds and not any(_bars(claim, charge) for claim in with_payers):
            found[key].append(charge)
    return [
        part
        for key, mine in found.items()
        for part in asked.parted(Wanted(key, tuple(asked.line(each) for each in mine), ()), mine[0])
    ]


def _charges(clients: Collection[UUID], first: date, last: date) -> list[Charge]:
    charges = Charge.objects.filter(
        attendance__client_id__in=clients, service_on__range=(first, last), current=True, status=Charge.Status.READY
    )
    return list(charges.select_related(*queries.WITH_CHARGE).order_by("service_on", "id"))


def _span(charges: Collection[Charge], open_: Collection[Claim], on: date) -> tuple[date, date]:
    """From the first to the last day of the periods of charges and of claims that have not left."""
    asked = queries.Asked(charges)
    periods = [(key.service_on, key.service_through) for key in map(asked.key, charges)]
    periods += [(claim.service_on, claim.service_through) for claim in open_]
    return min([first for first, _ in periods], default=on), max([last or first for first, last in periods], default=on)


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
        each
        if each.diagnoses
        else replace(each, diagnoses=tuple(codes[each.key.client_id][: MOST_DIAGNOSES[each.key.form]]))
        for each in wanted
    ]
