"""Whether a claim may leave, what an answer must add up to, and how a claim that was wrong is corrected. Pure."""

from circlechart.money.claims.rules.answers import owed, paid, problem
from circlechart.money.claims.rules.bill import period_open
from circlechart.money.claims.rules.compare import beside, lines_beside
from circlechart.money.claims.rules.correct import step, verdict
from circlechart.money.claims.rules.scrub import billed_beside, past_filing, scrub

__all__ = [
    "beside",
    "billed_beside",
    "lines_beside",
    "owed",
    "paid",
    "past_filing",
    "period_open",
    "problem",
    "scrub",
    "step",
    "verdict",
]
