"""The loop that a finding names is the loop that pyx12's maps of the guides give to that segment."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import pyx12.params
import pyx12.x12context

from circlechart.base.formats.x12 import check  # keeps pyx12's maps, and its log silent
from circlechart.base.formats.x12.edits.loops import INSTITUTIONAL, PROFESSIONAL, Tracker
from circlechart.base.formats.x12.tokens import read

HERE = Path(__file__).parent
CLAIMS = [
    *sorted((HERE / "corpus").glob("837P*.edi")),
    *sorted((HERE / "samples").glob("837*.edi")),
    *sorted((HERE / "golden").glob("837p*.edi")),
]
OPENERS = ("HL", "NM1", "SBR", "CLM", "LX", "SVD", "LIN", "LQ")
WRAPPERS = ("HEADER", "DETAIL", "FOOTER", "ISA_LOOP", "GS_LOOP", "ST_LOOP")


@pytest.mark.parametrize("path", CLAIMS, ids=lambda path: path.stem)
def test_loops_are_those_of_the_maps(path: Path) -> None:
    text = path.read_text()
    known = list(by_map(text))
    assert list(by_tracker(text)) == known
    assert len({loop for _, loop in known}) > 8


def by_tracker(text: str) -> Iterator[tuple[str, str]]:
    tracker = Tracker(INSTITUTIONAL if "X223" in text[:300] else PROFESSIONAL)
    for token in read(text):
        if token.name in OPENERS:
            tracker.enter([token.name, *token.elements])
        if token.name not in ("ISA", "GS", "ST", "BHT", "SE", "GE", "IEA"):
            yield token.name, tracker.loop


def by_map(text: str) -> Iterator[tuple[str, str]]:
    assert check.mapped("005010X222A1")
    errors = pyx12.error_handler.errh_null()
    source = pyx12.x12context.X12ContextReader(pyx12.params.params(), errors, io.StringIO(text))
    for segment in source.iter_segments():
        loop = segment.x12_map_node.parent.id
        if segment.id not in ("ISA", "GS", "ST", "BHT", "SE", "GE", "IEA"):
            yield segment.id, "" if loop in WRAPPERS else loop
