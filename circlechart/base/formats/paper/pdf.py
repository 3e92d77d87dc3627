"""A filled form as PDF: aligned for purchased stock, over a blank that the clinic has, or as an alignment page.

Only data is drawn; the product ships no form. A blank is the clinic's own file and comes in as bytes.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from circlechart.base.formats.paper.filling import Paper, Printed
from circlechart.base.formats.paper.form import POINTS_PER_INCH, Form, Offset

TEMPLATE = Path(__file__).with_name("sheet.typ")
BLANK = "blank.pdf"
_CENTERED = Offset()
_ADVANCE = 1233 / 2048
"""Width of one letter of DejaVu Sans Mono, which typst carries with it, for a size of one."""


class BadBlank(ValueError):
    """The clinic's blank cannot be printed on. Its text is a sentence for the person."""


def aligned(paper: Paper, offset: Offset = _CENTERED) -> bytes:
    """This function will print the data alone, for purchased forms in the printer's tray."""
    return _compiled(_data(paper, offset))


def over(paper: Paper, blank: bytes, offset: Offset = _CENTERED, *, page: int = 1) -> bytes:
    """This function will print the data over page `page` of the clinic's own blank. Raises: BadBlank."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / BLANK).write_bytes(blank)
        (root / TEMPLATE.name).write_bytes(TEMPLATE.read_bytes())
        try:
            return _compiled(_data(paper, offset) | {"blank": BLANK, "blank_page": page}, root)
        except typst.TypstError as error:
            raise BadBlank(_why(str(error), page)) from error


def alignment(form: Form, offset: Offset = _CENTERED) -> bytes:
    """This function will print every box's number at its place, with a line as long as the box is wide.

    Laid over a purchased form, it shows how far to move the sheet: to the right and down, in points or millimeters.
    """
    pitch = POINTS_PER_INCH / form.characters_per_inch
    marks = []
    for box in form.every_box():
        x, y = form.at(box)
        marks.append({"x": x + offset.x, "y": y + offset.y, "text": box.number, "width": box.width * pitch})
    moved = f"{form.name}: alignment. Moved {offset.x:.1f} pt to the right, {offset.y:.1f} pt down."
    return _compiled({"title": moved, "size": 5.0, "blank": "", "blank_page": 1, "note": moved, "sheets": [marks]})


def _data(paper: Paper, offset: Offset) -> dict[str, Any]:
    return {
        "title": paper.form.name,
        "size": POINTS_PER_INCH / paper.form.characters_per_inch / _ADVANCE,
        "blank": "",
        "blank_page": 1,
        "note": "",
        "sheets": [list(_placed(paper.form, sheet, offset)) for sheet in paper.sheets],
    }


def _placed(form: Form, sheet: Iterable[Printed], offset: Offset) -> Iterable[dict[str, Any]]:
    pitch = POINTS_PER_INCH / form.characters_per_inch
    for entry in sheet:
        if entry.text:
            x, y = form.at(entry.box)
            shift = (entry.column - entry.box.column) * pitch
            yield {"x": x + shift + offset.x, "y": y + offset.y, "text": entry.text, "width": 0}


def _compiled(data: dict[str, Any], root: Path | None = None) -> bytes:
    template = root / TEMPLATE.name if root else TEMPLATE
    written = typst.compile(template, root=root or TEMPLATE.parent, sys_inputs={"data": json.dumps(data)})
    if not isinstance(written, bytes):
        raise TypeError("typst gave several pages apart, although one PDF was asked for.")
    return written


def _why(error: str, page: int) -> str:
    if "letter" in error:
        return "The blank is not a sheet of 8.5 by 11 inches. Scan or download it in its own size."
    if "page" in error:
        return f"The blank has no page {page}. Choose a page that it has."
    return "The blank could not be read as a PDF. Open it once, save it without a password, and give it again."
