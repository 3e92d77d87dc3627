"""From claim facts to the bytes of an 837P, and the second opinion on them."""

from circlechart.base.formats.x12 import check
from circlechart.base.formats.x12.envelope import Envelope
from circlechart.base.formats.x12.professional import Transaction
from circlechart.base.formats.x12.segments import Unwritable
from circlechart.base.formats.x12.write837p import write
from circlechart.money.claims.facts import Finding


def professional(envelope: Envelope, transaction: Transaction) -> str:
    """This function will write the file. Raises: Unwritable."""
    return write(envelope, [transaction])


def findings(envelope: Envelope, transaction: Transaction) -> tuple[Finding, ...]:
    """This function will say what the writer and pyx12 refuse of a file."""
    try:
        text = write(envelope, [transaction])
    except Unwritable as problem:
        return (Finding("cannot-be-written", str(problem), "Correct the value that it names."),)
    return tuple(
        Finding("pyx12", each.sentence, "Correct the value, or report it.", f"{each.segment}{each.element}")
        for each in check.objections(text)
    )
