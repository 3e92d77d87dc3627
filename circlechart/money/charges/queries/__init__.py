"""Reading what charges are derived from, the charges themselves, and what people said of them."""

from circlechart.money.charges.queries.charges import (
    at_the_same_time,
    counts,
    effect,
    held_for_cosign,
    later_that_week,
    piles,
    stuck,
    that_day,
    worklist,
)
from circlechart.money.charges.queries.history import history, overrides
from circlechart.money.charges.queries.mends import mended, shown_mend
from circlechart.money.charges.queries.said import authorizations, filing_soon, pair_files, under

__all__ = [
    "at_the_same_time",
    "authorizations",
    "counts",
    "effect",
    "filing_soon",
    "held_for_cosign",
    "history",
    "mended",
    "overrides",
    "pair_files",
    "piles",
    "shown_mend",
    "later_that_week",
    "stuck",
    "that_day",
    "under",
    "worklist",
]
