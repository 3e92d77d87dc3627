"""The HI segments of an 837I: each group of codes in its own segments, in the order the guide demands."""

from collections.abc import Iterator

from circlechart.base.formats.x12 import codes
from circlechart.base.formats.x12 import institutional as facts
from circlechart.base.formats.x12.segments import Segment, Unwritable, amount, code, day, days, segment
from circlechart.base.formats.x12.write_details import conditions, diagnosis, lists

MOST_DIAGNOSES, MOST_REASONS, MOST_CAUSES, MOST = 25, 3, 12, 24


def diagnoses(claim: facts.Claim) -> Iterator[Segment]:
    """This function will yield ABK, ABJ, APR, ABN, DR and ABF. Raises: Unwritable."""
    if not 1 <= len(claim.diagnoses) <= MOST_DIAGNOSES:
        raise Unwritable(
            "2300 HI", claim.control_number, f"has {len(claim.diagnoses)} diagnoses; a claim holds 1 to 25."
        )
    principal, *others = claim.diagnoses
    yield segment("HI", _diagnosis("ABK", principal))
    if claim.admitting:
        yield segment("HI", ("ABJ", diagnosis(claim.admitting)))
    yield from lists("APR", [("APR", diagnosis(each)) for each in claim.reasons], most=MOST_REASONS)
    yield from lists("ABN", [_diagnosis("ABN", each) for each in claim.external_causes], most=MOST_CAUSES)
    if claim.drg:
        yield segment("HI", ("DR", code(claim.drg, at="2300 HI*DR", shortest=3, longest=4)))
    yield from lists("ABF", [_diagnosis("ABF", each) for each in others], most=MOST)


def events(claim: facts.Claim) -> Iterator[Segment]:
    """This function will yield BBR, BBQ, BI, BH, BE and BG. Raises: Unwritable."""
    if claim.procedures:
        principal, *others = claim.procedures
        yield segment("HI", _procedure("BBR", principal))
        yield from lists("BBQ", [_procedure("BBQ", each) for each in others], most=MOST)
    yield from lists(
        "BI",
        [("BI", _code(each.code, "BI"), "RD8", days(each.first, each.last, at="2300 HI*BI")) for each in claim.spans],
        most=MOST,
    )
    yield from lists(
        "BH",
        [("BH", _code(each.code, "BH"), "D8", day(each.on, at="2300 HI*BH")) for each in claim.occurrences],
        most=MOST,
    )
    yield from lists(
        "BE",
        [("BE", _code(each.code, "BE"), "", "", amount(each.amount, at="2300 HI*BE")) for each in claim.values],
        most=MOST,
    )
    yield from conditions(claim.conditions)


def _diagnosis(qualifier: str, one: facts.Diagnosis) -> tuple[str, ...]:
    present = codes.one_of_or_none(one.present_on_admission, codes.PRESENT_ON_ADMISSION, at=f"2300 HI*{qualifier}-9")
    return (qualifier, diagnosis(one.code), "", "", "", "", "", "", present)


def _procedure(qualifier: str, one: facts.Procedure) -> tuple[str, ...]:
    at = f"2300 HI*{qualifier}"
    return (qualifier, code(one.code, at=at, shortest=3, longest=7), "D8", day(one.on, at=at))


def _code(value: str, qualifier: str) -> str:
    return code(value, at=f"2300 HI*{qualifier}", shortest=2, longest=2)
