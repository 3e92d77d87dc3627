"""A plain work copy of a claim, in our own layout and words: to read and to check, never to send.

Nothing of a form's art or wording is drawn. Values stand in full, also those that the form has no room for.
"""

import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import typst

from circlechart.base.formats.paper.filling import Paper, Printed
from circlechart.base.formats.paper.form import Form, Kind

TEMPLATE = Path(__file__).with_name("workcopy.typ")


def pdf(paper: Paper) -> bytes:
    """This function will typeset the work copy, with what paper could not say at its end."""
    written = typst.compile(TEMPLATE, sys_inputs={"data": json.dumps(_data(paper))})
    if not isinstance(written, bytes):
        raise TypeError("typst gave several pages apart, although one PDF was asked for.")
    return written


def _data(paper: Paper) -> dict[str, Any]:
    form = paper.form
    columns = list(dict.fromkeys(box.number for box in form.lines))
    return {
        "title": f"Work copy: {form.name}",
        "columns": [{"box": number, "label": form.labels[number]} for number in columns],
        "sheets": [
            {"boxes": list(_boxes(form, sheet)), "lines": list(_lines(form, columns, sheet))} for sheet in paper.sheets
        ],
        "findings": [{"sentence": each.sentence, "mend": each.mend} for each in paper.findings],
    }


def _boxes(form: Form, sheet: Iterable[Printed]) -> Iterable[dict[str, str]]:
    order = {number: place for place, number in enumerate(form.labels)}
    heads = sorted((each for each in sheet if each.row is None), key=lambda each: order[each.box.number])
    for number, entries in groupby(heads, key=lambda each: each.box.number):
        yield {"box": number, "label": form.labels[number], "value": _read(entries)}


def _lines(form: Form, columns: Iterable[str], sheet: Iterable[Printed]) -> Iterable[list[str]]:
    rows = sorted((each for each in sheet if each.row is not None), key=lambda each: each.row or 0)
    for _, entries in groupby(rows, key=lambda each: each.row):
        of_row = list(entries)
        yield [_read(each for each in of_row if each.box.number == number) for number in columns]


def _read(entries: Iterable[Printed]) -> str:
    return " ".join(_said(each) for each in entries)


def _said(entry: Printed) -> str:
    if entry.box.kind is Kind.MARK:
        return entry.box.label.rpartition(": ")[2]
    value = entry.value.replace(" ", ".") if entry.box.kind is Kind.RIGHT else entry.value
    letter = entry.box.label.rpartition(" ")[2]
    return f"{letter} {value}" if len(letter) == 1 and letter.isupper() else value
