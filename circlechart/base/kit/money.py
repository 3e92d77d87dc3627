"""Money is a Decimal in dollars with exactly two places; never a float, never rounded silently."""

from decimal import Decimal, InvalidOperation

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def exact(amount: Decimal | int | str) -> Decimal:
    """This function will return the amount with two places.

    Units: dollars. Raises: ValueError for anything that is not a finite amount in whole cents.
    """
    if type(amount) not in (Decimal, int, str):
        raise ValueError(f"Amount {amount!r} is a {type(amount).__name__}; give a Decimal or text.")
    try:
        value = Decimal(amount)
        cents = value.quantize(CENT)
    except InvalidOperation:
        raise ValueError(f"Amount {amount!r} is not a number; write it like 45.00.") from None
    if not value.is_finite() or cents != value:
        raise ValueError(f"Amount {amount!r} is not in whole cents; write it like 45.00.")
    return cents


def times(amount: Decimal, units: int) -> Decimal:
    """This function will multiply a price by whole units. Units: dollars."""
    return exact(amount) * units


def total(amounts: "list[Decimal] | tuple[Decimal, ...]") -> Decimal:
    """This function will add amounts up, starting from zero dollars. Units: dollars."""
    return sum((exact(amount) for amount in amounts), start=ZERO)


def in_words(amount: Decimal) -> str:
    """This function will print an amount as a person reads it: $1,240.50, or -$3.00."""
    sign = "-" if amount < 0 else ""
    return f"{sign}${abs(exact(amount)):,.2f}"
