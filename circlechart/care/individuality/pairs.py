"""Pairs of notes in a file, one JSON object a line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from circlechart.care.individuality.errors import BadPair

MOST_BYTES = 200_000_000
LONGEST = 100_000
SHAPE = 'Write a JSON object on one line, as {"id": "1", "a": "…", "b": "…", "shared": "…"}.'


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries and the narrative that both may rightly repeat."""

    id: str | int
    a: str
    b: str
    shared: str


def read(path: Path) -> Iterator[Pair | BadPair]:
    """This function will read pairs line by line; a line that cannot be compared is given as what is wrong with it.

    Raises: BadPair, where the file itself cannot be read.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadPair(path, 0, "", f"It is larger than {MOST_BYTES // 1_000_000} MB. Divide it.")
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip(b" \t\r\n\xef\xbb\xbf"):
                    yield _read(path, number, line)
    except OSError as problem:
        raise BadPair(
            path, 0, "", f"It cannot be read: {problem.strerror}. Give the path of a file of pairs."
        ) from None


def _read(path: Path, number: int, line: bytes) -> Pair | BadPair:
    try:
        return _pair(path, number, line)
    except BadPair as problem:
        return problem


def _pair(path: Path, number: int, line: bytes) -> Pair:
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadPair(path, number, "", "This is not UTF-8. Save the file as UTF-8.") from None
    except (ValueError, RecursionError):
        raise BadPair(path, number, "", f"This is not JSON. {SHAPE}") from None
    if not isinstance(found, dict):
        raise BadPair(path, number, "", f"This is not an object. {SHAPE}")
    name = found.get("id")
    if isinstance(name, bool) or not isinstance(name, str | int) or name == "":
        raise BadPair(path, number, "id", "Every pair needs an id: a text or a whole number.")
    return Pair(name, *(_text(path, number, found, key) for key in ("a", "b", "shared")))


def _text(path: Path, number: int, found: dict[str, Any], key: str) -> str:
    value = found.get(key)
    if value is None and key == "shared":
        return ""
    if not isinstance(value, str):
        raise BadPair(path, number, key, "A text is needed here, in quotation marks.")
    if len(value) > LONGEST:
        raise BadPair(path, number, key, f"The text has more than {LONGEST:,} characters. Shorten it.")
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise BadPair(path, number, key, "Half of a character stands here (a lone surrogate). Write it whole.")
    return value
