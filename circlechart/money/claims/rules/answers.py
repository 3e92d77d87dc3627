"""Whether a payer's answer to a claim can be as it was typed. Pure functions."""

import re
from collections.abc import Mapping
from decimal import Decimal

from circlechart.base.formats.x12.codes import ADJUSTMENT_GROUPS
from circlechart.money.claims.facts import AnswerGiven, LineGiven, Unbalanced

REASON = re.compile(r"[A-Z0-9]{1,5}")
NUMBER = re.compile(r"[A-Za-z0-9 ./_-]{0,50}")
CENT = Decimal("0.01")
DECIDED = ("paid", "denied")
ZERO = Decimal("0.00")


def problem(given: AnswerGiven, billed: Mapping[str, Decimal]) -> Unbalanced | None:
    """This function will find what is wrong with an answer. `billed` is each line's amount by its control number.

    Source: 005010X222A1 1.4.1: what was billed is what was paid plus all adjustments, on each line.
    Returns None when: nothing is.
    """
    if NUMBER.fullmatch(given.payer_claim_number) is None:
        mend = "Copy the number as it stands on the remittance: letters and digits."
        return Unbalanced("Payer's claim number", given.payer_claim_number, "This cannot be a payer's number.", mend)
    if given.kind == "rejected" and not given.reasons.strip():
        return Unbalanced("Reasons", "", "A rejection has a reason.", "Copy what the clearinghouse or the payer wrote.")
    if given.kind not in DECIDED:
        return None
    if {line.control_number for line in given.lines} != set(billed):
        return Unbalanced("Lines", "", "Some line has no decision.", "Enter what the payer decided about every line.")
    found = (_of_line(f"Line {at}", line, billed[line.control_number]) for at, line in enumerate(given.lines, 1))
    return next(filter(None, found), None) or _of_whole(given)


def owed(given: AnswerGiven) -> Decimal:
    """This function will say what the payer leaves to the patient: the adjustments of group PR. Units: dollars."""
    adjustments = [each for line in given.lines for each in line.adjustments]
    return sum((each.amount for each in adjustments if each.group == "PR"), start=ZERO)


def paid(given: AnswerGiven) -> Decimal:
    """This function will add up what the payer paid. Units: dollars."""
    return sum((line.paid for line in given.lines), start=ZERO)


def _of_whole(given: AnswerGiven) -> Unbalanced | None:
    if given.kind == "paid" and paid(given) <= 0 and owed(given) <= 0:
        because = "Nothing was paid, and nothing was left to the patient."
        return Unbalanced("Answer", "Paid", because, "Choose Denied, or enter what was paid.")
    if given.kind == "denied" and paid(given) > 0:
        mend = "Choose Paid, also when only a part was paid."
        return Unbalanced("Answer", "Denied", "A claim of which something was paid was not denied.", mend)
    return None


def _of_line(words: str, line: LineGiven, billed: Decimal) -> Unbalanced | None:
    if line.paid < 0 or line.paid != line.paid.quantize(CENT):
        return Unbalanced(f"{words}: paid", str(line.paid), "This is not an amount.", "Write dollars and cents.")
    for each in line.adjustments:
        if each.group not in ADJUSTMENT_GROUPS or REASON.fullmatch(each.reason) is None:
            mend = "Copy group and reason from the remittance, such as CO and 45."
            return Unbalanced(f"{words}: reason", f"{each.group} {each.reason}", "This is no adjustment code.", mend)
        if each.amount == 0 or each.amount != each.amount.quantize(CENT):
            return Unbalanced(f"{words}: amount", str(each.amount), "An adjustment has an amount.", "Write dollars.")
    adjusted = sum((each.amount for each in line.adjustments), start=ZERO)
    if line.paid + adjusted != billed:
        because = (
            f"Paid {line.paid:,.2f} and adjusted {adjusted:,.2f} are {line.paid + adjusted:,.2f}, not {billed:,.2f}."
        )
        mend = "What was billed is what was paid plus all adjustments: one is missing, or an amount is wrong."
        return Unbalanced(f"{words}: paid", f"{line.paid:,.2f}", because, mend)
    return None
