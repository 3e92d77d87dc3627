"""Reading rulebooks from TOML, refusing what cannot be trusted with file, key, value and mend."""

import tomllib
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from circlechart.base.rulebook.facts import LEVELS, STATE, Case, Rulebook, Source, Value

TRUST = ("F1", "F2", "G")
STATUSES = ("unverified", "confirmed", "testing", "retired")


class BadRulebook(ValueError):
    """A rulebook cannot be used; the text names the file, the key and the mend."""


def read(folder: Path, name: str) -> Rulebook:
    """This function will read a rulebook with everything it inherits. Raises: BadRulebook."""
    return read_file(folder / f"{name}.toml")


def read_file(path: Path, shipped: Path | None = None) -> Rulebook:
    """This function will read a rulebook from a file; what it inherits stands beside it, or in the folder of the shipped.

    Raises: BadRulebook.
    """
    return _read(path, (path.parent, *([shipped] if shipped else [])), seen=())


def _read(path: Path, folders: tuple[Path, ...], seen: tuple[str, ...]) -> Rulebook:
    name = path.stem
    if name in seen:
        raise BadRulebook(f"{path.name}: inherits itself by way of {' and '.join(seen)}. Break the circle.")
    raw = _toml(path)
    level = LEVELS.get(raw.get("level", ""))
    if level is None:
        raise BadRulebook(f"{path.name}: level {raw.get('level')!r} is not one of {', '.join(LEVELS)}.")
    version = str(raw.get("version", "1"))
    own = tuple(_value(path.name, each, name, level, version) for each in raw.get("value", []))
    _check_dates(path.name, own)
    cases = tuple(_case(path.name, each) for each in raw.get("case", []))
    if level > STATE:
        _check_cases(path.name, cases)
    inherited: tuple[Value, ...] = ()
    if raw.get("inherits"):
        beside = [folder / f"{raw['inherits']}.toml" for folder in folders]
        parent = next((each for each in beside if each.is_file()), beside[0])
        inherited = _read(parent, folders, (*seen, name)).values
    return Rulebook(name, raw.get("title", name), version, (*inherited, *own), cases)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadRulebook(f"{path.name}: there is no such rulebook. Check its name.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadRulebook(f"{path.name}: {problem}. A rulebook is a TOML file in UTF-8.") from None


def _value(file: str, raw: dict[str, Any], book: str, level: int, version: str) -> Value:
    key = raw.get("key")
    where = f"{file}, {key or 'a value without key'}"
    if raw.get("no_rule") is True and "value" not in raw:
        raw = {**raw, "value": None}
    for name in ("key", "value", "unit", "from", "status", "source", "trust", "read_on"):
        if name not in raw or raw[name] == "":
            raise BadRulebook(f"{where}: “{name}” is missing. Every value says where it comes from and since when.")
    if raw["trust"] not in TRUST:
        raise BadRulebook(f"{where}: trust {raw['trust']!r} is not one of {', '.join(TRUST)}.")
    if raw["status"] not in STATUSES:
        raise BadRulebook(f"{where}: status {raw['status']!r} is not one of {', '.join(STATUSES)}.")
    if raw["trust"] == "G" and raw["status"] == "confirmed" and not raw.get("confirmed_by"):
        raise BadRulebook(f"{where}: general knowledge cannot be confirmed without “confirmed_by”. Mark it unverified.")
    until = raw.get("until")
    if not isinstance(raw["from"], date) or (until is not None and not isinstance(until, date)):
        raise BadRulebook(f"{where}: write dates like 2026-01-01, without quotes.")
    if until is not None and until <= raw["from"]:
        raise BadRulebook(f"{where}: it ends on {until}, not after it begins on {raw['from']}.")
    source = Source(raw["source"], raw["trust"], raw["read_on"], raw.get("url", ""))
    return Value(str(key), raw["value"], raw["unit"], raw["from"], until, raw["status"], source, book, level, version)


def _case(file: str, raw: dict[str, Any]) -> Case:
    given, expected = raw.get("given"), raw.get("expected")
    if not raw.get("name") or not isinstance(given, dict) or not isinstance(expected, dict):
        raise BadRulebook(f"{file}, a case: it needs a name, [case.given] and [case.expected].")
    return Case(raw["name"], given, expected)


def _check_dates(file: str, values: tuple[Value, ...]) -> None:
    by_key: dict[str, list[Value]] = defaultdict(list)
    for value in values:
        by_key[value.key].append(value)
    for key, own in by_key.items():
        own.sort(key=lambda each: each.effective_from)
        for earlier, later in zip(own, own[1:], strict=False):
            if earlier.effective_until is None or earlier.effective_until > later.effective_from:
                raise BadRulebook(
                    f"{file}, {key}: two values hold on {later.effective_from}. End the first one on that day."
                )
            if earlier.effective_until < later.effective_from:
                raise BadRulebook(
                    f"{file}, {key}: no value holds from {earlier.effective_until} to {later.effective_from}. Close the gap."
                )


def _check_cases(file: str, cases: tuple[Case, ...]) -> None:
    if not any(case.passes for case in cases) or all(case.passes for case in cases):
        raise BadRulebook(f"{file}: it needs at least one case that is billed and one that is held.")
