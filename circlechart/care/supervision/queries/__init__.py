"""Reading what waits for a supervisor, one review, the rules in force, and the log of hours."""

from circlechart.care.supervision.queries.asked import register
from circlechart.care.supervision.queries.hours import as_csv, log, sheet, supervisees
from circlechart.care.supervision.queries.needs import Asked, every_rule, needs, needs_of, payers, payers_of, rules_on
from circlechart.care.supervision.queries.queue import RETURNED, Waiting, counts, queue, returned_to
from circlechart.care.supervision.queries.review import Reviewed, chosen, reviewed

__all__ = [
    "RETURNED",
    "Asked",
    "Reviewed",
    "Waiting",
    "as_csv",
    "chosen",
    "counts",
    "every_rule",
    "log",
    "needs",
    "needs_of",
    "payers",
    "payers_of",
    "queue",
    "register",
    "returned_to",
    "reviewed",
    "rules_on",
    "sheet",
    "supervisees",
]
