"""A charge decision and what it is made from, as plain frozen values."""

from circlechart.money.charges.facts.decision import ChargeCase, Decision, Other, Override, Pair, Reason
from circlechart.money.charges.facts.given import AuthorizationGiven, Loaded, OverrideGiven, PairLine, Unread
from circlechart.money.charges.facts.holds import HOLDS, MENDS, Hold, Mend
from circlechart.money.charges.facts.shown import AuthorizationLine, Change, EffectLine, Pile, ShownMend, SoonLine, Step

__all__ = [
    "HOLDS",
    "MENDS",
    "AuthorizationGiven",
    "AuthorizationLine",
    "Change",
    "ChargeCase",
    "Decision",
    "EffectLine",
    "Hold",
    "Loaded",
    "Mend",
    "Other",
    "Override",
    "OverrideGiven",
    "Pair",
    "PairLine",
    "Pile",
    "Reason",
    "ShownMend",
    "SoonLine",
    "Step",
    "Unread",
]
