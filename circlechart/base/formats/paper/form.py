"""A purchased form as data: which fact stands where, who says so, and how far to trust it.

Shape: a TOML file beside this module with `[table] boxes` and `lines`; the columns are explained at its head.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

POINTS_PER_INCH = 72
POINTS_PER_MILLIMETER = 72 / 25.4
UNVERIFIED = "unverified"
_BASELINE = 0.2
"""How much of a line lies under the letters' feet. No source gives it: calibrate with the alignment page."""


class Kind(StrEnum):
    """What happens to a value that is longer than its box."""

    TEXT = "text"
    """Cut, with a finding that says what was cut."""
    CODE = "code"
    """Never cut: half a number is a wrong number. The box stays empty, with a finding."""
    RIGHT = "right"
    """As a code, and right-aligned: money and amounts."""
    MARK = "mark"
    """An X or nothing."""


class Totals(StrEnum):
    """Where a claim of several sheets says its sum."""

    EACH_PAGE = "each page"
    """Every sheet the sum of its own lines, so that it can stand alone."""
    LAST_PAGE = "last page"
    """Only the last sheet, the sum of the whole claim."""


@dataclass(frozen=True, slots=True)
class Box:
    """One place on the form."""

    number: str
    """As the form numbers it."""
    fact: str
    line: int
    """From 1; of a service line from 0 at its upper edge."""
    column: int
    """From 1."""
    width: int
    """In characters."""
    kind: Kind
    trust: str
    """F2 read in a source, or `unverified`: a default to adjust."""
    source: str
    label: str
    """In our own words."""


@dataclass(frozen=True, slots=True)
class Offset:
    """How one printer differs, in points: to the right and down."""

    x: float = 0.0
    y: float = 0.0

    @classmethod
    def millimeters(cls, x: float, y: float) -> "Offset":
        """This function will make an offset from millimeters, as a ruler on the printed sheet gives them."""
        return cls(x * POINTS_PER_MILLIMETER, y * POINTS_PER_MILLIMETER)


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its grid and its boxes."""

    name: str
    characters_per_inch: float
    lines_per_inch: float
    left_inches: float
    top_inches: float
    page_lines: int
    page_columns: int
    rows: int
    """Service lines on one sheet."""
    first_row: int
    row_height: int
    totals: Totals
    boxes: tuple[Box, ...]
    lines: tuple[Box, ...]
    labels: Mapping[str, str]
    """Box number to what it is, in our own words."""
    filing: Mapping[str, str]
    """Filing code of the payer to a mark of the CMS-1500's first box."""

    def box(self, fact: str, row: int | None = None) -> Box:
        """This function will find the box of a fact; with `row`, on that service line from 0. Raises: KeyError."""
        if row is None:
            return _by_fact(self.boxes)[fact]
        found = _by_fact(self.lines)[fact]
        return replace(found, line=self.first_row + row * self.row_height + found.line)

    def every_box(self) -> Iterator[Box]:
        """This function will yield all boxes of a sheet, those of every service line included."""
        yield from self.boxes
        for row in range(self.rows):
            yield from (self.box(each.fact, row) for each in self.lines)

    def at(self, box: Box) -> tuple[float, float]:
        """This function will say where the first letter's foot stands, in points from the sheet's upper left."""
        x = self.left_inches + (box.column - 1) / self.characters_per_inch
        y = self.top_inches + (box.line - _BASELINE) / self.lines_per_inch
        return x * POINTS_PER_INCH, y * POINTS_PER_INCH

    def unverified(self) -> tuple[Box, ...]:
        """This function will list the boxes whose place no source gives."""
        return tuple(box for box in (*self.boxes, *self.lines) if box.trust == UNVERIFIED)

    def moved(self, changes: Mapping[str, tuple[int, int, int]]) -> "Form":
        """This function will put boxes where a clinic wants them: fact to line, column, width. Raises: KeyError."""
        known = {box.fact for box in (*self.boxes, *self.lines)}
        for fact in changes:
            if fact not in known:
                raise KeyError(fact)
        return replace(self, boxes=_moved(self.boxes, changes), lines=_moved(self.lines, changes))


@cache
def form(name: str) -> Form:
    """This function will read a form that ships here: `cms1500` or `ub04`. Raises: FileNotFoundError."""
    return parsed(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


def parsed(text: str) -> Form:
    """This function will read a form from TOML. Raises: KeyError, ValueError when it is not whole."""
    data = tomllib.loads(text)
    sources = data["sources"]
    return Form(
        name=data["form"],
        characters_per_inch=data["characters_per_inch"],
        lines_per_inch=data["lines_per_inch"],
        left_inches=data["left_inches"],
        top_inches=data["top_inches"],
        page_lines=data["page_lines"],
        page_columns=data["page_columns"],
        rows=data["rows"],
        first_row=data["first_row"],
        row_height=data["row_height"],
        totals=Totals(data["totals"]),
        boxes=tuple(_box(row, sources) for row in data["table"]["boxes"]),
        lines=tuple(_box(row, sources) for row in data["table"]["lines"]),
        labels=data["labels"],
        filing=data.get("filing", {}),
    )


def _box(row: list[str | int], sources: Mapping[str, Mapping[str, str]]) -> Box:
    number, fact, line, column, width, kind, source, label = row
    known = [sources[letter] for letter in str(source) if letter != "-"]
    trust = min((each["trust"] for each in known), default=UNVERIFIED)
    where = "; ".join(each["where"] for each in known)
    return Box(str(number), str(fact), int(line), int(column), int(width), Kind(str(kind)), trust, where, str(label))


@cache
def _by_fact(boxes: tuple[Box, ...]) -> dict[str, Box]:
    return {box.fact: box for box in boxes}


def _moved(boxes: tuple[Box, ...], changes: Mapping[str, tuple[int, int, int]]) -> tuple[Box, ...]:
    moved = []
    for box in boxes:
        line, column, width = changes.get(box.fact, (box.line, box.column, box.width))
        moved.append(replace(box, line=line, column=column, width=width))
    return tuple(moved)
