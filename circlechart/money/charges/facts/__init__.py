"""A charge decision and what it is made from, as plain frozen values."""

from circlechart.money.charges.facts.decision import ChargeCase, Decision, Other, Override, Pair, Reason
from circlechart.money.charges.facts.holds import HOLDS, Hold
from circlechart.money.charges.facts.shown import EffectLine, Pile

__all__ = [
    "HOLDS",
    "ChargeCase",
    "Decision",
    "EffectLine",
    "Hold",
    "Other",
    "Override",
    "Pair",
    "Pile",
    "Reason",
]
