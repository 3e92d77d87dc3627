"""What somebody decided against a payer's rule. Only a rule can be overridden, never a fact that makes a claim true.

A note that is not signed, a client who did not come, minutes that were counted in another group, a coverage, a diagnosis
or an NPI that is missing, and a code that the payer does not have stay what they are, whoever asks.
"""

from dataclasses import replace

from circlechart.money.charges.facts import ChargeCase, Decision
from circlechart.money.charges.rules.reasons import reason

RELEASABLE = frozenset(
    {
        "under-the-floor",
        "session-too-short",
        "day-too-short",
        "staff-ratio",
        "group-too-large",
        "group-too-small",
        "cap-reached",
        "stacking-conflict",
        "telehealth-not-taken",
        "credential-not-allowed",
        "authorization-missing",
        "authorization-used-up",
        "note-late",
        "goal-missing",
    }
)


def overridden(decision: Decision, case: ChargeCase) -> Decision:
    """This function will lay what somebody decided over a line, and say so beside it for as long as it stands.

    A line that is held stays held: what is held by a rule was released before, and a fact cannot be.

    Source: the person, the day and the reason that the override names.
    """
    said = case.override
    steps = tuple(reason("override", words) for words in said.words)
    if decision.outcome != "bill" or not steps:
        return replace(decision, provided=decision.code if decision.outcome == "bill" else "")
    reasons = (*decision.reasons, *steps)
    if said.waived:
        return replace(decision, outcome="waived", reasons=reasons)
    code, units = said.code or decision.code, said.units or decision.units
    modifiers = decision.modifiers if said.modifiers is None else said.modifiers
    return replace(decision, code=code, units=units, modifiers=modifiers, reasons=reasons, provided=code)
