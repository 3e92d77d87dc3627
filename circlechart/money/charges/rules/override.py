"""What somebody decided against a payer's rule. Only a rule can be overridden, never a fact that makes a claim true.

A note that is not signed, a client who did not come, minutes that were counted in another group, a coverage, a diagnosis
or an NPI that is missing, and a code that the payer does not have stay what they are, whoever asks.
"""

from dataclasses import replace

from circlechart.money.charges.facts import ChargeCase, Decision, OverrideGiven
from circlechart.money.charges.rules.reasons import reason
from circlechart.money.payers.rules import problem

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
        "few-services",
        "no-primary-service",
        "week-too-short",
        "week-too-long",
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


def refused(given: OverrideGiven, standing: str) -> str:
    """This function will say in words why an override cannot be made; empty when it can. `standing` is the hold's rule.

    Source: `RELEASABLE`; the shapes of codes and modifiers are those of a rule.
    """
    if given.what == "release":
        if given.rule != standing:
            return "This hold does not stand any more. Reload the page."
        return (
            ""
            if given.rule in RELEASABLE
            else "This hold names a fact, and a claim that says otherwise would be false."
        )
    if given.what == "waive":
        return ""
    if not given.code and given.units is None and given.modifiers is None:
        return "Say what is charged instead: a code, units or modifiers."
    shapes = [problem("group_psychotherapy.code", given.code)] if given.code else []
    shapes += [problem("modifiers.always", list(given.modifiers))] if given.modifiers else []
    shapes += [problem("units.maximum", given.units)] if given.units is not None else []
    return next((each for each in shapes if each), "")
