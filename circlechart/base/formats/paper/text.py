"""Print-aligned text for purchased forms: one character a column, one line a line, a form feed between sheets.

For printers that take plain text at the form's own pitch. A printer's offset moves everything by whole characters and
lines, the nearest to it; the rest is the margin in the printer's driver. Single boxes move with `Form.moved`.
"""

from collections.abc import Iterable

from circlechart.base.formats.paper.filling import Paper, Printed
from circlechart.base.formats.paper.form import POINTS_PER_INCH, Form, Kind, Offset

FORM_FEED = "\f"


NOT_MOVED = Offset()
SHEET_INCHES = 8.5


def text(paper: Paper, offset: Offset = NOT_MOVED) -> str:
    """This function will print the sheets as text. Shape: lines end in a line feed, sheets in a form feed."""
    return "".join(_sheet(paper.form, sheet, offset) + FORM_FEED for sheet in paper.sheets)


def alignment(form: Form, offset: Offset = NOT_MOVED) -> str:
    """This function will print a sheet that fills every box with its own number, to be laid over a form."""
    marks = [Printed(box, box.number, _mark(box.number, box.width, box.kind)) for box in form.every_box()]
    return _sheet(form, marks, offset) + FORM_FEED


def moved(form: Form, offset: Offset) -> tuple[int, int]:
    """This function will say by how many whole columns and lines text is moved for an offset.

    It is as far as every box of the form stays on the sheet: letters are never lost, and all sheets move alike.
    """
    boxes = list(form.every_box())
    columns = round(offset.x / POINTS_PER_INCH * form.characters_per_inch)
    lines = round(offset.y / POINTS_PER_INCH * form.lines_per_inch)
    right = _across(form) - max(box.column + box.width - 1 for box in boxes)
    down = form.page_lines - max(box.line for box in boxes)
    left, up = min(box.column for box in boxes) - 1, min(box.line for box in boxes) - 1
    return max(-left, min(columns, right)), max(-up, min(lines, down))


def _across(form: Form) -> int:
    """As many columns as the sheet is wide: to its edge there is room behind the form's last one."""
    return max(form.page_columns, int(SHEET_INCHES * form.characters_per_inch))


def _mark(number: str, width: int, kind: Kind) -> str:
    return "X" if kind is Kind.MARK or len(number) > width else number.ljust(width, ".")


def _sheet(form: Form, entries: Iterable[Printed], offset: Offset) -> str:
    grid = [[" "] * _across(form) for _ in range(form.page_lines)]
    right, down = moved(form, offset)
    for entry in entries:
        for place, letter in enumerate(entry.text):
            grid[entry.box.line - 1 + down][entry.column - 1 + right + place] = letter
    return "".join("".join(row).rstrip() + "\n" for row in grid)
