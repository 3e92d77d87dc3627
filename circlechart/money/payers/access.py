"""What rests on a payer's rules and fees, and what a case comes to: rooms above know it and say so here.

This room never looks up.
"""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from circlechart.base.access.facts import Actor
from circlechart.money.payers.facts import Resting
from circlechart.money.payers.facts.cases import Evaluate

Asked = Callable[[UUID, UUID | None, str, date, date | None], Resting]
Told = Callable[[UUID, str, Actor], list[Any]]
_asked: list[Asked] = []
_told: list[Told] = []
_decides: list[Evaluate] = []


def register(asked: Asked) -> None:
    """This function will say who knows what rests on a payer's rules and fees."""
    if asked not in _asked:
        _asked.append(asked)


def resting(payer_id: UUID, plan_id: UUID | None, code: str, since: date, until: date | None) -> Resting:
    """This function will count what rests on a payer's rules, or on its fee for one code, from a day until a day.

    With a plan, only what that plan covers rests on it.
    """
    found = [asked(payer_id, plan_id, code, since, until) for asked in _asked]
    last = max((each.last_left_on for each in found if each.last_left_on), default=None)
    return Resting(sum(each.left for each in found), last, sum(each.charges for each in found))


def register_replays(told: Told) -> None:
    """This function will say who knows the replays of a rule."""
    if told not in _told:
        _told.append(told)


def replays(payer_id: UUID, key: str, by: Actor) -> list[Any]:
    """This function will list the replays of a rule that were run, the newest first."""
    return [each for told in _told for each in told(payer_id, key, by)]


def register_decision(evaluate: Evaluate) -> None:
    """This function will say who decides the cases of rules."""
    _decides[:] = [evaluate]


def deciding() -> Evaluate:
    """This function will find who decides the cases of rules."""
    return _decides[0]
