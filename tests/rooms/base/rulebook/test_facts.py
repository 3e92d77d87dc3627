"""A clinic's own values over a shipped rulebook: the most specific in force wins, and each day keeps its version."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
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


SPANS = st.lists(
    st.tuples(st.sampled_from(("a.b", "b", "c.b")), st.integers(0, 3), st.integers(0, 20), st.integers(1, 20)),
    max_size=12,
)


@given(SPANS, st.sampled_from(("a.b", "b")), st.sampled_from(("", "a", "c")), st.integers(0, 30))
def test_what_stands_is_what_reading_every_value_would_find(
    said: list[tuple[str, int, int, int]], key: str, scope: str, day: int
) -> None:
    values = tuple(
        replace(value(name, place, BEGIN + timedelta(since), level), effective_until=BEGIN + timedelta(since + days))
        for place, (name, level, since, days) in enumerate(said)
    )
    book, on = Rulebook("book", "Shipped", "1", values), BEGIN + timedelta(day)
    found = [each for each in values if each.key in {key, f"{scope}.{key}"} and each.in_force(on)]
    nearest = max(found, key=lambda each: (each.level, each.key != key, values.index(each)), default=None)
    for _ in range(2):  # asked again, it is answered from memory
        assert book.stands(key, on, scope) == nearest


def test_a_book_forgets_answers_before_they_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("circlechart.base.rulebook.facts.MOST_ANSWERS", 10)
    book = SHIPPED.overridden("Alder", [], BEGIN)
    for day in range(100):
        assert book.get("minutes.floor", BEGIN + timedelta(day)) == 45
    assert len(book._answers) <= 10
