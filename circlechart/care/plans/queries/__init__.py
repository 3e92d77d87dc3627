"""Reading plans: as they stand on a day, as they were signed, where they stand, and which code means what."""

from circlechart.care.plans.queries.codes import codes
from circlechart.care.plans.queries.plan import letters, outline_rev, plan_of, plans, prescribed, problems_of, rows
from circlechart.care.plans.queries.standing import book, latest, rule_for, standings, warning_days
from circlechart.care.plans.queries.versions import (
    by_author_supervised,
    credentials_of,
    document,
    signatures,
    version,
    versions,
)

__all__ = [
    "book",
    "by_author_supervised",
    "codes",
    "credentials_of",
    "document",
    "latest",
    "letters",
    "outline_rev",
    "plan_of",
    "plans",
    "prescribed",
    "problems_of",
    "rows",
    "rule_for",
    "signatures",
    "standings",
    "version",
    "versions",
    "warning_days",
]
