"""HL: numbers from 1 without a gap, parents that exist and are of the right level, HL04 that tells the truth.

Source: facts/x12.md section 2 (wrong parent; HL04=1 without a child, which pyx12 misses); the levels of the guides.
"""

from circlechart.base.formats.x12.edits.codes import PARENTS
from circlechart.base.formats.x12.edits.envelope import at
from circlechart.base.formats.x12.edits.finding import Desk
from circlechart.base.formats.x12.edits.reading import Pieces

ASKED = ("837", "270", "276")
"""What a provider sends. An answer may end above the level that HL04 promised, with the reason of a refusal (AAA)."""


class Hierarchy:
    """The levels from the top down to the present one, because children follow their parent."""

    __slots__ = ("asked", "count", "desk", "open", "parents")

    def __init__(self, desk: Desk, kind: str) -> None:
        self.desk = desk
        self.parents = PARENTS.get(kind, {})
        self.asked = kind in ASKED
        self.count = 0
        self.open: list[tuple[str, str, str, int, list[int]]] = []
        """Number, level, HL04, position and, as a list of one, how many children came."""

    def enter(self, hl: Pieces) -> None:
        """This function will place the level under its parent, and say what is wrong with either."""
        number, parent, level, child = at(hl, 1), at(hl, 2), at(hl, 3), at(hl, 4)
        self.count += 1
        if number != str(self.count):
            self.desk.error("hl.number", "HL", "01", number, "The levels (HL) are not numbered 1, 2, 3 without a gap.",
                            f"Put {self.count}.")  # fmt: skip
        wanted = self.parents.get(level)
        known = any(one[0] == parent for one in self.open)
        while self.open and (self.open[-1][0] != parent if known or not parent else self.open[-1][1] != wanted):
            self._left(self.open.pop())
        if wanted is None and self.parents:
            self.desk.error("hl.level", "HL", "03", level, "This kind of level does not exist in this transaction.",
                            f"Use one of {', '.join(self.parents)}.")  # fmt: skip
        elif parent and not known:
            self.desk.error("hl.parent", "HL", "02", parent, "The level hangs under a number that is not one of the "
                            "levels above it.", "Name the HL01 of the level to which it belongs.")  # fmt: skip
        elif wanted is not None and (self.open[-1][1] if self.open else "") != wanted:
            self.desk.error("hl.parent", "HL", "02", parent, f"A level {level} must hang under a level {wanted}."
                            if wanted else "The first level hangs under nothing.",
                            "Name the HL01 of the level to which it belongs." if wanted else "Leave HL02 empty.")  # fmt: skip
        if self.open:
            self.open[-1][4][0] += 1
        self.open.append((number, level, child, self.desk.position, [0]))

    def close(self) -> None:
        """This function will leave every level that is still open."""
        while self.open:
            self._left(self.open.pop())

    def _left(self, one: tuple[str, str, str, int, list[int]]) -> None:
        _, _, child, position, (children,) = one
        if child == "1" and not children and self.asked:
            self.desk.error("hl.no_child", "HL", "04", child, "A level (HL04) promises another one below, and none follows.",
                            "Put 0, or write the level that is missing.", at=position, loop="")  # fmt: skip
        elif child == "0" and children:
            self.desk.error("hl.child", "HL", "04", child, "A level (HL04) says that nothing hangs below, and a level does.",
                            "Put 1.", at=position, loop="")  # fmt: skip
        elif child not in ("0", "1", ""):
            self.desk.error("hl.hl04", "HL", "04", child, "A level says with 1 that others follow below, or with 0 that none do (HL04).",
                            "Put 1 or 0.", at=position, loop="")  # fmt: skip
