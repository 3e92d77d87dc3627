"""Whether what other payers decided adds up to what was billed. Pure; the writers write what they are given.

Source: 005010X222 and X223, section 1.4.1: what was billed is what was paid plus all adjustments, for the claim and
for each line.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from circlechart.base.formats.x12.benefits import Adjudication, Adjustment, Billed, OtherPayer, Shared

ZERO = Decimal("0.00")
MEND = "Compare with the remittance: an adjustment is missing, stands twice, or the amount paid is wrong."


@dataclass(frozen=True, slots=True)
class Imbalance:
    """One sum that does not agree."""

    at: str
    """Loop and element, for example 2430 SVD02."""
    line: str
    """The line's control number; empty when the claim as a whole is meant."""
    payer: str
    """The other payer's identifier."""
    sentence: str
    mend: str


def imbalances(claim: Shared) -> tuple[Imbalance, ...]:
    """This function will say in words which payer's decision does not add up; empty when all do. Units: dollars.

    Identities: CLM02 = AMT*D + 2320 CAS + 2430 CAS for each payer that has decided; SV102 or SV203 = SVD02 + CAS for
    each line, all decisions of one payer on that line together. A payer that covers nothing at all (AMT*A8 = CLM02)
    has nothing to add up.
    """
    return tuple(each for other in claim.other_payers for each in _of_payer(claim, other))


def _of_payer(claim: Shared, other: OtherPayer) -> Iterator[Imbalance]:
    decided = [(line, _decisions(line, other)) for line in claim.lines]
    if not other.adjustments and other.paid is None and not any(decisions for _, decisions in decided):
        return
    if other.not_covered == claim.amount and other.paid is None:
        return
    for line, decisions in decided:
        if decisions:
            yield from _of_line(line, decisions, other)
    if other.paid is None:
        words = f"{other.name} has decided, but the claim does not say what it paid in all."
        yield Imbalance("2320 AMT*D", "", other.identifier, words, "Enter the amount paid; 0 when it paid nothing.")
        return
    adjusted = _sum(other.adjustments) + sum((_adjusted(decisions) for _, decisions in decided), start=ZERO)
    if other.paid + adjusted != claim.amount:
        words = _words(other.name, other.paid, adjusted, f"the claim charges {claim.amount:,.2f}")
        yield Imbalance("2320 AMT*D", "", other.identifier, words, MEND)


def _of_line(line: Billed, decisions: list[Adjudication], other: OtherPayer) -> Iterator[Imbalance]:
    paid = sum((each.paid for each in decisions), start=ZERO)
    adjusted = _adjusted(decisions)
    if paid + adjusted != line.amount:
        words = _words(other.name, paid, adjusted, f"line {line.control_number} charges {line.amount:,.2f}")
        yield Imbalance("2430 SVD02", line.control_number, other.identifier, words, MEND)


def _words(name: str, paid: Decimal, adjusted: Decimal, charged: str) -> str:
    return f"{name} paid {paid:,.2f} and adjusted {adjusted:,.2f}, together {paid + adjusted:,.2f}, but {charged}."


def _decisions(line: Billed, other: OtherPayer) -> list[Adjudication]:
    return [each for each in line.adjudications if each.payer_identifier == other.identifier]


def _adjusted(decisions: Iterable[Adjudication]) -> Decimal:
    return sum((_sum(each.adjustments) for each in decisions), start=ZERO)


def _sum(adjustments: Iterable[Adjustment]) -> Decimal:
    return sum((each.amount for each in adjustments), start=ZERO)
