"""ISA, GS, ST and their ends: order, control numbers, counts. Holds for every transaction and several interchanges.

Source: ASC X12.5 and X12.6 control structures as the 5010 guides' appendix C prints them; facts/x12.md section 2.
"""

from circlechart.base.formats.x12.edits.codes import GROUPS
from circlechart.base.formats.x12.edits.finding import Desk, Handler
from circlechart.base.formats.x12.edits.reading import ISA_LENGTH, Pieces
from circlechart.base.formats.x12.edits.values import day, digits


def at(pieces: Pieces, place: int) -> str:
    """This function will return an element by its X12 number, 1 for the first; empty when absent."""
    return pieces[place] if place < len(pieces) else ""


class Envelope:
    """What is open at the moment, and what was counted in it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.isa: Pieces | None = None
        self.gs: Pieces | None = None
        self.st: Pieces | None = None
        self.groups = self.sets = self.acknowledged = 0
        self.began = 0
        """Position of the present ST."""
        self.interchanges: set[str] = set()
        self.group_numbers: set[str] = set()
        self.set_numbers: set[str] = set()

    def handlers(self) -> dict[str, Handler]:
        """This function will return who reads which segment of the envelope, without ST and SE."""
        return {"ISA": self.isa_opens, "GS": self.gs_opens, "GE": self.ge_closes, "IEA": self.iea_closes}

    def isa_opens(self, isa: Pieces) -> None:
        """An interchange begins: the one before is closed, its ISA is whole, its number is new in the file."""
        self._left_open(0)
        self.isa, self.groups, self.acknowledged = isa, 0, 0
        self.group_numbers.clear()
        self.desk.loop = self.desk.claim = ""
        if self.desk.marks.length != ISA_LENGTH or len(isa) != 17:
            self.desk.error("envelope.isa", "ISA", "", "", "The ISA does not have its 16 elements in 106 characters, so "
                            "nobody can be sure of the delimiters.", "Write the ISA with every element padded to its "
                            "fixed length.")  # fmt: skip
        number = at(isa, 13)
        if not (len(number) == 9 and digits(number)):
            self.desk.error("envelope.isa13", "ISA", "13", number, "The control number of the interchange is not nine "
                            "digits.", "Give the interchange a number of nine digits that was not used before.")  # fmt: skip
        elif number in self.interchanges:
            self.desk.error("envelope.isa13_again", "ISA", "13", number, "Another interchange of this file has the same "
                            "control number.", "Number every interchange anew; a house drops the second as a "
                            "duplicate.")  # fmt: skip
        self.interchanges.add(number)
        if at(isa, 15) not in ("P", "T"):
            self.desk.error("envelope.isa15", "ISA", "15", at(isa, 15), "The interchange says neither test (T) nor "
                            "production (P).", "Put P for real claims, T for a test.")  # fmt: skip
        if len(isa) == 17 and day("20" + at(isa, 9)) is None:
            self.desk.error("envelope.date", "ISA", "09", at(isa, 9), "The date of the interchange is not a real day.",
                            "Write it as YYMMDD.")  # fmt: skip

    def gs_opens(self, gs: Pieces) -> None:
        """A group begins: inside an interchange, after the one before was closed."""
        self._left_open(1)
        if self.isa is None:
            self._misplaced("GS", "outside an interchange (no ISA is open)")
        self.gs, self.sets = gs, 0
        self.groups += 1
        self.set_numbers.clear()
        if at(gs, 6) in self.group_numbers:
            self.desk.error("envelope.gs06_again", "GS", "06", at(gs, 6), "Another group of this interchange has the "
                            "same control number.", "Number every group anew.")  # fmt: skip
        self.group_numbers.add(at(gs, 6))
        if len(at(gs, 4)) != 8 or day(at(gs, 4)) is None:
            self.desk.error("envelope.date", "GS", "04", at(gs, 4), "The date of the group is not a real day.",
                            "Write it as CCYYMMDD.")  # fmt: skip

    def st_opens(self, st: Pieces) -> None:
        """A transaction begins: inside a group of its kind and version, with a number of its own."""
        self._left_open(2)
        if self.gs is None:
            self._misplaced("ST", "outside a group (no GS is open)")
        self.st, self.began = st, self.desk.position
        self.sets += 1
        kind, number, version = at(st, 1), at(st, 2), at(st, 3)
        if number in self.set_numbers:
            self.desk.error("envelope.st02_again", "ST", "02", number, "Another transaction of this group has the same "
                            "control number.", "Number every transaction of the group anew.")  # fmt: skip
        self.set_numbers.add(number)
        if self.gs is None:
            return
        if GROUPS.get(kind, at(self.gs, 1)) != at(self.gs, 1):
            self.desk.error("envelope.group_kind", "ST", "01", kind, f"A {kind} stands in a group of the kind "
                            f"{at(self.gs, 1)[:5]}.", f"Put it into a group whose GS01 is {GROUPS[kind]}.")  # fmt: skip
        if version and version != at(self.gs, 8):
            self.desk.error("envelope.version", "ST", "03", version, "The transaction names another guide than its "
                            f"group ({at(self.gs, 8)[:15]}).", "Put the same guide into GS08 and ST03.")  # fmt: skip

    def se_closes(self, se: Pieces) -> None:
        """A transaction ends: with its own number, and the count of its segments from ST to SE."""
        if self.st is None:
            self._misplaced("SE", "without an open ST")
            return
        counted = self.desk.position - self.began + 1
        self._counted("SE", se, counted, f"segments from ST to SE, both included; there are {counted}", self.st)
        self.st = None

    def ge_closes(self, ge: Pieces) -> None:
        """A group ends: with its own number, and the count of its transactions."""
        self._left_open(2)
        if self.gs is None:
            self._misplaced("GE", "without an open GS")
            return
        self._counted("GE", ge, self.sets, f"transactions of the group; there are {self.sets}", self.gs)
        self.gs = None

    def iea_closes(self, iea: Pieces) -> None:
        """An interchange ends: with its own number, and the count of its groups."""
        self._left_open(1)
        if self.isa is None:
            self._misplaced("IEA", "without an open ISA")
            return
        self._counted("IEA", iea, self.groups, f"groups of the interchange; there are {self.groups}", self.isa)
        if self.groups == self.acknowledged == 0:
            self.desk.warning("envelope.empty", "IEA", "", "", "The interchange holds neither a group nor a TA1.",
                              "Nothing was sent in it; send it again with its content.")  # fmt: skip
        self.isa = None

    def other(self, pieces: Pieces) -> None:
        """A segment that no edit reads: it has the shape of one, and it stands in a transaction."""
        name = pieces[0]
        if not (2 <= len(name) <= 3 and name.isascii() and name.isalnum() and name == name.upper()):
            self.desk.error("envelope.name", name[:3], "", name, "This is not the name of a segment; a delimiter is "
                            "missing, or stands inside a value.", "Look at the segment before it.")  # fmt: skip
        elif name == "TA1" and self.isa is not None and self.gs is None:
            self.acknowledged += 1
        elif self.st is None:
            self._misplaced(name, "outside a transaction (no ST is open)")

    def close(self) -> None:
        """This function will say what the end of the file left open."""
        marks, desk = self.desk.marks, self.desk
        desk.loop = desk.claim = ""
        if not marks.found:
            desk.error("file.no_isa", "", "", "", "The file holds no X12: there is no ISA segment in it.",
                       "Choose the file as the clearinghouse gave it, unzipped.", at=0)  # fmt: skip
        elif marks.junk:
            desk.warning("file.before_isa", "ISA", "", "", "There is something before the ISA: text, "
                         "or the mark of another encoding.", "Save it as plain ASCII that begins with ISA.", at=1)  # fmt: skip
        if marks.endless:
            desk.error("file.endless", "", "", "", "A segment has more than a million characters: its end is missing, "
                       "and what follows was not read.", "Get the file again; it is damaged.")  # fmt: skip
        if marks.unclosed:
            desk.error("file.unclosed", "", "", "", "The last segment has no end: the file is cut short.",
                       "Get the file again, or write it again.")  # fmt: skip
        self._left_open(0)

    def _left_open(self, depth: int) -> None:
        for level, (name, end, opened) in enumerate((("ISA", "IEA", self.isa), ("GS", "GE", self.gs),
                                                     ("ST", "SE", self.st))):  # fmt: skip
            if level >= depth and opened is not None:
                self.desk.error("envelope.open", name, "", at(opened, 13 if level == 0 else 6 if level == 1 else 2),
                                f"The {name} has no {end} that closes it.", "The file is cut short or two were mixed; "
                                "write it again.")  # fmt: skip
        self.st = None if depth <= 2 else self.st
        self.gs = None if depth <= 1 else self.gs
        self.isa = None if depth <= 0 else self.isa

    def _misplaced(self, name: str, where: str) -> None:
        self.desk.error("envelope.order", name, "", "", f"A {name} stands {where}.",
                        "The file is cut short or two were mixed; write it again.")  # fmt: skip

    def _counted(self, name: str, closing: Pieces, counted: int, what: str, opening: Pieces) -> None:
        said = at(closing, 1)
        if not digits(said) or int(said[:12]) != counted:
            self.desk.error(f"envelope.{name.lower()}01", name, "01", said, f"{name}01 miscounts the {what}.",
                            f"Put {counted}.")  # fmt: skip
        number = at(opening, {"SE": 2, "GE": 6, "IEA": 13}[name])
        if at(closing, 2) != number:
            self.desk.error(f"envelope.{name.lower()}02", name, "02", at(closing, 2), f"{name} closes another number "
                            f"than {opening[0]} opened ({number[:15]}).", f"Put {number[:15]}.")  # fmt: skip
