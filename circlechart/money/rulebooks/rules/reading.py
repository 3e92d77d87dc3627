"""A file of rules, read with every problem that it has; it never raises, whatever its bytes are."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

from circlechart.base.rulebook import loader
from circlechart.base.rulebook.facts import CONTRACT, LEVELS, Value
from circlechart.base.rulebook.loader import BadRulebook
from circlechart.money.payers import rules as payers
from circlechart.money.payers.facts import CaseGiven
from circlechart.money.rulebooks.facts import LARGEST_FILE, MOST_VALUES, Problem, Read, Said
from circlechart.money.rulebooks.rules.proofs import proofs

LONGEST_SOURCE, LONGEST_ADDRESS = 200, 300
Found = TypeVar("Found")


def reading(file: str, content: bytes) -> Read:
    """This function will read a file, and list everything in it that stops it with file, key, value and mend.

    Source: docs/rulebook-files.md.
    """
    if len(content) > LARGEST_FILE:
        words = f"It has {len(content)} bytes; a rulebook has at most {LARGEST_FILE}."
        return Read(file, problems=(Problem(file, "", "", words, "Leave out what does not belong to it."),))
    try:
        raw = loader.parsed(file, content)
        values, cases = loader.tables(file, raw, "value"), loader.tables(file, raw, "case")
    except BadRulebook as problem:
        return Read(file, problems=(_told(file, "", problem),))
    if not values or len(values) > MOST_VALUES:
        words = f"It holds {len(values)} values; a file holds 1 to {MOST_VALUES}."
        return Read(file, problems=(Problem(file, "", "", words, "Write each as [[value]]."),))
    level = LEVELS.get(raw["level"], CONTRACT) if isinstance(raw.get("level"), str) else CONTRACT
    problems: list[Problem] = []
    proved: dict[Said, tuple[CaseGiven, ...]] = {}
    read = _each(file, values, lambda each: loader.value(file, each, "file", level, ""), problems)
    problems += [found for each in read for found in _wrong(file, each)]
    told = _each(file, cases, lambda each: loader.case(file, each), problems)
    if not problems:
        _try(file, "", lambda: _check_dates(file, read), problems)
        proved = _proved(file, values, read, problems)
    title, inherits = raw.get("title", ""), raw.get("inherits", "")
    named = (title if isinstance(title, str) else "", inherits if isinstance(inherits, str) else "")
    return Read(file, *named, tuple(read), tuple(told), tuple(problems), proved)


def _each(
    file: str, given: list[dict[str, Any]], act: Callable[[dict[str, Any]], Found], problems: list[Problem]
) -> list[Found]:
    found = []
    for each in given:
        key = each.get("key")
        done = _try(file, key if isinstance(key, str) else "", partial(act, each), problems)
        if done is not None:
            found.append(done)
    return found


def _try(file: str, key: str, act: Callable[[], Found], problems: list[Problem]) -> Found | None:
    try:
        return act()
    except BadRulebook as problem:
        problems.append(_told(file, key, problem))
        return None


def _told(file: str, key: str, problem: BadRulebook) -> Problem:
    """What the loader said, with its place taken out of the sentence."""
    words = str(problem)
    if words.startswith(f"{file}, "):
        at, _, words = words[len(file) + 2 :].partition(": ")
        key = key or at
    words = words.removeprefix(f"{file}: ")
    return Problem(file, key, "", words[:1].upper() + words[1:])


def _wrong(file: str, value: Value) -> Iterator[Problem]:
    """What stops one value: no such rule, a value of another shape, or words that are too long."""
    wrong = payers.problem(value.key, value.value)
    if wrong:
        yield Problem(
            file,
            value.key[:60],
            "" if value.value is None else loader.quoted(value.value),
            wrong,
            "Write it as docs/rulebook-files.md says.",
        )
    if len(value.source.title) > LONGEST_SOURCE or not value.source.title.strip():
        words = f"A source has 1 to {LONGEST_SOURCE} characters."
        yield Problem(
            file, value.key[:60], loader.quoted(value.source.title), words, "Name the manual and its chapter."
        )
    url = value.source.url
    if url and (len(url) > LONGEST_ADDRESS or not url.startswith(("https://", "http://")) or " " in url):
        words = f"An address begins with https:// and has at most {LONGEST_ADDRESS} characters."
        yield Problem(file, value.key[:60], loader.quoted(url), words, "Correct it, or leave url out.")
    if value.status == "retired" and value.effective_until is None:
        words = "A retired value without its last day decides nothing."
        yield Problem(file, value.key[:60], "retired", words, "Write until, or leave the value out.")


def _check_dates(file: str, values: list[Value]) -> None:
    """What is on trial stands beside what decides. Raises: BadRulebook."""
    loader.check_dates(file, (each for each in values if each.status != "testing"), gaps=True)


def said(value: Value) -> Said:
    """This function will say which value of a file it is. Source: the value."""
    return value.key, value.level, value.effective_from, value.status


def _proved(
    file: str, raw: list[dict[str, Any]], values: list[Value], problems: list[Problem]
) -> dict[Said, tuple[CaseGiven, ...]]:
    """The cases of each value; every value was read, so both lists stand side by side."""
    found = {}
    for each, value in zip(raw, values, strict=True):
        cases, wrong = proofs(file, value.key[:60], each)
        problems += wrong
        if cases:
            found[said(value)] = cases
    return found
