"""Pieces of 2300 and 2400 that both guides share: attachments, contract, reference numbers, diagnoses, procedures."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from circlechart.base.formats.x12 import codes
from circlechart.base.formats.x12.details import Attachment, Contract
from circlechart.base.formats.x12.segments import Segment, Unwritable, amount, code, day, days, optional, segment, text

MOST_ATTACHMENTS, MOST_MODIFIERS, MOST_OF_A_SEGMENT, LONGEST_NOTE = 10, 4, 12, 80
NEEDS_PAYER_NUMBER = {"7": "replacement", "8": "void"}


def attachments(papers: Sequence[Attachment]) -> Iterator[Segment]:
    """This function will yield PWK for each paper. Raises: Unwritable."""
    if len(papers) > MOST_ATTACHMENTS:
        raise Unwritable("2300 PWK", str(len(papers)), f"are more papers than the {MOST_ATTACHMENTS} a claim names.")
    for paper in papers:
        report = codes.one_of(paper.report, codes.REPORTS, at="2300 PWK01")
        way = codes.one_of(paper.transmission, codes.TRANSMISSIONS, at="2300 PWK02")
        if not paper.number and way != codes.ON_REQUEST:
            raise Unwritable("2300 PWK06", report, "is sent, so it needs the number that stands on the paper.")
        number = code(paper.number, at="2300 PWK06", shortest=2, longest=50) if paper.number else ""
        yield segment("PWK", report, way, "", "", "AC" if number else "", number)


def contract(terms: Contract | None) -> Iterator[Segment]:
    """This function will yield CN1 when there is a contract. Raises: Unwritable."""
    if terms is not None:
        sum_of = "" if terms.amount is None else amount(terms.amount, at="2300 CN102")
        yield segment("CN1", codes.one_of(terms.kind, codes.CONTRACTS, at="2300 CN101"), sum_of, "",
                      optional(terms.code, at="2300 CN104", longest=50))  # fmt: skip


def references(loop: str, pairs: Iterable[tuple[str, str]]) -> Iterator[Segment]:
    """This function will yield a REF for each number that is there, in the order given. Raises: Unwritable."""
    for qualifier, value in pairs:
        if value:
            yield segment("REF", qualifier, text(value, at=f"{loop} REF*{qualifier}", longest=50))


def service_dates(first: date, last: date | None) -> Segment:
    """This function will give DTP*472 of a line: a day, or the days from first to last. Raises: Unwritable."""
    if last is None or last == first:
        return segment("DTP", "472", "D8", day(first, at="2400 DTP*472"))
    return segment("DTP", "472", "RD8", days(first, last, at="2400 DTP*472"))


def procedure(name: str, value: str, modifiers: Sequence[str], description: str) -> tuple[str, ...]:
    """This function will give the composite of a procedure with its modifiers. `name` is SV101 or SV202.

    Raises: Unwritable.
    """
    if len(modifiers) > MOST_MODIFIERS:
        raise Unwritable(name, " ".join(modifiers), f"has more than {MOST_MODIFIERS} modifiers.")
    kept = [code(each, at=f"{name}-3", shortest=2, longest=2) for each in modifiers]
    spaces = [""] * (MOST_MODIFIERS - len(kept))
    words = optional(description, at=f"{name}-7", longest=80)
    return ("HC", code(value, at=f"{name}-2", shortest=5, longest=5), *kept, *spaces, words)


def diagnosis(value: str) -> str:
    """This function will give a diagnosis code without its dot. Raises: Unwritable."""
    return code(value.replace(".", ""), at="2300 HI", shortest=3, longest=7)


def lists(kind: str, entries: Sequence[tuple[str, ...]], *, most: int) -> Iterator[Segment]:
    """This function will yield HI segments of twelve entries each. `kind` names them when there are too many.

    Raises: Unwritable.
    """
    if len(entries) > most:
        raise Unwritable(f"2300 HI*{kind}", str(len(entries)), f"are more than the {most} that a claim holds.")
    for start in range(0, len(entries), MOST_OF_A_SEGMENT):
        yield segment("HI", *entries[start : start + MOST_OF_A_SEGMENT])


def conditions(given: Sequence[str]) -> Iterator[Segment]:
    """This function will yield HI*BG. Raises: Unwritable."""
    entries = [("BG", code(each, at="2300 HI*BG", shortest=2, longest=2)) for each in given]
    yield from lists("BG", entries, most=24)


def refuse_doubled_control_numbers(numbers: Sequence[str]) -> None:
    """This function will refuse two lines of one control number: their payments could not be told apart.

    Raises: Unwritable.
    """
    if len(set(numbers)) < len(numbers):
        twice = next(each for place, each in enumerate(numbers) if each in numbers[:place])
        raise Unwritable("2400 REF*6R", twice, "numbers two lines of this claim. Give each line its own number.")


def refuse_without_payer_number(frequency: str, payer_claim_number: str, control_number: str) -> None:
    """This function will refuse a correction that does not say what it corrects. Raises: Unwritable."""
    kind = NEEDS_PAYER_NUMBER.get(frequency)
    if kind and not payer_claim_number:
        raise Unwritable("2300 REF*F8", control_number, f"is a {kind}, which needs the payer's own claim number.")
