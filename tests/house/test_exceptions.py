"""An exception to a check gives its reason in the line."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = [path for place in ("circlechart", "tests", "bench") for path in sorted((ROOT / place).rglob("*.py"))]
EXCEPTION = re.compile(r"#\s*(?:noqa|type:\s*ignore|nosec|pragma:\s*no cover)\b(?:\[[^]]*\]|:[ A-Z0-9,]*)?(.*)$")


def without_reason(line: str) -> bool:
    found = EXCEPTION.search(line)
    return found is not None and len(re.findall(r"\w+", found.group(1))) < 2


@pytest.mark.parametrize(
    "path", [each for each in WRITTEN if "migrations" not in each.parts and each != Path(__file__)],
    ids=lambda path: str(path.relative_to(ROOT)),
)  # fmt: skip
def test_every_exception_to_a_check_gives_its_reason(path: Path) -> None:
    assert [line.strip() for line in path.read_text().splitlines() if without_reason(line)] == []


def test_a_reason_is_more_than_a_word() -> None:
    assert without_reason("x = 1  # noqa: PLR2004")
    assert without_reason("x = 1  # type: ignore[misc]  # why")
    assert not without_reason("x = 1  # noqa: PLR2004  # as the guide prints it")
    assert not without_reason("x = 1  # a noqa somewhere in a sentence")
