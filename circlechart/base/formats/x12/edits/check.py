"""A whole file through the edits, segment by segment; what is found comes out as it is found."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol

from circlechart.base.formats.x12.edits.answers import Acknowledged, Asked, interchange_acknowledged
from circlechart.base.formats.x12.edits.claim_institutional import Institutional
from circlechart.base.formats.x12.edits.claim_professional import Professional
from circlechart.base.formats.x12.edits.envelope import Envelope, at
from circlechart.base.formats.x12.edits.finding import Desk, Finding, Handler
from circlechart.base.formats.x12.edits.hierarchy import Hierarchy
from circlechart.base.formats.x12.edits.reading import Pieces, segments
from circlechart.base.formats.x12.edits.remittance import Remittance

OLD_VERSION, DENTAL, INSTITUTIONAL = "004010", "X224", "X223"


class Transaction(Protocol):
    """The edits of one ST to SE."""

    def handlers(self) -> dict[str, Handler]:
        """This function will return who reads which segment."""

    def close(self) -> None:
        """This function will say what only the end shows."""


class Unknown:
    """A transaction of which only the levels are known."""

    def __init__(self, desk: Desk, kind: str) -> None:
        self.levels = Hierarchy(desk, kind)

    def handlers(self) -> dict[str, Handler]:
        """This function will return who reads which segment."""
        return {"HL": self.levels.enter}

    def close(self) -> None:
        """This function will leave the levels."""
        self.levels.close()


class File:
    """One file: its envelope, and the transaction that is open."""

    def __init__(self, today: date) -> None:
        self.desk = Desk(today)
        self.envelope = Envelope(self.desk)
        self.transaction: Transaction | None = None
        self.position = 0
        """How many segments there were, once all are read."""
        self.starts: list[int] = []
        """Position of every ST, because others count from there."""
        self.versions: set[str] = set()
        """Every GS08."""
        self.delimiters: set[str] = set()
        """How the interchanges part segments and elements."""
        self._envelope = {
            **self.envelope.handlers(), "GS": self._gs, "ST": self._st, "SE": self._se, "TA1": self._ta1,
            "ISA": self._isa, "GE": self._ge, "IEA": self._iea,
        }  # fmt: skip
        self.desk.handlers = self._envelope

    def findings(self, chunks: Iterable[str]) -> Iterator[Finding]:
        """This function will yield every finding in the order of the file. It never raises, whatever the text is."""
        desk, other = self.desk, self.envelope.other
        marks, found = desk.marks, desk.found
        for pieces in segments(chunks, marks):
            desk.position += 1
            handler = desk.handlers.get(pieces[0])
            if handler is None:
                other(pieces)
            else:
                handler(pieces)
            if marks.strange or not pieces[-1]:
                self._odd(pieces)
            if found:
                yield from found
                found.clear()
        self._ends()
        self.position, desk.position = desk.position, 0
        self.envelope.close()
        yield from found

    def _isa(self, isa: Pieces) -> None:
        self._ends()
        self.envelope.isa_opens(isa)
        self.delimiters.add(self.desk.marks.element + self.desk.marks.end)

    def _gs(self, gs: Pieces) -> None:
        self._ends()
        self.envelope.gs_opens(gs)
        version = at(gs, 8)
        self.versions.add(version[:15])
        if not version.startswith("005010"):
            self.desk.warning("envelope.old", "GS", "08", version, "The group is not of version 5010; most edits are "
                              "made for that.", "Ask the sender for 5010.")  # fmt: skip

    def _st(self, st: Pieces) -> None:
        self._ends()
        self.envelope.st_opens(st)
        self.starts.append(self.desk.position)
        self.desk.loop = self.desk.claim = ""
        version = at(st, 3) or at(self.envelope.gs or [], 8)
        self.transaction = transaction(self.desk, at(st, 1), version)
        self.desk.handlers = {**self.transaction.handlers(), **self._envelope}

    def _se(self, se: Pieces) -> None:
        self._ends()
        self.envelope.se_closes(se)

    def _ge(self, ge: Pieces) -> None:
        self._ends()
        self.envelope.ge_closes(ge)

    def _iea(self, iea: Pieces) -> None:
        self._ends()
        self.envelope.iea_closes(iea)

    def _ta1(self, ta1: Pieces) -> None:
        self.envelope.other(ta1)
        interchange_acknowledged(self.desk, ta1)

    def _ends(self) -> None:
        if self.transaction is not None:
            self.transaction.close()
            self.transaction = None
            self.desk.loop = self.desk.claim = ""
            self.desk.handlers = self._envelope

    def _odd(self, pieces: Pieces) -> None:
        """Letters that X12 cannot carry, and separators without a value behind them. Source: facts/x12.md section 2."""
        if self.desk.marks.strange:
            self.desk.marks.strange = False
            value = next((each for each in pieces if not each.isascii()), "")
            place = next((f"{number:02d}" for number, each in enumerate(pieces) if not each.isascii()), "")
            self.desk.error("value.letters", pieces[0], place, value, "The value has a letter that X12 cannot carry.",
                            "Write it with plain letters, without accents.")  # fmt: skip
        if len(pieces) > 1 and not pieces[-1]:
            self.desk.warning("value.trailing", pieces[0], f"{len(pieces) - 1:02d}", "", "The segment ends with a "
                              "separator and no value.", "Leave separators away at the end; some payers refuse "
                              "them.")  # fmt: skip


def transaction(desk: Desk, kind: str, version: str) -> Transaction:
    """This function will return the edits of a transaction: by its number, and for claims by its guide."""
    if kind == "835":
        return Remittance(desk)
    if kind in ("270", "271", "276", "277"):
        return Asked(desk, kind)
    if kind == "999":
        return Acknowledged(desk)
    if kind != "837" or version.startswith(OLD_VERSION) or DENTAL in version:
        return Unknown(desk, kind)
    return Institutional(desk) if INSTITUTIONAL in version else Professional(desk)


def findings(chunks: Iterable[str], *, today: date) -> Iterator[Finding]:
    """This function will yield what our own edits find in a file, given as one text or as pieces of it.

    Shape: any text; a file of any length takes the same memory but for the numbers of its claims.
    """
    yield from File(today).findings([chunks] if isinstance(chunks, str) else chunks)
