"""Where the floor plan is told twice, it is told the same: docstrings, README, settings, addresses, contracts, the map."""

import re
import tomllib

import pytest
from django.urls import URLResolver, get_resolver

from tests.house.building import FLOORS, ROOT, Room, rooms, rooms_of


def layers(name: str) -> list[set[str]]:
    """The layers of one import-linter contract, the lowest first; independent neighbors share a layer."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    found = next(each for each in contracts if each["name"] == name)
    return [{part.strip() for part in layer.split("|")} for layer in reversed(found["layers"])]


def test_the_floors_stand_on_each_other_in_this_order() -> None:
    assert [{floor} for floor in FLOORS] == layers("Floors")


@pytest.mark.parametrize("floor", ["base", "care", "money", "outside"])
def test_the_contract_of_a_floor_lists_its_rooms_in_the_order_of_its_docstring(floor: str) -> None:
    level = {name: number for number, layer in enumerate(layers(f"Rooms of {floor}")) for name in layer}
    stated = [room.name for room in rooms_of(floor)]

    assert set(stated) == set(level)
    apart = [
        (first, second)
        for first, second in zip(stated, stated[1:], strict=False)
        if level[first] > level[second] and "rulebook" not in (first, second)  # plain Python is named beside the rooms
    ]
    assert apart == []


@pytest.mark.parametrize("floor", FLOORS)
def test_every_package_of_a_floor_is_named_in_its_docstring(floor: str) -> None:
    packages = {path.parent.name for path in (ROOT / "circlechart" / floor).glob("*/__init__.py")}

    assert packages == {room.name for room in rooms_of(floor)}


def test_addresses_are_included_room_by_room_in_the_order_of_the_work() -> None:
    modules = [getattr(each.urlconf_module, "__name__", "") for each in get_resolver().url_patterns]
    included = [name.removesuffix(".urls") for name in modules if name.startswith("circlechart.")]
    with_addresses = [room.module for room in rooms() if (room.folder / "urls.py").exists()]

    assert included == with_addresses
    assert all(isinstance(each, URLResolver) for each in get_resolver().url_patterns)


@pytest.mark.parametrize("floor", FLOORS)
def test_the_readme_names_the_rooms_in_the_same_order(floor: str) -> None:
    row = re.search(rf"^\| `{floor}` \| (.*) \|$", (ROOT / "README.md").read_text(), re.MULTILINE)

    assert row
    names = {room.name for room in rooms_of(floor)}
    told = [name for name in re.findall(r"[a-z]+", row.group(1)) if name in names]
    plain = {"formats", "kit", "rulebook", "wording"}  # the README names plain Python after the rooms
    assert set(told) == names
    assert [name for name in told if name not in plain] == [
        room.name for room in rooms_of(floor) if room.name not in plain
    ]


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.path)
def test_a_card_says_what_the_room_is_for_and_what_it_stands_on(room: Room) -> None:
    assert room.part("What for") or room.part("For")
    assert room.part("Takes from")
    assert room.part("Gives to")
    assert 4 <= len(room.card.splitlines()) <= 16
