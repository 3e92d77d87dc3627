"""Reading a payer's rules and fees."""

from circlechart.money.payers.queries.books import (
    FOLDER,
    Books,
    Tried,
    books,
    books_by_day,
    claim,
    from_file,
    rulebook,
    shipped,
    standing_of,
    suggested,
    value_of,
    versions,
)
from circlechart.money.payers.queries.pages import everyone, fees, fees_by_day, owners, page, schedule
from circlechart.money.payers.queries.versions import looked_after, reviews_due, rule, said_for, said_to, version

__all__ = [
    "FOLDER",
    "Books",
    "Tried",
    "books",
    "books_by_day",
    "claim",
    "everyone",
    "fees",
    "fees_by_day",
    "looked_after",
    "from_file",
    "owners",
    "page",
    "reviews_due",
    "rule",
    "rulebook",
    "said_for",
    "said_to",
    "schedule",
    "shipped",
    "standing_of",
    "suggested",
    "value_of",
    "version",
    "versions",
]
