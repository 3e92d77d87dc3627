"""Numbers, days and their units in a sentence must stand in the facts that carry it (G2)."""

import re
from collections.abc import Sequence

from circlechart.outside.drafting.facts import Check, Observation
from circlechart.outside.drafting.rules.support import best
from circlechart.outside.drafting.rules.words import language, normal

MAY, MARCH = re.compile(r"(?<=[a-z,] )May\b"), re.compile(r"(?<=[a-z,] )March\b")
NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*|[a-z]+(?:-[a-z]+)?")
CLOSE = 0.6  # a fact that carries at least this share of what the best one carries may give the number


def amounts(text: str) -> list[tuple[str, str]]:
    """This function will list the numbers of a text in order, each with its unit ("" where none follows).

    A lone “one” is a number only before a unit; “once” is none.
    """
    found: list[tuple[str, str]] = []
    tokens = NUMBER.findall(re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", normal(text)))
    for at, token in enumerate(tokens):
        value = _value(token)
        if value is None:
            continue
        following = tokens[at + 1].removesuffix("s") if at + 1 < len(tokens) else ""
        unit = following if following in language().units else ""
        if token != "one" or unit:
            found.append((value, unit))
    return found


def days(text: str) -> set[str]:
    """This function will list the weekdays and months that a text names."""
    tokens = {token.removesuffix("s") for token in re.findall(r"[a-z]+", normal(text))}
    return (tokens & language().days) | {name for name, shape in (("may", MAY), ("march", MARCH)) if shape.search(text)}


def _value(token: str) -> str | None:
    if token[0].isdigit():
        return token.replace(",", "").lstrip("0") or "0"
    known = language()
    if token in known.numbers:
        return str(known.numbers[token])
    ten, _, one = token.partition("-")
    if ten in known.tens and one in known.ones:
        return str(known.numbers[ten] + known.numbers[one])
    return None


def numbers_kept(text: str, cited: Sequence[Observation], own: tuple[str, ...]) -> Check:
    """This function will check G2: every number, its unit, the order of a change and every day stand in the cited facts.

    Source: ai.md 3, G2; a number is looked for in the facts that carry the sentence, not in any that is cited.
    """
    said = amounts(text)
    ranked = best(text, cited, own)
    near = [each.text for share, each in ranked if share >= CLOSE * ranked[0][0]] if ranked else []
    known = [amounts(each) for each in near]
    for value, unit in said:
        units = {other for each in known for number, other in each if number == value}
        if not units:
            return Check("G2", False, f"“{value}” does not stand in its sources.")
        if unit and "" not in units and unit not in units:
            return Check("G2", False, f"Its sources do not say “{value} {unit}”.")
    if _turned(text, near):
        return Check("G2", False, "The numbers stand the other way round in its sources.")
    strange = days(text) - {day for each in cited for day in days(each.text)}
    if strange:
        return Check("G2", False, f"“{sorted(strange)[0].title()}” does not stand in its sources.")
    return Check("G2", True)


def _turned(text: str, sources: list[str]) -> bool:
    """Whether a change “from A to B” stands as B and then A in every source that has both."""
    plain = normal(text)
    changes = [
        (first, second)
        for first, second in re.findall(r"(\w+) (?:to|down to|up to|dropping to|rising to) (\w+)", plain)
        if _value(first) and _value(second)
    ]
    for first, second in changes:
        orders = [[value for value, _ in amounts(each)] for each in sources]
        orders = [each for each in orders if _value(first) in each and _value(second) in each]
        a, b = str(_value(first)), str(_value(second))
        if orders and a != b and all(each.index(a) > each.index(b) for each in orders):
            return True
    return False
