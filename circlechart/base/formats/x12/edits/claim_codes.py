"""Edits of the codes of a claim (HI): diagnoses, conditions, occurrences with their days, in their order.

Source: facts/x12.md section 2 (codes that validators miss) and section 6 (which codes in which order).
"""

from circlechart.base.formats.x12.edits import values
from circlechart.base.formats.x12.edits.claim_parts import Claim
from circlechart.base.formats.x12.edits.codes import CODE_ORDER
from circlechart.base.formats.x12.edits.envelope import at
from circlechart.base.formats.x12.edits.finding import Desk
from circlechart.base.formats.x12.edits.reading import Pieces

PRINCIPAL, DIAGNOSES = ("ABK", "BK"), ("ABK", "ABF", "BK", "BF")
OF_ICD_10 = frozenset(("ABK", "ABF", "ABJ", "APR", "ABN"))
CONDITION, DATED = "BG", ("BH", "BI")


def coded(desk: Desk, claim: Claim, hi: Pieces) -> None:
    """This function will check each code of an HI, and that the groups stand in their order. Source: facts/x12.md 2, 6."""
    for place in range(1, len(hi)):
        parts = hi[place].split(desk.marks.component)
        qualifier, code = parts[0], at(parts, 1)
        if place == 1:
            _in_order(desk, claim, qualifier)
        if qualifier in DIAGNOSES:
            claim.diagnoses += 1
            claim.principal = claim.principal or qualifier in PRINCIPAL
            claim.old_diagnoses = claim.old_diagnoses or qualifier in ("BK", "BF")
            _once(desk, claim.codes, "diagnosis", code, place)
        if qualifier in OF_ICD_10 and not values.diagnosis(code):
            desk.error("code.diagnosis", "HI", f"{place:02d}-2", code, "This is not an ICD-10-CM code: a letter, a "
                       "digit, and up to five more, without the dot.", "Choose the diagnosis again.")  # fmt: skip
        elif qualifier == CONDITION:
            _condition(desk, claim, code, place)
        elif qualifier in DATED and values.span(at(parts, 2), at(parts, 3)) is None:
            desk.error("date.not_real", "HI", f"{place:02d}-4", at(parts, 3), f"The day of occurrence code {code} is not "
                       "real, or a span that runs backwards.", "Correct the date.")  # fmt: skip


def _in_order(desk: Desk, claim: Claim, qualifier: str) -> None:
    rank = CODE_ORDER.get(qualifier, claim.code_rank)
    if rank < claim.code_rank:
        desk.warning("claim.code_order", "HI", "01-1", qualifier, "The groups of codes do not stand in the guide's "
                     "order.", "Put diagnoses first, then occurrences, values and conditions.")  # fmt: skip
    claim.code_rank = max(rank, claim.code_rank)


def _condition(desk: Desk, claim: Claim, code: str, place: int) -> None:
    """Condition codes have their shape; which there are is the NUBC's list."""
    _once(desk, claim.conditions, "condition code", code, place)
    if not values.condition(code):
        desk.warning("code.condition", "HI", f"{place:02d}-2", code, "This does not look like a condition code.",
                     "Check it in the payer's manual.")  # fmt: skip


def _once(desk: Desk, known: set[str], what: str, code: str, place: int) -> None:
    if code in known:
        desk.warning("code.again", "HI", f"{place:02d}-2", code, f"The claim says the same {what} twice.",
                     "Take one out.")  # fmt: skip
    known.add(code)
