"""Print-aligned text: a printer's offset moves all of it by whole characters and lines, and no letter leaves the sheet."""

import pytest

from circlechart.base.formats.paper import text
from circlechart.base.formats.paper.form import Offset, form

CHARACTER, LINE = 25.4 / 10, 25.4 / 6
"""One column and one line of the CMS-1500 in millimeters."""


def rows(offset: Offset) -> list[str]:
    return text.alignment(form("cms1500"), offset).removesuffix(text.FORM_FEED).split("\n")


def test_an_offset_moves_every_line_and_column_alike() -> None:
    still, moved = rows(Offset()), rows(Offset.millimeters(2 * CHARACTER, 3 * LINE))
    assert moved[3:] == [f"  {row}" if row else "" for row in still[:-4]] + [""]
    assert len(moved) == len(still), "a sheet has as many lines as before"
    up = rows(Offset.millimeters(0, -LINE))
    assert up[:-2] == still[1:-1]


@pytest.mark.parametrize(
    ("right", "down", "moves"),
    [
        (0.4 * CHARACTER, 0.4 * LINE, (0, 0)), (0.6 * CHARACTER, 0.6 * LINE, (1, 1)), (50, 50, (6, 5)),
        (-50, -50, (0, -1)), (-0.4 * CHARACTER, -0.6 * LINE, (0, -1)),
    ],
)  # fmt: skip
def test_it_is_the_nearest_whole_step_that_the_sheet_has_room_for(
    right: float, down: float, moves: tuple[int, int]
) -> None:
    assert text.moved(form("cms1500"), Offset.millimeters(right, down)) == moves


@pytest.mark.parametrize("name", ["cms1500", "ub04"])
@pytest.mark.parametrize("by", [-50, 50])
def test_no_letter_is_lost_however_far(name: str, by: float) -> None:
    still = text.alignment(form(name)).split()
    assert text.alignment(form(name), Offset.millimeters(by, by)).split() == still
