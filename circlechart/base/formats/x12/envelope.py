"""ISA, GS and ST around the segments of a transaction, with control numbers and counts that agree."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from circlechart.base.formats.x12.segments import Segment, Unwritable, code, count, rendered, segment


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sends to whom, and under which control numbers. Every clearinghouse has its own values here."""

    sender_id: str
    """ISA06 and, unless `group_sender` is given, GS02."""
    receiver_id: str
    """ISA08 and, unless `group_receiver` is given, GS03."""
    created_at: datetime
    """ISA09-10, GS04-05 and BHT04-05: in the sender's wall time."""
    interchange_control: int
    """ISA13 and IEA02: never reused between the same two partners."""
    group_control: int
    """GS06 and GE02."""
    sender_qualifier: str = "ZZ"
    """ISA05."""
    receiver_qualifier: str = "ZZ"
    """ISA07."""
    group_sender: str = ""
    """GS02 when it differs from ISA06."""
    group_receiver: str = ""
    """GS03 when it differs from ISA08."""
    first_set: int = 1
    """ST02 of the first transaction; the others follow. Its partner has never seen the number, when it is given."""
    production: bool = False
    """ISA15: P or T. Some houses ignore it and look at the file name instead."""


@dataclass(frozen=True, slots=True)
class Guide:
    """Which implementation guide the transactions follow."""

    transaction: str
    """ST01, for example 837."""
    version: str
    """GS08 and ST03, for example 005010X222A1."""
    functional_group: str
    """GS01, for example HC for claims."""


def interchange(envelope: Envelope, guide: Guide, transactions: Iterable[Iterable[Segment]]) -> Iterator[str]:
    """This function will yield a whole interchange as text, one segment at a time, so that memory stays flat.

    Raises: Unwritable when a value does not fit its element.
    """
    control = count(envelope.interchange_control, at="ISA13").zfill(9)
    group_control = count(envelope.group_control, at="GS06")
    yield _isa(envelope, control)
    yield rendered(_gs(envelope, guide, group_control))
    sets = 0
    for sets, body in enumerate(transactions, start=1):
        number = count(envelope.first_set + sets - 1, at="ST02").zfill(4)
        yield rendered(segment("ST", guide.transaction, number, guide.version))
        length = 2
        for each in body:
            length += 1
            yield rendered(each)
        yield rendered(segment("SE", str(length), number))
    yield rendered(segment("GE", count(sets, at="GE01"), group_control))
    yield rendered(segment("IEA", "1", control))


def _isa(envelope: Envelope, control: str) -> str:
    at = envelope.created_at
    parts = (
        "ISA",
        "00",
        " " * 10,
        "00",
        " " * 10,
        code(envelope.sender_qualifier, at="ISA05", shortest=2, longest=2),
        code(envelope.sender_id, at="ISA06", longest=15).ljust(15),
        code(envelope.receiver_qualifier, at="ISA07", shortest=2, longest=2),
        code(envelope.receiver_id, at="ISA08", longest=15).ljust(15),
        f"{at:%y%m%d}",
        f"{at:%H%M}",
        "^",
        "00501",
        control,
        "0",
        "P" if envelope.production else "T",
        ":",
    )
    line = "*".join(parts) + "~"
    if len(line) != 106:
        raise Unwritable("ISA", line, "must be exactly 106 characters; check sender and receiver.")
    return line


def _gs(envelope: Envelope, guide: Guide, control: str) -> Segment:
    sender = code(envelope.group_sender or envelope.sender_id, at="GS02", shortest=2, longest=15)
    receiver = code(envelope.group_receiver or envelope.receiver_id, at="GS03", shortest=2, longest=15)
    at = envelope.created_at
    return segment(
        "GS", guide.functional_group, sender, receiver, f"{at:%Y%m%d}", f"{at:%H%M}", control, "X", guide.version
    )
