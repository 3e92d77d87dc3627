"""Print-aligned text for purchased forms: one character a column, one line a line, a form feed between sheets.

For printers that take plain text at the form's own pitch. The printer's driver sets the margins; single boxes move with
`Form.moved`.
"""

from collections.abc import Iterable

from circlechart.base.formats.paper.filling import Paper, Printed
from circlechart.base.formats.paper.form import Form, Kind

FORM_FEED = "\f"


def text(paper: Paper) -> str:
    """This function will print the sheets as text. Shape: lines end in a line feed, sheets in a form feed."""
    return "".join(_sheet(paper.form, sheet) + FORM_FEED for sheet in paper.sheets)


def alignment(form: Form) -> str:
    """This function will print a sheet that fills every box with its own number, to be laid over a form."""
    marks = [Printed(box, box.number, _mark(box.number, box.width, box.kind)) for box in form.every_box()]
    return _sheet(form, marks) + FORM_FEED


def _mark(number: str, width: int, kind: Kind) -> str:
    return "X" if kind is Kind.MARK or len(number) > width else number.ljust(width, ".")


def _sheet(form: Form, entries: Iterable[Printed]) -> str:
    grid = [[" "] * form.page_columns for _ in range(form.page_lines)]
    for entry in entries:
        for place, letter in enumerate(entry.text):
            grid[entry.box.line - 1][entry.column - 1 + place] = letter
    return "".join("".join(row).rstrip() + "\n" for row in grid)
