"""One claim while it is read, and the edits that need nothing else.

Source of each: facts/x12.md section 2 (what validators miss), section 5 (frequent rejections) and section 6 (loops).
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from circlechart.base.formats.x12.edits import values
from circlechart.base.formats.x12.edits.cob import ZERO, Benefits
from circlechart.base.formats.x12.edits.finding import Desk

LONGEST_NUMBER, RELIABLE_NUMBER = 38, 20
"""CLM01: what 5010 lets in, and what a payer must send back."""
WORDS_AT = 6
"""Where a composite of procedure and modifiers has its description."""
ICD_10_SINCE = date(2015, 10, 1)


@dataclass(slots=True)
class Claim:
    """What the edits remember of one claim until it ends."""

    position: int
    total: Decimal | None
    place: str
    frequency: str
    charged: Decimal = ZERO
    complete: bool = True
    """False once a line's charge could not be read: then the sum says nothing."""
    lines: int = 0
    diagnoses: int = 0
    principal: bool = False
    old_diagnoses: bool = False
    payer_number: bool = False
    controls: set[str] = field(default_factory=set)
    served_until: date | None = None
    served: list[tuple[int, str, tuple[date, date]]] = field(default_factory=list)
    """Position, text and span of the lines' service dates, when there is a statement period to hold them against."""
    statement: tuple[date, date] | None = None
    conditions: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    """Its diagnoses."""
    code_rank: int = 0
    """How far the groups of codes have come in their order."""
    attending: bool = False
    status: str | None = None
    """CL103; None without a CL1."""


def number(desk: Desk, number: str) -> None:
    """This function will check CLM01: its length, and that no other claim of the file has it. Source: facts/x12.md 2."""
    if not 0 < len(number) <= LONGEST_NUMBER:
        desk.error("claim.number", "CLM", "01", number, "The claim's number must have 1 to 38 characters.",
                   "Shorten it to 20; no more come back reliably.")  # fmt: skip
    elif len(number) > RELIABLE_NUMBER:
        desk.warning("claim.number", "CLM", "01", number, "Payers must send back only 20 characters of the claim's "
                     "number.", "Shorten it to 20.")  # fmt: skip
    if number in desk.claims:
        desk.error("claim.again", "CLM", "01", number, "The claim stands twice in this file, or two claims have the "
                   "same number.", "Take one out, or number it anew.")  # fmt: skip
    desk.claims.add(number)


def procedure(desk: Desk, component: str, name: str, place: str, composite: str) -> None:
    """This function will check code and modifiers of SV101 or SV202 by their shape. Source: facts/x12.md 2."""
    parts = composite.split(component)
    if parts[0] != "HC":
        return
    code = parts[1] if len(parts) > 1 else ""
    if not values.procedure(code):
        desk.error("code.procedure", name, f"{place}-2", code, "This is not a CPT or HCPCS code: five digits, or "
                   "a letter and four digits.", "Correct the code in the payer's rules or the charge.")  # fmt: skip
    for number, one in enumerate(parts[2:6], start=3):
        if one and not values.modifier(one):
            desk.error("code.modifier", name, f"{place}-{number}", one, "This is not a modifier: two letters or "
                       "digits.", "Correct the modifier in the payer's rules.")  # fmt: skip
        elif one and one in parts[2 : number - 1]:
            desk.warning("code.again", name, f"{place}-{number}", one, "The line carries the same modifier twice.",
                         "Take one out.")  # fmt: skip
    if len(parts) > WORDS_AT and values.modifier(parts[WORDS_AT]):
        desk.error("code.modifier", name, f"{place}-7", parts[WORDS_AT], "A line carries four modifiers; the fifth stands "
                   "where words that describe the service belong.", "Keep the four that the payer needs.")  # fmt: skip


def born_before(desk: Desk, born: date | None, served: date, text: str) -> None:
    """This function will refuse a service before the patient's birth. Source: facts/x12.md 2, dates."""
    if born is not None and served < born:
        desk.error("date.before_birth", "DTP", "03", text, "The service lies before the patient's birth.",
                   "Correct the day of service or the birth date.")  # fmt: skip


def ended(desk: Desk, claim: Claim, benefits: Benefits, responsibility: str) -> None:
    """This function will say what only the end of a claim shows. Source: facts/x12.md 2, 5 and 6."""
    if not claim.lines:
        desk.error("claim.no_lines", "CLM", "", "", "The claim has no line.", "Bill at least one service.",
                   at=claim.position, loop="2300")  # fmt: skip
    elif claim.complete and claim.total is not None and claim.total != claim.charged:
        desk.error("claim.total", "CLM", "02", str(claim.total), f"The claim's total ({claim.total}) is not the sum "
                   f"of its lines ({claim.charged}).", f"Put {claim.charged}.", at=claim.position,
                   loop="2300")  # fmt: skip
    if claim.frequency in ("7", "8") and not claim.payer_number:
        desk.error("claim.payer_number", "CLM", "05-3", claim.frequency, "A replacement or void must name the "
                   "payer's own number of the first claim (REF*F8), and does not.", "Copy the payer's claim number "
                   "(ICN) from the remittance or the claim status.", at=claim.position, loop="2300")  # fmt: skip
    if claim.frequency == "1" and claim.payer_number:
        desk.warning("claim.payer_number", "CLM", "05-3", "1", "An original names a payer's claim number (REF*F8), which "
                     "only a replacement or a void does.", "Put frequency 7 if it replaces that claim, or leave the "
                     "number out.", at=claim.position, loop="2300")  # fmt: skip
    if not claim.principal:
        desk.error("claim.no_diagnosis", "CLM", "", "", "The claim has no principal diagnosis.",
                   "Enter the client's diagnosis.", at=claim.position, loop="2300")  # fmt: skip
    elif claim.old_diagnoses and claim.served_until is not None and claim.served_until >= ICD_10_SINCE:
        desk.error("code.icd_9", "HI", "01-1", "BK", "The diagnoses are marked as ICD-9, which ended on 1 October "
                   "2015.", "Send ICD-10 codes with ABK and ABF.", at=claim.position, loop="2300")  # fmt: skip
    if benefits.payers:
        benefits.claim_ends(claim.total)
    elif responsibility in ("S", "T"):
        desk.warning("cob.no_payer", "CLM", "", "", "The claim goes to a second or third payer, and does not say "
                     "what the first decided.", "Add the first payer's decision from its remittance.",
                     at=claim.position, loop="2300")  # fmt: skip
