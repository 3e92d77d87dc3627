"""From claim facts to the bytes of a file, our own edits while they are written, and the second opinion on them."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from circlechart.base.formats.x12 import check, edits, institutional, professional, write837i, write837p
from circlechart.base.formats.x12.edits.finding import ERROR
from circlechart.base.formats.x12.envelope import Envelope
from circlechart.base.formats.x12.segments import Unwritable
from circlechart.money.claims.facts import Finding

SEGMENTS_AT_ONCE = 2000

WHOSE = {
    "1000A": "The organization",
    "2000A": "The organization",
    "2010AA": "The organization",
    "1000B": "The payer",
    "2010BB": "The payer",
    "2000B": "The coverage",
    "2010BA": "The subscriber",
    "2010CA": "The client",
    "2310A": "Who attends",
    "2310B": "The rendering provider",
    "2310C": "The facility",
    "2310D": "The supervising provider",
    "2310E": "The facility",
}
WHAT = {
    "NM103": "name",
    "NM104": "first name",
    "NM105": "middle name",
    "NM109": "number",
    "N301": "street",
    "N302": "second line of the street",
    "N401": "city",
    "N402": "state",
    "N403": "ZIP code",
    "SBR03": "group number",
}


AnyTransaction = professional.Transaction | institutional.Transaction


def file(envelope: Envelope, transactions: Sequence[AnyTransaction], line_ending: str = "") -> str:
    """This function will write the file. Raises: Unwritable."""
    return "".join(segment + line_ending for segment in stream(envelope, transactions))


def stream(envelope: Envelope, transactions: Sequence[AnyTransaction]) -> Iterator[str]:
    """This function will write the file segment by segment: an 837P or an 837I, never both. Raises: Unwritable."""
    of_institutions = [each for each in transactions if isinstance(each, institutional.Transaction)]
    if of_institutions:
        return write837i.stream(envelope, of_institutions)
    return write837p.stream(envelope, [each for each in transactions if isinstance(each, professional.Transaction)])


def checked(
    envelope: Envelope, transactions: Sequence[AnyTransaction], *, today: date
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
    """This function will say what the writer, our own edits and then pyx12 refuse of a file."""
    try:
        text, said = checked(envelope, transactions, today=today)
    except Unwritable as problem:
        sentence = f"{_named(problem.at)} “{problem.value}” {problem.mend}"
        return (Finding("cannot-be-written", sentence, "Correct it where it is kept.", problem.at),)
    own = [Finding(one.rule, one.sentence, one.mend, _place(one)) for one in said if one.level == ERROR]
    return tuple(own) or tuple(
        Finding("pyx12", each.sentence, "Correct the value, or report it.", f"{each.segment}{each.element}")
        for each in check.objections(text)
    )


def _place(one: edits.Finding) -> str:
    return f"{one.loop} {one.element or one.segment}".strip()


def _named(at: str) -> str:
    """Where a value stands, as a biller calls it."""
    loop, _, element = at.partition(" ")
    return f"{WHOSE.get(loop, 'The claim')}: {WHAT.get(element, element or loop)}"
