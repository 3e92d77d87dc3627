"""Whether a claim may leave, what an answer must add up to, and how a claim that was wrong is corrected. Pure."""

from circlechart.money.claims.rules.bill import period_open
from circlechart.money.claims.rules.correct import step, verdict
from circlechart.money.claims.rules.scrub import billed_beside, scrub

__all__ = ["billed_beside", "period_open", "scrub", "step", "verdict"]
