"""What may stand in a draft, and how a client's facts are laid out without a model. Pure functions."""

from circlechart.outside.drafting.rules.checks import check, check_all
from circlechart.outside.drafting.rules.numbers import amounts, days, numbers_kept
from circlechart.outside.drafting.rules.plain_form import plain_form, too_little
from circlechart.outside.drafting.rules.polarity import polarity_kept
from circlechart.outside.drafting.rules.protected import nothing_assumed
from circlechart.outside.drafting.rules.quotes import quoted, quotes_kept
from circlechart.outside.drafting.rules.repeats import repeats_nobody
from circlechart.outside.drafting.rules.support import carried, supported

__all__ = [
    "amounts",
    "carried",
    "check",
    "check_all",
    "days",
    "nothing_assumed",
    "numbers_kept",
    "plain_form",
    "polarity_kept",
    "quoted",
    "quotes_kept",
    "repeats_nobody",
    "supported",
    "too_little",
]
