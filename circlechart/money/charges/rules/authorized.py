"""Whether the payer's authorization covers a charge."""

from circlechart.base.rulebook.facts import Rulebook
from circlechart.money.charges.facts import ChargeCase, Decision
from circlechart.money.charges.rules.reasons import many, stopped


def authorized(case: ChargeCase, decision: Decision, book: Rulebook) -> Decision:
    """This function will hold a charge that no authorization covers, or whose authorization has too few units left.

    Units: of the payer's basis. Source: rulebook `authorization.required` and `authorization.after_units`.
    """
    needed = book.find("authorization.required", case.service_on, case.service)
    free = book.find("authorization.after_units", case.service_on, case.service)
    if free is not None:
        needed = free if case.used_year + decision.units > free.value else None
    if needed is None:
        return decision
    if not case.authorized and "authorization-missing" not in case.override.released:
        words = f"{book.title} wants an authorization, and none is recorded for this day."
        if needed is free and free is not None:
            words = (
                f"{book.title} wants an authorization after {many(free.value, 'unit')} in a year, and none is recorded."
            )
        return stopped(decision, "hold", "authorization-missing", words, needed)
    left = case.authorized_left
    if left is None or left >= decision.units or "authorization-used-up" in case.override.released:
        return decision
    has = f"has {many(left, 'unit')} left" if left > 0 else "is used up"
    words = f"Authorization {case.authorization} {has}; this session is {many(decision.units, 'unit')}."
    return stopped(decision, "hold", "authorization-used-up", words, needed)
