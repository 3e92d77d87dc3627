"""Sizes, and what a room may not do: write another room's tables, say a client's words in a log, keep dead templates."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.house.building import CODE, ROOT, Room, rooms
from tests.house.test_inspector import LONG, LONGEST_FUNCTION, LONGEST_RULE, LONGEST_VIEW, functions, python_files

WRITES = {"create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
MOST_LINES_OF_A_ROOM, MOST_TABLES_OF_A_ROOM = 3000, 15
# one room of plain Python holds every format, and one what payers want and what is typed of it, one how it is decided; each of these parts is read by itself and is as large as a room may be
PARTS = {
    "base/formats": ("x12/edits", "x12", "paper"),
    "money/payers": ("rules/cases", "forms"),
    "money/charges": ("rules", "gather"),
    "money/claims": ("rules", "gather", "queries"),
}
# rooms of base that have no actions yet are written by the office's; the demo is made before anybody could act
WRITE_FOR_OTHERS = ("web/demo/", "web/office/actions/")
LOG_METHODS = {"debug", "info", "warning", "error", "exception", "critical"}
ALL_PYTHON = python_files()
TEMPLATES = sorted(CODE.rglob("templates/**/*.html"))


def at(values: list[int], percent: int) -> int:
    return sorted(values)[len(values) * percent // 100]


def body_lines(function: ast.FunctionDef) -> int:
    documented = len((ast.get_docstring(function) or "").splitlines())
    return (function.end_lineno or 0) - function.lineno + 1 - documented


def test_most_files_are_read_at_a_glance() -> None:
    lengths = [len(path.read_text().splitlines()) for path in ALL_PYTHON]

    assert median(lengths) <= 100
    assert at(lengths, 90) <= 250


def test_most_functions_are_read_at_a_glance() -> None:
    lengths = [body_lines(function) for path in ALL_PYTHON for function in functions(path)]

    assert median(lengths) <= 10
    assert at(lengths, 90) <= 30


def test_most_templates_are_read_at_a_glance() -> None:
    assert at([len(path.read_text().splitlines()) for path in TEMPLATES], 90) <= 80


def lines_of_parts(room: Room) -> Counter[str]:
    """The lines of a room, or of each of its parts where it has some; a file belongs to the first part that has it."""
    lines: Counter[str] = Counter({"": 0})
    for path in room.files:
        place = str(path.relative_to(room.folder))
        part = next((each for each in PARTS.get(room.path, ()) if place.startswith(f"{each}/")), "")
        lines[part] += len(path.read_text().splitlines())
    return lines


def test_the_parts_of_a_room_are_counted_once() -> None:
    formats = next(each for each in rooms() if each.path == "base/formats")
    assert sum(lines_of_parts(formats).values()) == formats.lines
    assert all(lines_of_parts(formats)[part] for part in PARTS["base/formats"])


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.path)
def test_a_room_is_one_room(room: Room) -> None:
    assert max(lines_of_parts(room).values()) <= MOST_LINES_OF_A_ROOM, "this is two rooms"
    assert len(room.models) <= MOST_TABLES_OF_A_ROOM, "this is two rooms"


@pytest.mark.parametrize("known", sorted(LONG))
def test_the_list_of_what_is_too_long_only_shrinks(known: str) -> None:
    place, name = known.split(":")
    function = next((each for each in functions(ROOT / place) if each.name == name), None)

    assert function is not None, f"{known} is gone: take it off the list"
    limit = LONGEST_VIEW if "views" in place else LONGEST_RULE if "/rules" in place else LONGEST_FUNCTION
    assert body_lines(function) > limit, f"{known} is short enough now: take it off the list"


def foreign_models(path: Path, room: Room) -> dict[str, str]:
    """The models of other rooms that a file knows, by the names it knows them by."""
    found: dict[str, str] = {}
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("circlechart."):
            owner = (node.module or "").split(".models")[0]
            if ".models" in (node.module or "") and owner != room.module:
                found |= {alias.asname or alias.name: owner for alias in node.names}
    return found


def written(path: Path) -> Iterator[tuple[str, int]]:
    """The names of the models that a file writes: `X.objects.….create(…)`, and `X(…)`, which is only made to be saved."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            yield node.func.id, node.lineno
        elif isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            root: ast.expr = node.func
            while isinstance(root, ast.Attribute | ast.Call):
                root = root.value if isinstance(root, ast.Attribute) else root.func
            if isinstance(root, ast.Name):
                yield root.id, node.lineno


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.path)
def test_no_room_writes_another_rooms_tables(room: Room) -> None:
    found = []
    for path in room.files:
        place = str(path.relative_to(CODE))
        if place.startswith(WRITE_FOR_OTHERS):
            continue
        foreign = foreign_models(path, room)
        found += [f"{place}:{line} writes {foreign[name]}.{name}" for name, line in written(path) if name in foreign]

    assert found == []


def test_the_check_of_writes_sees_a_write(tmp_path: Path) -> None:
    planted = tmp_path / "actions.py"
    planted.write_text("from circlechart.care.notes.models import Entry\nEntry.objects.filter(pk=1).update(rev=2)\n")
    room = next(each for each in rooms() if each.path == "money/charges")

    assert foreign_models(planted, room) == {"Entry": "circlechart.care.notes"}
    assert ("Entry", 2) in list(written(planted))


@pytest.mark.parametrize("path", ALL_PYTHON, ids=lambda path: str(path.relative_to(CODE)))
def test_logs_carry_no_words_of_people(path: Path) -> None:
    """A log line is a constant, with at most the class of an exception or a key in it: never a text, a name, a value."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOG_METHODS):
            continue
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id in ("log", "logger", "logging")):
            continue
        first, *rest = node.args
        assert isinstance(first, ast.Constant), f"line {node.lineno}: the message of a log is a constant"
        for argument in rest:
            said = ast.unparse(argument)
            assert re.fullmatch(r"type\(\w+\)\.__name__|\w+_id|\w+\.pk|\w+\.id", said), f"line {node.lineno}: {said}"
        assert not any(keyword.arg == "exc_info" for keyword in node.keywords), "a traceback shows values"


def test_every_template_is_used() -> None:
    names = {str(path).split("/templates/")[1] for path in TEMPLATES}
    sources = [path.read_text() for path in (*ALL_PYTHON, *TEMPLATES)]
    used = {name for name in names if any(f'"{name}' in text or f"'{name}" in text for text in sources)}

    by_django = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
    assert names - used - by_django == set()


def test_every_public_rule_says_what_it_will_do() -> None:
    places = [path for path in ALL_PYTHON if path.stem == "rules" or path.parent.name == "rules"]
    silent = [
        f"{path.relative_to(CODE)}:{function.name}"
        for path in places
        for function in functions(path)
        if not function.name.startswith("_") and "This function will" not in (ast.get_docstring(function) or "")
    ]

    assert silent == []
