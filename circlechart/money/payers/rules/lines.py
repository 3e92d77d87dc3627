"""A payer's rules in order, as they hold on a day. Pure functions."""

from collections.abc import Iterable
from datetime import date

from circlechart.base.rulebook.facts import Rulebook, Value
from circlechart.money.payers.facts import KINDS, SERVICES, TOPICS, Kind, RuleLine, kind_of
from circlechart.money.payers.rules.sentences import sentence


def lines(book: Rulebook, on: date, also: Iterable[Value] = ()) -> list[tuple[str, list[RuleLine]]]:
    """This function will list every rule of a payer under its heading, as it holds on a day and what follows.

    A rule said for one service alone stands right after the one for all, also when only a plan says it (`also`).

    Source: the rulebook's values.
    """
    said = {each.key for each in (*book.values, *also)}
    found = []
    for topic in TOPICS:
        kinds = [kind for kind in KINDS.values() if kind.topic == topic]
        found.append((topic, [line(book, each, on) for kind in kinds for each in _with_scoped(kind, said)]))
    return found


def _with_scoped(kind: Kind, said: set[str]) -> list[Kind]:
    scoped = [kind_of(f"{service}.{kind.key}") for service in SERVICES if f"{service}.{kind.key}" in said]
    return [kind, *(each for each in scoped if each is not None)]


def line(book: Rulebook, kind: Kind, on: date) -> RuleLine:
    """This function will say one rule as it holds on a day, what it overrides, and the next change of it.

    Source: the rulebook's values.
    """
    stands = book.stands(kind.key, on)
    later = min(
        (each for each in book.values if each.key == kind.key and each.effective_from > on),
        key=lambda each: (each.effective_from, -each.level),
        default=None,
    )
    told = sentence(kind.key, later.value) if later else ""
    below = [each for each in layers(book, kind.key, on) if stands is not None and each.value != stands.value]
    instead = sentence(kind.key, below[0].value) if below else ""
    said = sentence(kind.key, stands.value if stands else None)
    return RuleLine(kind, said, stands, later, told, below[0] if below else None, instead)


def layers(book: Rulebook, key: str, on: date) -> list[Value]:
    """This function will list what each level says of a rule on a day, the nearest first: that one holds.

    For a rule said for one service alone, the rule for all services of a nearer level holds before it.

    Source: the rulebook's values.
    """
    scope, _, rest = key.partition(".")
    names = (key, rest) if scope in SERVICES and rest != "code" else (key,)
    found: dict[tuple[int, bool], Value] = {}
    for value in book.values:
        if value.key in names and value.in_force(on):
            found[value.level, value.key == key] = value
    return [found[place] for place in sorted(found, reverse=True)]


def history(book: Rulebook, key: str) -> list[Value]:
    """This function will list everything that was ever said of a rule, the newest day first.

    Source: the rulebook's values.
    """
    own = [each for each in book.values if each.key == key]
    return sorted(own, key=lambda each: (each.level, each.effective_from), reverse=True)
