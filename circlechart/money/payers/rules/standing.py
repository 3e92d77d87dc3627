"""What became of a version of a rule. Pure functions."""

from collections.abc import Iterable
from datetime import date

from circlechart.money.payers.facts.standing import Standing, Step
from circlechart.money.payers.states import DECIDES, RETIRED


def standing(said_as: str, effective_from: date, steps: Iterable[Step]) -> Standing:
    """This function will follow a version through its steps.

    A version that was put on trial decides nothing; taken into force, it decides from its own day or the step's,
    whichever is later; retired, it no longer decides from the step's day on.

    Source: issue 3.1, the life of a version.
    """
    status = decided_as = said_as
    begins = effective_from if said_as in DECIDES else None
    until, owner, review = None, None, None
    changed = [] if begins is None else [begins]
    for step in steps:
        owner, review = step.owner_id, step.review_on
        if step.status == RETIRED and status != RETIRED:
            until = step.from_on
            changed += [until] if until and begins else []
        elif step.status in DECIDES and begins is None:
            begins = max(effective_from, step.from_on or effective_from)
            changed.append(begins)
        elif step.status not in (*DECIDES, RETIRED) and begins is not None:
            changed.append(begins)
            begins = None
        status = step.status
        decided_as = status if status in DECIDES else decided_as
    return Standing(status, decided_as, begins, until, owner, review, tuple(changed))
