"""A professional claim that is too long for one: fifty lines, twelve diagnoses."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from circlechart.base.formats.x12.benefits import OtherPayer
from circlechart.base.formats.x12.professional import Claim, Line
from circlechart.base.formats.x12.segments import Unwritable
from circlechart.base.formats.x12.write837p import MOST_DIAGNOSES, MOST_LINES

ORIGINAL = "1"
ZERO = Decimal("0.00")
BY_HAND = "belongs to the claim as a whole and cannot be divided. Divide the claim by hand."


def split(claim: Claim) -> tuple[Claim, ...]:
    """This function will divide a claim that is too long into claims that fit; one that fits comes back alone.

    Lines keep their order and control numbers. With more than twelve diagnoses each part lists those its lines point
    to, in the order of the whole claim, then as many of the others as there is room for; a diagnosis that no line
    points to and that finds no room is left off. The first part keeps the claim's numbers, the others add -2, -3...
    What was paid is divided: by another payer as it decided on the lines, by the patient from the first part on.
    Raises: Unwritable when a part could not stand alone.
    """
    if len(claim.lines) <= MOST_LINES and len(claim.diagnoses) <= MOST_DIAGNOSES:
        return (claim,)
    _refuse_indivisible(claim)
    parts = list(_parts(claim))
    return tuple(_with_money_of_patient(parts, claim.patient_paid))


def _refuse_indivisible(claim: Claim) -> None:
    if claim.frequency != ORIGINAL:
        mend = "corrects one claim, so it cannot become several. Void that claim and send new ones."
        raise Unwritable("2300 REF*F8", claim.control_number, mend)
    for line in claim.lines:
        if not all(1 <= at <= len(claim.diagnoses) for at in line.pointers) or len(set(line.pointers)) > MOST_DIAGNOSES:
            raise Unwritable("SV107", str(line.pointers), "must point to the claim's diagnoses.")
        if any(each.bundled_into is not None for each in line.adjudications):
            raise Unwritable("2430 SVD06", line.control_number, BY_HAND)
    for other in claim.other_payers:
        if other.adjustments or other.not_covered is not None or other.patient_owes is not None:
            raise Unwritable("2320", other.name, BY_HAND)
        if other.paid is not None and other.paid != _paid_on(claim.lines, other):
            raise Unwritable("2320 AMT*D", other.name, BY_HAND)


def _parts(claim: Claim) -> Iterator[Claim]:
    too_many = len(claim.diagnoses) > MOST_DIAGNOSES
    pointed = {at for line in claim.lines for at in line.pointers}
    spare = [at for at in range(1, len(claim.diagnoses) + 1) if at not in pointed]
    for number, lines in enumerate(_packs(claim), start=1):
        kept = list(range(1, len(claim.diagnoses) + 1))
        if too_many:
            used = {at for line in lines for at in line.pointers}
            room = MOST_DIAGNOSES - len(used)
            kept = sorted(used.union(spare[:room]))
            spare = spare[room:]
        yield _part(claim, number, lines, kept)


def _packs(claim: Claim) -> Iterator[tuple[Line, ...]]:
    """Lines in their order; a new pack begins where the next line, or its diagnoses, would not fit."""
    pack: list[Line] = []
    used: set[int] = set()
    for line in claim.lines:
        together = used.union(line.pointers)
        if pack and (len(pack) == MOST_LINES or len(together) > MOST_DIAGNOSES):
            yield tuple(pack)
            pack, together = [], set(line.pointers)
        pack.append(line)
        used = together
    if pack:
        yield tuple(pack)


def _part(claim: Claim, number: int, lines: tuple[Line, ...], kept: list[int]) -> Claim:
    places = {old: new for new, old in enumerate(kept, start=1)}
    suffix = f"-{number}" if number > 1 else ""
    return replace(
        claim,
        control_number=claim.control_number + suffix,
        trace_number=claim.trace_number + suffix if claim.trace_number else "",
        lines=tuple(replace(line, pointers=tuple(places[at] for at in line.pointers)) for line in lines),
        diagnoses=tuple(claim.diagnoses[at - 1] for at in kept),
        other_payers=tuple(
            other if other.paid is None else replace(other, paid=_paid_on(lines, other)) for other in claim.other_payers
        ),
    )


def _paid_on(lines: tuple[Line, ...], other: OtherPayer) -> Decimal:
    decisions = (each for line in lines for each in line.adjudications)
    return sum((each.paid for each in decisions if each.payer_identifier == other.identifier), start=ZERO)


def _with_money_of_patient(parts: list[Claim], paid: Decimal | None) -> Iterator[Claim]:
    left = paid
    for place, part in enumerate(parts, start=1):
        if left is None:
            yield part
            continue
        share = left if place == len(parts) else min(left, part.amount)
        left -= share
        yield replace(part, patient_paid=share if share or place == 1 else None)
