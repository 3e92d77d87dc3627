"""What a rule on trial would make of a charge. It is said beside the decision and changes nothing."""

from circlechart.base.rulebook.facts import Rulebook
from circlechart.money.charges.facts import ChargeCase, Decision
from circlechart.money.charges.rules.decide import decide
from circlechart.money.charges.rules.reasons import reason, warned


def on_trial(case: ChargeCase, decision: Decision, book: Rulebook | None) -> Decision:
    """This function will warn where the payer's book with what is on trial decides otherwise.

    Source: the rulebook's values; those with the status testing.
    """
    if book is None:
        return decision
    would = decide(case, book)
    if _shown(would) == _shown(decision):
        return decision
    return warned(decision, reason("on-trial", f"With what is on trial: {_words(would)}"))


def _shown(decision: Decision) -> tuple[object, ...]:
    return (decision.outcome, decision.code, decision.modifiers, decision.units)


def _words(decision: Decision) -> str:
    if decision.outcome == "bill":
        return f"{'-'.join([decision.code, *decision.modifiers])} ×{decision.units}."
    return f"not charged. {decision.blocking.sentence}" if decision.blocking else "not charged."
