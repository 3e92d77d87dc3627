"""Reading the building from its code: floors, rooms in the order of the work, doors, imports."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "circlechart"
FLOORS = ("base", "care", "money", "outside", "web")
LAST_FIRST = ("urls", "views", "jobs", "forms", "actions", "gather", "build", "queries", "access", "models", "rules")
DOORS = (*LAST_FIRST, "states", "facts", "errors")


@dataclass(frozen=True)
class Room:
    """One package of a floor."""

    floor: str
    name: str

    @property
    def folder(self) -> Path:
        return CODE / self.floor / self.name

    @property
    def path(self) -> str:
        return f"{self.floor}/{self.name}"

    @property
    def module(self) -> str:
        return f"circlechart.{self.floor}.{self.name}"

    @property
    def card(self) -> str:
        return docstring(self.folder / "__init__.py")

    @property
    def title(self) -> str:
        """The first paragraph of the card."""
        return " ".join(self.card.split("\n\n")[0].split())

    @property
    def files(self) -> list[Path]:
        return [path for path in sorted(self.folder.rglob("*.py")) if "migrations" not in path.parts]

    @property
    def doors(self) -> list[str]:
        """The doors that the room has, in the order in which they stand on each other."""
        here = {path.relative_to(self.folder).parts[0].removesuffix(".py") for path in self.files}
        return [door for door in DOORS if door in here]

    @property
    def lines(self) -> int:
        return sum(len(path.read_text().splitlines()) for path in self.files)

    @property
    def models(self) -> list[str]:
        """The tables of the room: its classes that are a Record and not abstract."""
        return [name for path in self.files for name in _tables(path)]

    @property
    def imports(self) -> set["Room"]:
        """The rooms that this room imports."""
        return {other for path in self.files for other in imported_rooms(path) if other != self}

    def part(self, name: str) -> str:
        """One part of the card, such as `Takes from`, in one line; empty when the card has none."""
        found = re.search(rf"^{name}:(.*(?:\n(?![A-Z][A-Za-z ]*:)\S.*|\n[ \t]+\S.*)*)", self.card, re.MULTILINE)
        return " ".join(found.group(1).split()) if found else ""


def docstring(path: Path) -> str:
    """The docstring of a module."""
    return ast.get_docstring(ast.parse(path.read_text())) or ""


@cache
def rooms() -> tuple[Room, ...]:
    """Every room, floor by floor, in the order of the floor's own docstring."""
    return tuple(room for floor in FLOORS for room in rooms_of(floor))


def rooms_of(floor: str) -> list[Room]:
    """The rooms of a floor as its docstring states them; plain Python first, because everything may stand on it."""
    words = docstring(CODE / floor / "__init__.py")
    plain = _named(words, r"Plain Python beside them: ([^.]*)\.")
    return [Room(floor, name) for name in (*plain, *_named(words, r"Rooms, in order: ([^.]*)\."))]


def _named(words: str, pattern: str) -> list[str]:
    found = re.search(pattern, " ".join(words.split()))
    return [name.strip() for name in found.group(1).split(",")] if found else []


def imported_rooms(path: Path) -> Iterator[Room]:
    """The rooms that a file imports something from."""
    known = {room.module: room for room in rooms()}
    for module in imported_modules(path):
        room = known.get(".".join(module.split(".")[:3]))
        if room is not None:
            yield room


def imported_modules(path: Path) -> Iterator[str]:
    """The full names of the modules and things that a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _tables(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.ClassDef) and _is_record(node) and not _is_abstract(node):
            yield node.name


def _is_record(node: ast.ClassDef) -> bool:
    return any(isinstance(base, ast.Name) and base.id == "Record" for base in node.bases)


def _is_abstract(node: ast.ClassDef) -> bool:
    return "abstract = True" in ast.unparse(node)
