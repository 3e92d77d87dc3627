"""Which claims there should be for a day: originals, corrections of what stands with the payers, and secondaries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from circlechart.money.charges.models import Charge
from circlechart.money.claims import queries
from circlechart.money.claims.facts import Judged, Key, Wanted
from circlechart.money.claims.models import Claim
from circlechart.money.claims.states import LEFT, OPEN


def of_day(clients: Collection[UUID], on: date, open_: Collection[Claim]) -> list[Wanted]:
    """This function will list the claims that should be in the worklist for these clients and this day of service.

    `open_` are those that are there, of which some may run over several days.
    """
    charges = _charges(clients, on, on)
    first_on, last_on = _span(charges, open_, on)
    if first_on < last_on:
        charges = _charges(clients, first_on, last_on)
    with_payers = queries.standing_on(clients, first_on, last_on)
    if not with_payers:
        return _diagnosed(_originals(charges, on, [], []))
    first = queries.judge([each for each in with_payers if each.follows_id is None])
    asked = queries.asked_of_second(first)
    later = [each for each in with_payers if each.follows_id is not None]
    second, fresh = queries.judge_secondaries(later, first, asked) if asked or later else ([], [])
    corrections = [each for judged in (*first, *second) if (each := correction(judged)) is not None]
    of_period = [each for each in (*corrections, *fresh) if _about(each, on, with_payers)]
    return _diagnosed([*_originals(charges, on, with_payers, first), *of_period])


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
    running = Claim.objects.filter(queries.running_on(on), client_id__in=clients, status__in=(*OPEN, *LEFT))
    first, last = _span(_charges(clients, on, on), running, on)
    return [first + timedelta(days=more) for more in range((last - first).days + 1)]


def _originals(charges: list[Charge], on: date, with_payers: list[Claim], judged: Collection[Judged]) -> list[Wanted]:
    """The ready charges that no payer has yet, by the claim that they belong to; each claim has the day in its period.

    One that came into the period of a claim that left is put on its correction, and is no original.
    """
    asked = queries.Asked(charges)
    joined = {line.charge_id for each in judged if each.wanted is not None for line in each.wanted.lines}
    found: dict[Key, list[Charge]] = defaultdict(list)
    for charge in charges:
        key = asked.key(charge)
        holds = key.service_on <= on <= (key.service_through or key.service_on)
        if holds and charge.id not in joined and not any(_bars(claim, charge) for claim in with_payers):
            found[key].append(charge)
    return [
        part
        for key, mine in found.items()
        for part in asked.parted(Wanted(key, tuple(asked.line(each) for each in mine), ()), mine[0])
    ]


def _about(wanted: Wanted, on: date, with_payers: Collection[Claim]) -> bool:
    """Whether a correction or a secondary claim, or what it corrects, has a day in its period."""
    corrected = [each for each in with_payers if each.id == wanted.replaces_id]
    spans = [(wanted.key.service_on, wanted.key.service_through)]
    spans += [(each.service_on, each.service_through) for each in corrected]
    lines = [line.service_on for line in wanted.lines]
    return on in lines or any(first <= on <= (last or first) for first, last in spans)


def _charges(clients: Collection[UUID], first: date, last: date) -> list[Charge]:
    charges = Charge.objects.filter(
        attendance__client_id__in=clients, service_on__range=(first, last), current=True, status=Charge.Status.READY
    )
    return list(charges.select_related(*queries.WITH_CHARGE).order_by("service_on", "id"))


def _span(charges: Collection[Charge], open_: Iterable[Claim], on: date) -> tuple[date, date]:
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


def _diagnosed(wanted: list[Wanted]) -> list[Wanted]:
    """Each with the client's codes in force on its last day of service; what was billed keeps its own."""
    bare = [each for each in wanted if not each.diagnoses]
    if not bare:
        return wanted
    codes = queries.in_force(each.key.client_id for each in bare)
    return [each if each.diagnoses else replace(each, diagnoses=codes.of(each)) for each in wanted]
