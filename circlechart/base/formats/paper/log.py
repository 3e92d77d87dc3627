"""A log as a PDF: facts at its head, a table, and lines to sign on.

Shape: `Sheet.rows` have as many cells as `head`; `widths` are their shares of the page.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import typst

TEMPLATE = Path(__file__).with_name("log.typ")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that the printed log says."""

    title: str
    organization: str
    footer: str
    facts: tuple[tuple[str, str], ...]
    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]
    """Who signs by hand."""


def pdf(sheet: Sheet) -> bytes:
    """This function will typeset the log. Text is data for typst, never markup."""
    written = typst.compile(TEMPLATE, sys_inputs={"data": json.dumps(asdict(sheet))})
    if not isinstance(written, bytes):
        raise TypeError("typst gave several pages apart, although one PDF was asked for.")
    return written
