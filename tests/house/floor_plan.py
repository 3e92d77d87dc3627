"""`./circle map` writes docs/floor-plan.md from the code; tests/house says when it is old."""

import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "circlechart.web.settings")

from tests.house.building import CODE, FLOORS, ROOT, Room, docstring, rooms, rooms_of

PLACE = ROOT / "docs" / "floor-plan.md"
PARTS = ("Takes from", "Gives to", "Who works here", "Windows", "Law")
HEAD = """# The floor plan

Written by `./circle map` from the code; do not edit it. Floors stand only on those before them, and inside a floor the
order of the rooms is the order of the work. The same order stands in each floor's `__init__.py`, in `INSTALLED_APPS`,
in `web/urls.py` and in the import-linter contracts; `tests/house` checks that they agree. A room is entered through its
doors; `urls` and `views` are private, other rooms use `models`, `queries`, `actions`, `facts` and `errors`.
"""


def write() -> str:
    """The whole page."""
    parts = [HEAD, _overview(), *(_floor(floor) for floor in FLOORS), _imports()]
    return "\n".join(parts)


def _overview() -> str:
    lines = ["| Floor | Rooms, in the order of the work |", "|---|---|"]
    for floor in FLOORS:
        names = ", ".join(f"[{room.name}](#{room.floor}{room.name})" for room in rooms_of(floor))
        lines.append(f"| [{floor}](#{_anchor(floor)}) | {names} |")
    return "\n".join([*lines, ""])


def _anchor(floor: str) -> str:
    words = _title(floor).lower()
    return "".join(each for each in words if each.isalnum() or each in " -").replace(" ", "-")


def _title(floor: str) -> str:
    return f"{floor}: {docstring(CODE / floor / '__init__.py').split('.')[0].split(': ', 1)[-1]}"


def _floor(floor: str) -> str:
    return "\n".join([f"## {_title(floor)}", "", *(_room(room) for room in rooms_of(floor))])


def _room(room: Room) -> str:
    purpose = room.part("What for") or room.part("For")
    lines = [f"### {room.path}", "", f"{room.title} {purpose[:1].upper()}{purpose[1:]}", ""]
    lines += [f"- {part}: {room.part(part)}" for part in PARTS if room.part(part)]
    addresses = _addresses(room)
    lines += [f"- Doors: {', '.join(f'`{door}`' for door in room.doors)}"] if room.doors else []
    lines += [f"- Tables: {', '.join(room.models)}"] if room.models else []
    lines += [f"- Addresses: {', '.join(f'`{each}`' for each in addresses)}"] if addresses else []
    return "\n".join([*lines, ""])


def _addresses(room: Room) -> list[str]:
    """The patterns of the room's own urls, as they are served."""
    from django.urls import URLPattern, URLResolver, get_resolver

    found = []
    for each in get_resolver().url_patterns:
        if isinstance(each, URLResolver) and getattr(each.urlconf_module, "__name__", "") == f"{room.module}.urls":
            found += [f"/{each.pattern}{own.pattern}" for own in each.url_patterns if isinstance(own, URLPattern)]
    return found


def _imports() -> str:
    lines = ["## Who stands on whom", "", "| Room | Imports | Is imported by |", "|---|---|---|"]
    everybody = rooms()
    for room in everybody:
        below = ", ".join(other.path for other in everybody if other in room.imports)
        above = ", ".join(other.path for other in everybody if room in other.imports)
        lines.append(f"| {room.path} | {below or 'nobody'} | {above or 'nobody'} |")
    return "\n".join([*lines, ""])


def main(place: Path = PLACE) -> int:
    """Write the page."""
    import django

    django.setup()
    place.write_text(write())
    print(f"Wrote {place.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
