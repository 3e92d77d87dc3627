"""The building inspector: what is not checked by a machine is not a rule (design H1.7)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver

from circlechart.base.access.permissions import Permission
from circlechart.base.access.roles import LABELS, ROLES

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "circlechart"
FLOORS = ("base", "care", "money", "outside", "web")
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_VIEW, LONGEST_RULE, LONGEST_TEMPLATE = 400, 60, 30, 25, 150
FORBIDDEN_NAMES = {"utils", "helpers", "manager", "services", "common"}
WRITES = {"save", "create", "update", "delete", "bulk_create", "get_or_create", "update_or_create"}
# longer than they should be; this list only shrinks
LONG = {}


def python_files() -> list[Path]:
    return [path for path in sorted(CODE.rglob("*.py")) if "migrations" not in path.parts]


def doors(name: str) -> list[Path]:
    return [path for path in python_files() if path.stem == name or path.parent.name == name]


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node


def card(folder: Path) -> str:
    return ast.get_docstring(ast.parse((folder / "__init__.py").read_text())) or ""


def rooms() -> list[Path]:
    return [room for floor in FLOORS for room in sorted((CODE / floor).iterdir()) if (room / "__init__.py").exists()]


def name_of(path: Path) -> str:
    return str(path.relative_to(CODE))


@pytest.mark.parametrize("room", rooms(), ids=name_of)
def test_every_room_has_a_card(room: Path) -> None:
    words = card(room)
    assert words, "no room card"
    assert re.search(r"^(What for|For):", words, re.MULTILINE)
    assert re.search(r"^Takes from:", words, re.MULTILINE)


@pytest.mark.parametrize("floor", FLOORS)
def test_floors_state_their_rooms_in_the_order_of_installed_apps(floor: str) -> None:
    installed = [app.split(".")[1:] for app in settings.INSTALLED_APPS if app.startswith("circlechart.")]
    stated = re.search(r"Rooms, in order: ([^.]*)\.", card(CODE / floor))
    assert stated
    assert [name.strip() for name in stated.group(1).split(",")] == [room for at, room in installed if at == floor]


@pytest.mark.parametrize("path", python_files(), ids=name_of)
def test_files_and_functions_are_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST_FILE
    for function in functions(path):
        if f"circlechart/{name_of(path)}:{function.name}" in LONG:
            continue
        limit = LONGEST_VIEW if path in doors("views") else LONGEST_RULE if path in doors("rules") else LONGEST_FUNCTION
        documented = len((ast.get_docstring(function) or "").splitlines())
        lines = (function.end_lineno or 0) - function.lineno + 1 - documented
        assert lines <= limit, f"{function.name} has {lines} lines"


@pytest.mark.parametrize("path", sorted(CODE.rglob("templates/**/*.html")), ids=lambda path: path.name)
def test_templates_are_short_and_say_their_context(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= LONGEST_TEMPLATE
    assert re.match(r"\s*({%[^%]*%}\s*)*{#", text), "it does not open with its context"
    assert get_template(str(path).split("/templates/")[1])
    assert not re.search(r'\sstyle="|<style|<script(?![^>]*\ssrc=)|\son[a-z]+="', text), "inline script or style"


def test_names_are_the_trades_own() -> None:
    assert [path for path in CODE.rglob("*") if path.stem in FORBIDDEN_NAMES] == []


@pytest.mark.parametrize("path", doors("views"), ids=name_of)
def test_views_write_nothing(path: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    written = [call.lineno for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES]
    assert written == []


def views() -> list[Any]:
    def walk(patterns: list[Any], prefix: str) -> Iterator[Any]:
        for each in patterns:
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns, prefix + str(each.pattern))
            elif isinstance(each, URLPattern):
                yield pytest.param(each.callback, id=prefix + str(each.pattern))

    return list(walk(get_resolver().url_patterns, "/"))


@pytest.mark.parametrize("view", views())
def test_every_address_is_guarded(view: Any) -> None:
    permission = getattr(view, "permission", None)
    assert permission == "public" or permission in set(Permission)


def test_every_permission_is_held_by_a_role_and_every_role_is_named() -> None:
    assert set(Permission) == set().union(*ROLES.values())
    assert set(ROLES) == set(LABELS)


@pytest.mark.parametrize(
    "model",
    [each for each in apps.get_models() if each.__module__.startswith("circlechart.")],
    ids=lambda m: m.__name__,
)
def test_every_field_is_classified_once(model: Any) -> None:
    classes = {name: value for name, value in vars(model.Privacy).items() if not name.startswith("_")}
    assert set(classes) <= {"identity", "clinical", "part2", "operational"}
    listed = [field for fields in classes.values() for field in fields]
    own = {field.name for field in [*model._meta.fields, *model._meta.many_to_many]}
    assert len(listed) == len(set(listed))
    assert set(listed) == own


@pytest.mark.parametrize("path", doors("actions"), ids=name_of)
def test_public_actions_say_what_they_raise_and_audit(path: Path) -> None:
    if "base/audit" in str(path):
        return
    for function in functions(path):
        if function.name.startswith("_") or function.col_offset or not function.args.kwonlyargs:
            continue
        words = ast.get_docstring(function) or ""
        missing = [part for part in ("This function will", "Raises:", "Audit:") if part not in words]
        assert missing == [], function.name


def test_every_setting_is_documented() -> None:
    text = "".join(
        (CODE / place).read_text() for place in ("web/settings.py", "web/run.py", "base/database/embedded.py")
    )
    known = set(re.findall(r'"(CIRCLECHART_[A-Z_]+|DATABASE_URL)"', text))
    documented = (ROOT / "docs" / "settings.md").read_text()
    assert [name for name in sorted(known) if f"`{name}`" not in documented] == []


def test_a_misspelt_partial_fails_loudly() -> None:
    with pytest.raises(Exception, match="nowhere"):
        get_template("notes/signature.html#nowhere").render({})
