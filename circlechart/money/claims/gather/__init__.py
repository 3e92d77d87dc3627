"""From rows to the plain facts of a claim; the only reader of the database on the way to a file."""

from circlechart.money.claims.gather.claim import claim_facts
from circlechart.money.claims.gather.file import (
    AnyClaim,
    AnyTransaction,
    addressed,
    facts_of_claim,
    streamed,
    transactions,
)
from circlechart.money.claims.gather.many import facts_of

__all__ = [
    "AnyClaim",
    "AnyTransaction",
    "addressed",
    "claim_facts",
    "facts_of",
    "facts_of_claim",
    "streamed",
    "transactions",
]
