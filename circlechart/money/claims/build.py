"""From claim facts to the bytes of a file, our own edits while they are written, and the second opinion on them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, islice

from circlechart.base.formats.x12 import check, edits, institutional, professional, words, write837i, write837p
from circlechart.base.formats.x12.edits.finding import ERROR
from circlechart.base.formats.x12.envelope import Envelope
from circlechart.base.formats.x12.segments import Unwritable
from circlechart.money.claims.facts import Finding
from circlechart.money.claims.rules import places

SEGMENTS_AT_ONCE = 2000
AnyTransaction = professional.Transaction | institutional.Transaction


def file(envelope: Envelope, transactions: Iterable[AnyTransaction], line_ending: str = "") -> str:
    """This function will write the file. Raises: Unwritable."""
    return "".join(segment + line_ending for segment in stream(envelope, transactions))


def stream(envelope: Envelope, transactions: Iterable[AnyTransaction]) -> Iterator[str]:
    """This function will write the file segment by segment: an 837P or an 837I, never both. Raises: Unwritable."""
    coming = iter(transactions)
    first = list(islice(coming, 1))
    if any(isinstance(each, institutional.Transaction) for each in first):
        bills = (each for each in chain(first, coming) if isinstance(each, institutional.Transaction))
        return write837i.stream(envelope, bills)
    return write837p.stream(
        envelope, (each for each in chain(first, coming) if isinstance(each, professional.Transaction))
    )


def checked(
    envelope: Envelope, transactions: Iterable[AnyTransaction], *, today: date
) -> tuple[str, tuple[edits.Finding, ...]]:
    """This function will write a file, and say what our own edits find in it while it is written. Raises: Unwritable."""
    written: list[str] = []
    pieces = _pieces(stream(envelope, transactions), written)
    said = tuple(edits.findings(pieces, today=today))
    return "".join(written), said


def _pieces(segments: Iterator[str], written: list[str]) -> Iterator[str]:
    while piece := "".join(islice(segments, SEGMENTS_AT_ONCE)):
        written.append(piece)
        yield piece


def findings(envelope: Envelope, transactions: Sequence[AnyTransaction], *, today: date) -> tuple[Finding, ...]:
    """This function will say what the writer, our own edits and then pyx12 refuse of a file, and where it is mended."""
    try:
        text, said = checked(envelope, transactions, today=today)
    except Unwritable as problem:
        sentence = f"{places.named(problem.at, _form(transactions))} “{problem.value}” {problem.mend}"
        return (_placed("cannot-be-written", sentence, "Correct it where it is kept.", problem.at, transactions),)
    own = [_own(one, transactions) for one in said if one.level == ERROR]
    return tuple(own) or tuple(_second(text, transactions))


def _own(one: edits.Finding, transactions: Sequence[AnyTransaction]) -> Finding:
    at = f"{one.loop} {one.element or one.segment}".strip()
    sentence = one.sentence if one.loop else f"The file: {one.sentence}"
    return _placed(one.rule, sentence, one.mend, at, transactions)


def _second(text: str, transactions: Sequence[AnyTransaction]) -> Iterator[Finding]:
    """What pyx12 refuses, with the loop that it does not tell."""
    objections = check.objections(text)
    said = [(loop.name, each) for loop in words.loops(text) for each in loop.segments] if objections else []
    starts = [at for at, (_, each) in enumerate(said) if each.text.startswith("ST*")]
    for one in objections:
        at = starts[one.transaction - 1] + one.segment_position - 1 if 0 < one.transaction <= len(starts) else -1
        loop = said[at][0] if 0 <= at < len(said) else ""
        where = f"{loop} {one.segment}{one.element.zfill(2) if one.element else ''}".strip()
        sentence = f"{places.named(where, _form(transactions))}: {one.sentence}"
        yield _placed("pyx12", sentence, "Correct the value, or report it.", where, transactions)


def _placed(rule: str, sentence: str, mend: str, at: str, transactions: Sequence[AnyTransaction]) -> Finding:
    dependent = any(claim.dependent is not None for each in transactions for claim in each.claims)
    return Finding(rule, sentence, mend, at, places.place_of(rule, at, _form(transactions), dependent=dependent))


def _form(transactions: Sequence[AnyTransaction]) -> str:
    institutional_form = any(isinstance(each, institutional.Transaction) for each in transactions)
    return "institutional" if institutional_form else "professional"
