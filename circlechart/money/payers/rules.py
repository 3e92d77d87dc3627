"""A payer's rules as plain sentences, and whether a typed value can be one. Pure functions."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from circlechart.base.rulebook.facts import Rulebook, Value
from circlechart.money.payers.facts import (
    BASES,
    CREDENTIALS,
    KINDS,
    MOST_MODIFIERS,
    ROUNDINGS,
    SERVICES,
    TOPICS,
    Kind,
    RuleLine,
    levels,
)

CODE = re.compile(r"[A-Z0-9]{5}")
MODIFIER = re.compile(r"[A-Z0-9]{2}")
PLACE = re.compile(r"(?!00)\d{2}")
NO_RULE = {
    "units.basis": "One unit for a session, until the payer says otherwise.",
    "units.rounding": "Where quarter hours are counted, only whole ones count, until the payer says otherwise.",
    "telehealth.place_of_service.home": "By video or telephone, the place of service is 10.",
    "units.maximum": "There is no most of units for one session.",
    "minutes.floor": "No fewest minutes: any presence that makes a unit is charged.",
    "iop_group.minutes.floor": "For intensive outpatient, the fewest minutes are those of any group.",
    "group.maximum_size": "No group is too large for this payer.",
    "group.minimum_size": "No group is too small for this payer.",
    "modifiers.always": "No modifier stands on every line.",
    "telehealth.modifier.video": "By video, no modifier is added.",
    "telehealth.modifier.audio": "By telephone, no modifier is added.",
    "who_may_render": "Any credential may lead the group.",
    "cosign_needed_from": "Nobody's note needs a cosignature before it is charged.",
    "claim.supervising_provider": "No supervisor is named on the claim.",
}


def sentence(key: str, value: Any) -> str:
    """This function will say a rule in one plain sentence; a value of None says that there is no such rule.

    Source: the kinds of `facts.KINDS`; the value's own source stands beside the sentence on the screen.
    """
    service = key.removesuffix(".code")
    if service in SERVICES:
        words = SERVICES[service]
        return (
            f"{words} is billed as {value}." if value is not None else f"{words} is not covered: its charges are held."
        )
    if value is None or value == []:
        return NO_RULE[key]
    return _SENTENCES[key](value)


def problem(key: str, value: Any) -> str:
    """This function will say in words why a value cannot be this rule; empty when it can.

    Source: the shape of its kind in `facts.KINDS`.
    """
    kind = KINDS.get(key)
    if kind is None:
        return "There is no such rule."
    if value is None:
        return "" if kind.optional else "This payer needs a value here."
    return _SHAPES[kind.shape](kind, value)


def lines(book: Rulebook, on: date) -> list[tuple[str, list[RuleLine]]]:
    """This function will list every rule of a payer under its heading, as it holds on a day and what follows.

    Source: the rulebook's values.
    """
    return [(topic, [line(book, kind, on) for kind in KINDS.values() if kind.topic == topic]) for topic in TOPICS]


def line(book: Rulebook, kind: Kind, on: date) -> RuleLine:
    """This function will say one rule as it holds on a day, and the next change of it.

    Source: the rulebook's values.
    """
    stands = book.stands(kind.key, on)
    later = min(
        (each for each in book.values if each.key == kind.key and each.effective_from > on),
        key=lambda each: (each.effective_from, -each.level),
        default=None,
    )
    told = sentence(kind.key, later.value) if later else ""
    return RuleLine(kind, sentence(kind.key, stands.value if stands else None), stands, later, told)


def history(book: Rulebook, key: str) -> list[Value]:
    """This function will list everything that was ever said of a rule, the newest day first.

    Source: the rulebook's values.
    """
    own = [each for each in book.values if each.key == key]
    return sorted(own, key=lambda each: (each.level, each.effective_from), reverse=True)


def _and(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def _or(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words)


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


_SENTENCES: dict[str, Callable[[Any], str]] = {
    "units.basis": lambda value: f"{BASES[value]}{', however long it runs' if value == 'per_session' else ' present'}.",
    "units.rounding": lambda value: f"{ROUNDINGS[value]}.",
    "units.maximum": lambda value: f"At most {_many(value, 'unit')} for one session, also when it runs over.",
    "minutes.floor": lambda value: (
        f"Under {_many(value, 'minute')} present, the charge is held. Nothing is rounded up."
    ),
    "iop_group.minutes.floor": lambda value: (
        f"Under {_many(value, 'minute')} of intensive outpatient present, the day's charge is held."
    ),
    "group.maximum_size": lambda value: (
        f"With more than {_many(value, 'client')} in the room, this payer's charges are held. Nobody is turned away."
    ),
    "group.minimum_size": lambda value: (
        f"With fewer than {_many(value, 'client')} in the room, this payer's charges are held."
    ),
    "modifiers.always": lambda value: f"Every line carries {_and(value)}.",
    "telehealth.modifier.video": lambda value: f"By video, the line carries {value}.",
    "telehealth.modifier.audio": lambda value: f"By telephone, the line carries {value}.",
    "telehealth.place_of_service.home": lambda value: f"By video or telephone, the place of service is {value}.",
    "who_may_render": lambda value: f"The lead's credential is at level {_or(levels(value))}; other charges are held.",
    "cosign_needed_from": lambda value: (
        f"With a lead at level {_or(levels(value))}, the charge is held until the supervisor has cosigned."
    ),
    "claim.supervising_provider": lambda value: (
        f"With a lead at level {_or(levels(value))}, the supervisor who cosigned is named on the claim."
    ),
}


def _code(kind: Kind, value: Any) -> str:
    if isinstance(value, str) and CODE.fullmatch(value):
        return ""
    return "A code has five capital letters and digits, such as 90853 or H0005."


def _modifier(kind: Kind, value: Any) -> str:
    if isinstance(value, str) and MODIFIER.fullmatch(value):
        return ""
    return "A modifier has two capital letters or digits, such as 95 or HQ."


def _modifiers(kind: Kind, value: Any) -> str:
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_MODIFIERS:
        return f"A line carries one to {MOST_MODIFIERS} modifiers."
    wrong = next((found for found in (_modifier(kind, each) for each in value) if found), "")
    return wrong or ("" if len(set(value)) == len(value) else "The same modifier stands there twice.")


def _place(kind: Kind, value: Any) -> str:
    if isinstance(value, str) and PLACE.fullmatch(value):
        return ""
    return "A place of service has two digits and is never 00."


def _number(kind: Kind, value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= kind.most:
        return ""
    return f"Write a whole number from 1 to {kind.most}."


def _choice(kind: Kind, value: Any) -> str:
    return "" if isinstance(value, str) and value in dict(kind.choices) else "Choose one of the list."


def _levels(kind: Kind, value: Any) -> str:
    if isinstance(value, list) and value and all(isinstance(each, str) and each in CREDENTIALS for each in value):
        return ""
    return "Choose at least one credential level."


_SHAPES: dict[str, Callable[[Kind, Any], str]] = {
    "code": _code,
    "modifier": _modifier,
    "modifiers": _modifiers,
    "place": _place,
    "number": _number,
    "choice": _choice,
    "levels": _levels,
}
