from decimal import Decimal

import pytest

from circlechart.base.kit.money import exact, in_words, times, total


@pytest.mark.parametrize(
    ("given", "cents"), [("45", "45.00"), (3, "3.00"), ("0.5", "0.50"), (Decimal("-1.10"), "-1.10")]
)
def test_exact_keeps_two_places(given, cents):
    assert str(exact(given)) == cents


@pytest.mark.parametrize("given", ["45.001", "NaN", "Infinity", "forty", "", 45.0])
def test_exact_refuses_what_is_not_whole_cents(given):
    with pytest.raises(ValueError, match="Amount"):
        exact(given)


def test_times_and_total_stay_exact():
    assert times(Decimal("28.35"), 4) == Decimal("113.40")
    assert total([Decimal("0.10")] * 3) == Decimal("0.30")
    assert str(total([])) == "0.00"


def test_in_words_reads_like_money():
    assert in_words(Decimal("1240.5")) == "$1,240.50"
    assert in_words(Decimal("-3")) == "-$3.00"
