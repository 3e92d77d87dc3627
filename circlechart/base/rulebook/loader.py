"""Reading rulebooks from TOML, refusing what cannot be trusted with file, key, value and mend."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from circlechart.base.rulebook.facts import LEVELS, PLAN, STATE, Case, Rulebook, Source, Value

LONGEST_LINE = 2000
TRUST = ("F1", "F2", "G")
OF_A_BOOK = frozenset(("title", "level", "inherits", "version", "about", "standing", "payer", "value", "case"))
OF_A_VALUE = frozenset(
    ("key", "value", "no_rule", "unit", "from", "until", "status", "trust", "source", "url", "read_on", "level",
     "confirmed_by", "case")
)  # fmt: skip
OF_A_CASE = frozenset(("name", "given", "expected"))
TESTING, RETIRED = "testing", "retired"
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
    check_names(path.name, raw, OF_A_BOOK)
    level = level_of(path.name, raw)
    version = str(raw.get("version", "1"))
    own = tuple(value(path.name, each, name, level, version) for each in tables(path.name, raw, "value"))
    check_dates(path.name, own, gaps=level >= PLAN)
    cases = tuple(case(path.name, each) for each in tables(path.name, raw, "case"))
    if level > STATE:
        _check_cases(path.name, cases)
    inherited: tuple[Value, ...] = ()
    if raw.get("inherits"):
        _check_name(path.name, raw["inherits"])
        beside = [folder / f"{raw['inherits']}.toml" for folder in folders]
        parent = next((each for each in beside if each.is_file()), beside[0])
        inherited = _read(parent, folders, (*seen, name)).values
    return Rulebook(name, str(raw.get("title", name)), version, (*inherited, *own), cases)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return parsed(path.name, path.read_bytes())
    except FileNotFoundError:
        raise BadRulebook(f"{path.name}: there is no such rulebook. Check its name.") from None


def parsed(file: str, content: bytes) -> dict[str, Any]:
    """This function will read the tables of a file, whatever its bytes are. Raises: BadRulebook."""
    try:
        text = content.decode("utf-8-sig")
        long = next((number for number, line in enumerate(text.splitlines(), 1) if len(line) > LONGEST_LINE), 0)
        if long:
            raise BadRulebook(f"{file}: line {long} has more than {LONGEST_LINE} characters. Break it.")
        return tomllib.loads(text)
    except BadRulebook:
        raise
    except RecursionError:
        raise BadRulebook(f"{file}: it is nested too deep. A rulebook is a list of [[value]] and [[case]].") from None
    except ValueError as problem:  # what is no TOML, no UTF-8, or a number or day that cannot be
        raise BadRulebook(f"{file}: {str(problem)[:200]}. A rulebook is a TOML file in UTF-8.") from None


def check_names(where: str, raw: dict[str, Any], known: frozenset[str]) -> None:
    """This function will refuse a misspelled name, which would be read as if it were not there. Raises: BadRulebook."""
    strange = sorted(raw.keys() - known)
    if strange:
        raise BadRulebook(f"{where}: {quoted(strange[0])} is not known here. Known are {', '.join(sorted(known))}.")


def level_of(file: str, raw: dict[str, Any]) -> int:
    """This function will read for whom a file or a value is. Raises: BadRulebook."""
    level = raw.get("level")
    if not isinstance(level, str) or level not in LEVELS:
        raise BadRulebook(f"{file}: level {quoted(level)} is not one of {', '.join(LEVELS)}.")
    return LEVELS[level]


def tables(file: str, raw: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """This function will list the tables of one name. Raises: BadRulebook."""
    found = raw.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise BadRulebook(f"{file}, {name}: write each as a table that begins with [[{name}]].")
    return found


def quoted(given: Any) -> str:
    """This function will show what stood in a file, at most so much of it that a sentence stays one."""
    try:
        return repr(given)[:60]
    except (RecursionError, ValueError):
        return "that"


def _check_name(file: str, name: Any) -> None:
    if not isinstance(name, str) or re.fullmatch(r"[\w-]{1,60}", name) is None:
        raise BadRulebook(f"{file}, inherits: {quoted(name)}. Name another rulebook without its folder and .toml.")


def _text(where: str, raw: dict[str, Any], name: str) -> str:
    """A text of a value. Raises: BadRulebook."""
    found = raw.get(name, "")
    if not isinstance(found, str) or not all(each.isprintable() for each in found):
        raise BadRulebook(f"{where}: {name} {quoted(found)} is no plain text. Write it in quotes, on one line.")
    return found


def value(file: str, raw: dict[str, Any], book: str, level: int, version: str) -> Value:
    """This function will read one value. Raises: BadRulebook."""
    key = raw.get("key")
    where = f"{file}, {key if isinstance(key, str) and key else 'a value without key'}"
    check_names(where, raw, OF_A_VALUE)
    if raw.get("no_rule") is True and "value" not in raw:
        raw = {**raw, "value": None}
    for name in ("key", "value", "unit", "from", "status", "source", "trust", "read_on"):
        if name not in raw or raw[name] == "":
            raise BadRulebook(f"{where}: “{name}” is missing. Every value says where it comes from and since when.")
    key, source = _text(where, raw, "key"), _text(where, raw, "source")
    if raw["trust"] not in TRUST:
        raise BadRulebook(
            f"{where}: trust {quoted(raw['trust'])} is not one of {', '.join(TRUST)}. Write how well it is known."
        )
    if raw["status"] not in STATUSES:
        raise BadRulebook(
            f"{where}: status {quoted(raw['status'])} is not one of {', '.join(STATUSES)}. Write one of them."
        )
    if raw["trust"] == "G" and raw["status"] == "confirmed" and not raw.get("confirmed_by"):
        raise BadRulebook(f"{where}: general knowledge cannot be confirmed without “confirmed_by”. Mark it unverified.")
    until = raw.get("until")
    for each in ("from", "read_on", "until"):
        if type(raw.get(each)) is not date and raw.get(each) is not None:
            raise BadRulebook(f"{where}: {each} {quoted(raw[each])}. Write dates like 2026-01-01, without quotes.")
    if until is not None and until <= raw["from"]:
        raise BadRulebook(f"{where}: it ends on {until}, not after it begins on {raw['from']}.")
    if raw["status"] == RETIRED and until is None:
        raise BadRulebook(
            f"{where}: a retired value decides nothing after its day. Write “until”, the first day on which it no longer "
            "holds, or leave the value out."
        )
    cited = Source(source, raw["trust"], raw["read_on"], _text(where, raw, "url"))
    unit = _text(where, raw, "unit")
    level = level_of(where, raw) if "level" in raw else level
    return Value(key, raw["value"], unit, raw["from"], until, raw["status"], cited, book, level, version)


def case(file: str, raw: dict[str, Any]) -> Case:
    """This function will read one case. Raises: BadRulebook."""
    check_names(f"{file}, a case", raw, OF_A_CASE)
    given, expected = raw.get("given"), raw.get("expected")
    if not _text(f"{file}, a case", raw, "name") or not isinstance(given, dict) or not isinstance(expected, dict):
        raise BadRulebook(f"{file}, a case: it needs a name, [case.given] and [case.expected].")
    return Case(raw["name"], given, expected)


def check_dates(file: str, values: Iterable[Value], gaps: bool = False) -> None:
    """This function will find days on which two values of a key hold, or none between two. Raises: BadRulebook.

    What is on trial stands beside what decides. What a clinic says may be retired and said again later: with `gaps`, only
    what overlaps is refused.
    """
    by_key: dict[tuple[str, int], list[Value]] = defaultdict(list)
    for each in values:
        if each.status != TESTING:
            by_key[each.key, each.level].append(each)
    for (key, _), own in by_key.items():
        own.sort(key=lambda each: each.effective_from)
        for earlier, later in zip(own, own[1:], strict=False):
            if earlier.effective_until is None or earlier.effective_until > later.effective_from:
                raise BadRulebook(
                    f"{file}, {key}: two values hold on {later.effective_from}. End the first one on that day."
                )
            if not gaps and earlier.effective_until < later.effective_from:
                raise BadRulebook(
                    f"{file}, {key}: no value holds from {earlier.effective_until} to {later.effective_from}. Close the gap."
                )


def _check_cases(file: str, cases: tuple[Case, ...]) -> None:
    if not any(each.passes for each in cases) or all(each.passes for each in cases):
        raise BadRulebook(f"{file}: it needs at least one case that is billed and one that is held.")
