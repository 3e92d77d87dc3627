"""Nobody's day is the day in Greenwich: which day it is, a facility says, in `base/kit/walltime.py` alone."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "circlechart"
ONE_PLACE = CODE / "base" / "kit" / "walltime.py"
WITHOUT_A_ZONE = {
    "care/sessions/rules.py": {"each.date()"},  # dateutil's rules know days only; they come as midnights of no zone
    "money/charges/rules/stated.py": {
        "when.near.date()",
        "near.date()",
    },  # the case's own clock: it says the zone or none
}
READS_A_DAY = {"date", "today", "localdate", "localtime", "utcnow"}
PAGES = sorted(CODE.rglob("templates/**/*.html"))


def days_read(path: Path) -> set[str]:
    """The calls that take a day out of an instant, or out of the machine's own calendar."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    found = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in READS_A_DAY]
    return {ast.unparse(call) for call in found if not call.args and not call.keywords}


@pytest.mark.parametrize(
    "path",
    [each for each in sorted(CODE.rglob("*.py")) if each != ONE_PLACE],
    ids=lambda path: str(path.relative_to(CODE)),
)
def test_no_day_is_taken_from_an_instant_without_its_facility(path: Path) -> None:
    known = WITHOUT_A_ZONE.get(str(path.relative_to(CODE)), set())
    assert days_read(path) == known, "take walltime.today(now, time_zone), or reach.today(by, now)"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_page_prints_an_instant_without_its_zone(path: Path) -> None:
    assert re.findall(r"{%\s*now\b|\.?\b\w*(?:_at|\bnow|last_login|\.at)\|(?:date|time)\b", path.read_text()) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("on = now.date()", {"now.date()"}), ("on = date.today()", {"date.today()"}),
        ("on = timezone.now().date()", {"timezone.now().date()"}), ("on = timezone.localdate()", {"timezone.localdate()"}),
        ("on = walltime.today(now, zone)", set()), ("on = reach.today(by, now)", set()), ("on = date(2026, 11, 1)", set()),
    ],
)  # fmt: skip
def test_the_inspector_knows_such_a_day_when_it_sees_one(tmp_path: Path, line: str, found: set[str]) -> None:
    written = tmp_path / "views.py"
    written.write_text(line)
    assert days_read(written) == found
