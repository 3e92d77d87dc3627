"""The cases that prove a rule: which show it, what happened in each, and whether they prove it. Pure functions."""

from circlechart.money.payers.rules.cases.proofs import Claim, proved, suggested
from circlechart.money.payers.rules.cases.stories import happened

__all__ = ["Claim", "happened", "proved", "suggested"]
