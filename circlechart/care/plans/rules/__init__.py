"""What a plan needs, where it stands, what was done of it, and which code means what. Pure functions."""

from circlechart.care.plans.rules.codes import Table, problem_with, read, search
from circlechart.care.plans.rules.compliance import compliance, monday, outcome
from circlechart.care.plans.rules.content import fingerprint, freeze, gaps, plan_hash
from circlechart.care.plans.rules.standing import WARNING, latest_review, review_rule, standing

__all__ = [
    "WARNING",
    "Table",
    "compliance",
    "fingerprint",
    "freeze",
    "gaps",
    "latest_review",
    "monday",
    "outcome",
    "plan_hash",
    "problem_with",
    "read",
    "review_rule",
    "search",
    "standing",
]
