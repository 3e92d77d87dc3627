"""The tables of places: whole, inside the sheet, none upon another."""

from itertools import combinations

import pytest

from circlechart.base.formats.paper.form import UNVERIFIED, Offset, form, parsed

FORMS = ["cms1500", "ub04"]
BOXES_OF_CMS1500 = [
    "1",
    "1a",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "9",
    "9a",
    "9d",
    "10a",
    "10b",
    "10c",
    "10d",
    "11",
    "11a",
    "11b",
    "11c",
    "11d",
    "12",
    "13",
    "14",
    "15",
    "16",
    "17",
    "17a",
    "17b",
    "18",
    "19",
    "20",
    "21",
    "22",
    "23",
    "24A",
    "24B",
    "24C",
    "24D",
    "24E",
    "24F",
    "24G",
    "24H",
    "24I",
    "24J",
    "25",
    "26",
    "27",
    "28",
    "29",
    "31",
    "32",
    "32a",
    "32b",
    "33",
    "33a",
    "33b",
]
SMALL = """
form = "Small"
characters_per_inch = 10
lines_per_inch = 6
left_inches = 0.5
top_inches = 0.0
page_lines = 66
page_columns = 80
rows = 2
first_row = 10
row_height = 2
totals = "last page"
[sources]
A = { trust = "F2", where = "somewhere" }
[labels]
1 = "One"
2 = "Two"
[table]
boxes = [["1", "one", 3, 5, 4, "text", "A", "one"]]
lines = [["2", "two", 1, 5, 4, "right", "-", "two"]]
"""


@pytest.mark.parametrize("name", FORMS)
def test_no_box_stands_upon_another_and_all_stand_on_the_sheet(name):
    boxes = list(form(name).every_box())
    for box in boxes:
        assert 1 <= box.line <= form(name).page_lines, box
        assert box.column >= 1, box
        assert box.column + box.width - 1 <= form(name).page_columns, box
    for one, other in combinations(boxes, 2):
        apart = one.column + one.width <= other.column or other.column + other.width <= one.column
        assert one.line != other.line or apart, (one, other)


@pytest.mark.parametrize("name", FORMS)
def test_every_place_says_who_gives_it_and_every_box_has_our_own_words(name):
    for box in (*form(name).boxes, *form(name).lines):
        assert (box.trust == UNVERIFIED) == (not box.source), box
        assert form(name).labels[box.number]
    facts = [box.fact for box in (*form(name).boxes, *form(name).lines)]
    assert len(facts) == len(set(facts))


def test_every_box_of_the_cms_1500_that_can_be_filled_is_there():
    numbers = {box.number for box in form("cms1500").every_box()}
    assert set(BOXES_OF_CMS1500) <= numbers


def test_a_place_without_a_source_is_unverified():
    small = parsed(SMALL)
    assert [box.fact for box in small.unverified()] == ["two"]
    assert small.box("one").trust == "F2"
    assert small.box("two", 1).line == 13


def test_a_clinic_moves_one_box_and_keeps_the_rest():
    moved = parsed(SMALL).moved({"one": (4, 7, 9)})
    assert (moved.box("one").line, moved.box("one").column, moved.box("one").width) == (4, 7, 9)
    assert moved.box("two", 0) == parsed(SMALL).box("two", 0)
    with pytest.raises(KeyError, match="three"):
        moved.moved({"three": (1, 1, 1)})


def test_the_grid_becomes_points():
    small = parsed(SMALL)
    assert small.at(small.box("one")) == pytest.approx((36 + 4 * 7.2, 2.8 * 12))
    assert Offset.millimeters(25.4, 12.7) == Offset(72.0, 36.0)
