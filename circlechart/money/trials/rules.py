"""What a decision comes to in words, what two of them have in common, and the weeks of a replay. Pure functions."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from circlechart.base.kit import money
from circlechart.money.charges.facts import Decision
from circlechart.money.trials.facts import Side, Tally, Told

WEEK = timedelta(days=6)
ONE_DAY = timedelta(days=1)
LONGEST = timedelta(days=366)


def told(decision: Decision, amount: Decimal) -> Told:
    """This function will say what a decision comes to.

    Source: the decision's own reasons. Units: dollars.
    """
    blocking = decision.blocking
    line = "-".join([decision.code, *decision.modifiers]) if decision.code else ""
    unit = "unit" if decision.units == 1 else "units"
    charged = f"Charged as {line}, {decision.units} {unit}, {money.in_words(amount)}."
    return Told(
        decision.outcome, line, decision.units, amount, blocking.sentence if blocking else charged,
        blocking.rule if blocking else "", decision.reasons, decision.warnings,
    )  # fmt: skip


def weeks(since: date, until: date) -> list[tuple[date, date]]:
    """This function will cut a range of days into weeks from Sunday through Saturday; both ends may be shorter.

    Source: the calendar.
    """
    found = []
    first = since
    while first <= until:
        saturday = first + timedelta(days=(5 - first.weekday()) % 7)
        found.append((first, min(saturday, until)))
        first = saturday + ONE_DAY
    return found


def possible(since: date, until: date, today: date) -> bool:
    """This function will say whether a replay can go over these days. Source: a year behind is what a clinic bills."""
    return since <= until <= today and until - since <= LONGEST


def side(given: Iterable[Told]) -> Side:
    """This function will count outcomes and add up what is charged. Units: dollars. Source: none, it is counting."""
    all_of = list(given)
    return Side(dict(Counter(each.outcome for each in all_of)), money.total([each.charged for each in all_of]))


def added(title: str, tallies: Iterable[Tally]) -> Tally:
    """This function will add tallies up. Source: none, it is counting."""
    total = Tally(title, Side(), Side())
    for each in tallies:
        total = replace(
            total, before=_plus(total.before, each.before), after=_plus(total.after, each.after),
            differing=total.differing + each.differing,
        )  # fmt: skip
    return total


def _plus(one: Side, other: Side) -> Side:
    return Side(dict(Counter(one.counts) + Counter(other.counts)), one.money + other.money)
