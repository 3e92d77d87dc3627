"""Reading a payer's rules and fees."""

from circlechart.money.payers.queries.books import (
    FOLDER,
    Books,
    Tried,
    books,
    books_by_day,
    from_file,
    rulebook,
    shipped,
    standing_of,
    value_of,
    versions,
)
from circlechart.money.payers.queries.pages import everyone, fees, fees_by_day, page, rule, schedule

__all__ = [
    "FOLDER",
    "Books",
    "Tried",
    "books",
    "books_by_day",
    "everyone",
    "fees",
    "fees_by_day",
    "from_file",
    "page",
    "rule",
    "rulebook",
    "schedule",
    "shipped",
    "standing_of",
    "value_of",
    "versions",
]
