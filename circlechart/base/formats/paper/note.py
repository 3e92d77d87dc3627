"""A signed note as a PDF.

Shape: `Page.facts` are (label, value) pairs of the header; `sections` hold labelled texts; signatures and addenda follow.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import typst

TEMPLATE = Path(__file__).with_name("note.typ")


@dataclass(frozen=True, slots=True)
class Part:
    """One labelled text of a section; the label may be empty."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its texts."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """Who signed, as what, when (wall time with the zone), and the hash of what was signed."""

    who: str
    meaning: str
    at: str
    hash: str


@dataclass(frozen=True, slots=True)
class AddendumLine:
    """Words that were added after signing."""

    who: str
    at: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the printed note says."""

    title: str
    heading: str
    organization: str
    footer: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    signatures: tuple[SignatureLine, ...]
    addenda: tuple[AddendumLine, ...]


def pdf(page: Page) -> bytes:
    """This function will typeset the note. Text is data for typst, never markup."""
    written = typst.compile(TEMPLATE, sys_inputs={"data": json.dumps(asdict(page))})
    if not isinstance(written, bytes):
        raise TypeError("typst gave several pages apart, although one PDF was asked for.")
    return written
