"""Fragments of the changelog are whole."""

import re
from pathlib import Path

import pytest

from tests.house.building import ROOT, rooms

FRAGMENTS = sorted(path for path in (ROOT / "changelog.d").glob("*.md") if path.name != "README.md")


@pytest.mark.parametrize("path", FRAGMENTS, ids=lambda path: path.name)
def test_a_fragment_names_rooms_dates_and_what_to_do(path: Path) -> None:
    text = path.read_text()
    head, _, body = text.partition("\n\n")
    parts = dict(line.split(": ", 1) for line in head.splitlines())

    assert list(parts) == ["rooms", "dates", "migrate"]
    assert {name.strip() for name in parts["rooms"].split(",")} <= {room.path for room in rooms()}
    assert re.fullmatch(r"(- .+\n(  .+\n)*)+", body), "each thing is one sentence after a dash"
    assert re.match(r"\d+-[a-z-]+\.md$", path.name)
