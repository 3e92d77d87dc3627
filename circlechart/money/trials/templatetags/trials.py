"""Money and differences as they are printed."""

from decimal import Decimal

from django import template

from circlechart.base.kit import money
from circlechart.money.trials.facts import signed as with_sign
from circlechart.money.trials.facts import signed_dollars as dollars_with_sign

register = template.Library()


@register.filter
def dollars(amount: Decimal | int) -> str:
    """`{{ total|dollars }}`: $1,240.50."""
    return money.in_words(Decimal(amount))


@register.filter
def signed(count: int) -> str:
    """`{{ tally.lines|signed }}`: +3, -3, or 0."""
    return with_sign(count)


@register.filter
def signed_dollars(amount: Decimal) -> str:
    """`{{ tally.money|signed_dollars }}`: +$186.00, -$186.00, or $0.00."""
    return dollars_with_sign(amount)
