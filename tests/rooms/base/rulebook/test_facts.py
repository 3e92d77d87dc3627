"""A clinic's own values over a shipped rulebook: the most specific in force wins, and each day keeps its version."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from circlechart.base.rulebook.facts import CONTRACT, PAYER, Rulebook, Source, Value, chained

BEGIN = date(2026, 1, 1)


def value(key: str, said: object, since: date, level: int = CONTRACT) -> Value:
    source = Source("Manual", "F1", BEGIN)
    return Value(key, said, "minutes", since, None, "confirmed", source, "clinic", level, "1")


SHIPPED = Rulebook("book", "Shipped", "2026.1", (value("minutes.floor", 45, BEGIN, PAYER),))


def test_a_clinics_value_wins_from_its_day_on() -> None:
    change = BEGIN + timedelta(days=100)
    book = SHIPPED.overridden("Alder", [value("minutes.floor", 40, change)], change)
    assert book.get("minutes.floor", change - timedelta(days=1)) == 45
    assert book.get("minutes.floor", change) == 40
    assert book.title == "Alder"


def test_a_later_value_ends_the_earlier_and_the_last_word_of_a_day_wins() -> None:
    first, second = BEGIN + timedelta(days=10), BEGIN + timedelta(days=20)
    said = [value("minutes.floor", 30, second), value("minutes.floor", 20, first), value("minutes.floor", 25, first)]
    book = SHIPPED.overridden("Alder", said, second)
    assert [book.get("minutes.floor", day) for day in (BEGIN, first, second)] == [45, 25, 30]


def test_a_value_of_nothing_is_no_rule_and_is_still_said() -> None:
    book = SHIPPED.overridden("Alder", [value("minutes.floor", None, BEGIN)], BEGIN)
    assert book.find("minutes.floor", BEGIN) is None
    assert book.get("minutes.floor", BEGIN, 99) == 99
    stands = book.stands("minutes.floor", BEGIN)
    assert stands is not None
    assert stands.level == CONTRACT


def test_a_version_counts_only_what_has_begun() -> None:
    later = BEGIN + timedelta(days=30)
    said = [value("minutes.floor", 40, BEGIN), value("group.maximum_size", 10, later)]
    assert SHIPPED.overridden("Alder", said, BEGIN).version == "2026.1+1"
    assert SHIPPED.overridden("Alder", said, later).version == "2026.1+2"
    assert SHIPPED.overridden("Alder", [], BEGIN).version == "2026.1"


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 30), st.integers(0, 9)), max_size=12))
def test_chained_values_never_overlap_and_leave_no_gap(said: list[tuple[str, int, int]]) -> None:
    values = chained(value(key, number, BEGIN + timedelta(days=day)) for key, day, number in said)
    for key in "ab":
        own = sorted((each for each in values if each.key == key), key=lambda each: each.effective_from)
        for earlier, later in zip(own, own[1:], strict=False):
            assert earlier.effective_until == later.effective_from
        assert not own or own[-1].effective_until is None
