"""What rests on a payer's rules and fees, and what a case comes to: rooms above know it and say so here.

This room never looks up.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from circlechart.money.payers.facts import Resting
from circlechart.money.payers.facts.cases import Evaluate

Asked = Callable[[UUID, str, date, date | None], Resting]
_asked: list[Asked] = []
_decides: list[Evaluate] = []


def register(asked: Asked) -> None:
    """This function will say who knows what rests on a payer's rules and fees."""
    if asked not in _asked:
        _asked.append(asked)


def resting(payer_id: UUID, code: str, since: date, until: date | None) -> Resting:
    """This function will count what rests on a payer's rules, or on its fee for one code, from a day until a day."""
    found = [asked(payer_id, code, since, until) for asked in _asked]
    last = max((each.last_left_on for each in found if each.last_left_on), default=None)
    return Resting(sum(each.left for each in found), last, sum(each.charges for each in found))


def register_decision(evaluate: Evaluate) -> None:
    """This function will say who decides the cases of rules."""
    _decides[:] = [evaluate]


def deciding() -> Evaluate:
    """This function will find who decides the cases of rules."""
    return _decides[0]
