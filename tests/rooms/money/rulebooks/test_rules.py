"""Rulebooks as text and back, files of any bytes, and two rulebooks side by side."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circlechart.base.rulebook.facts import CONTRACT, PAYER, Case, Rulebook, Source, Value, chained
from circlechart.money.payers import queries as payers
from circlechart.money.payers.facts import kind_of
from circlechart.money.rulebooks import rules
from circlechart.money.rulebooks.facts import LARGEST_FILE

ON = date(2026, 11, 23)
BILLED = Case("One is billed", {"minutes": 60}, {"outcome": "bill", "code": "90853", "modifiers": [], "units": 1})
HELD = Case("One is held", {"minutes": 5}, {"outcome": "hold", "rule": "under-the-floor"})
GOOD = """
title = "Alder Mutual"
level = "contract"

[[value]]
key = "minutes.floor"
value = 40
unit = "minutes present"
from = 2027-01-01
status = "confirmed"
trust = "F1"
source = "Provider manual 2027, chapter 4"
read_on = 2026-11-23
"""
SHIPPED = payers.shipped()


def value(key: str = "minutes.floor", said: Any = 40, **changed: Any) -> Value:
    kind = kind_of(key)
    assert kind is not None
    source = Source("Manual, “chapter 4” \\ end", "F1", ON, "https://payer.example/manual")
    plain = Value(key, said, kind.unit, date(2026, 1, 1), None, "confirmed", source, "clinic", CONTRACT, "1")
    return replace(plain, **changed)


def text(*values: Value, cases: tuple[Case, ...] = (BILLED, HELD)) -> str:
    return rules.written("Alder Mutual", "contract", "demo-commercial", "1+2", values, cases)


def problems(content: bytes) -> list[str]:
    return [each.sentence for each in rules.reading("alder.toml", content).problems]


VALUES = st.one_of(
    st.tuples(st.just("minutes.floor"), st.integers(1, 600) | st.none()),
    st.tuples(st.just("iop_group.units.basis"), st.sampled_from(["per_session", "per_15", "per_diem"])),
    st.tuples(
        st.just("modifiers.always"), st.lists(st.sampled_from(["HF", "HQ", "U1", "GT"]), min_size=1, unique=True)
    ),
    st.tuples(st.just("code.suppressed"), st.just(True) | st.none()),
    st.tuples(st.just("group_psychotherapy.code"), st.from_regex(r"[A-Z0-9]{5}", fullmatch=True)),
)
WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40)
SAID = st.builds(
    lambda pair, days, words, level, status: value(
        pair[0], pair[1], effective_from=date.fromordinal(ON.toordinal() + days), status=status, level=level,
        source=Source(words, "F2", ON, ""),
    ),
    VALUES, st.integers(-900, 900), WORDS, st.sampled_from([PAYER, CONTRACT]),
    st.sampled_from(["confirmed", "unverified"]),
)  # fmt: skip


@given(st.lists(SAID, min_size=1, max_size=12))
def test_what_is_written_reads_as_the_same_book(said: list[Value]) -> None:
    own = chained(said)
    read = rules.reading("alder.toml", text(*own).encode())
    assert read.problems == ()
    back = {(each.key, each.level, each.effective_from): each for each in read.values}
    for each in own:
        found = back[each.key, each.level, each.effective_from]
        assert replace(found, book=each.book, version=each.version) == each
    assert len(back) == len(own)
    assert read.cases == (BILLED, HELD)


def test_a_written_file_is_a_rulebook_for_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "alder.toml"
    path.write_text(text(value(), value("group.maximum_size", None)), encoding="utf-8")
    book = payers.from_file(path)
    assert book.get("minutes.floor", ON) == 40
    assert book.find("group.maximum_size", ON) is None
    assert book.get("group_psychotherapy.code", ON) == "90853"


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_rulebook_reads_without_a_problem(name: str) -> None:
    content = (payers.FOLDER / f"{name}.toml").read_bytes()
    read = rules.reading(f"{name}.toml", content)
    assert read.problems == ()
    assert len(content) * 5 < LARGEST_FILE


@pytest.mark.parametrize("name", [each for each in SHIPPED if payers.rulebook(each).cases])
def test_every_case_of_a_shipped_rulebook_comes_to_what_it_says(name: str) -> None:
    book = payers.rulebook(name)
    assert [rules.broken(each, book, ON) for each in book.cases if rules.broken(each, book, ON)] == []


def test_a_case_that_comes_to_something_else_says_what() -> None:
    book = payers.rulebook("demo-commercial")
    assert "code is '90853'" in rules.broken(Case("A", {}, {**BILLED.expected, "code": "H0005"}), book, ON)
    assert "There is no such fact" in rules.broken(Case("A", {"weather": 1}, HELD.expected), book, ON)


@settings(max_examples=300)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_told(content: bytes) -> None:
    read = rules.reading("alder.toml", content)
    assert read.values or read.problems


PARTS = st.lists(
    st.sampled_from([*GOOD.strip().splitlines(), *(f"{name} = {said}" for name, said in {
        "value": "[[[[1]]]]", "from": "2026-01-01T10:00:00", "key": "3", "trust": "[]", "status": "{}", "source": '"\\u0000"',
        "url": "7", "read_on": "12:00:00", "level": "[1]", "until": "true", "unit": "1", "confirmed_by": "nan",
    }.items()), "[[case]]", "[case.given]", "minutes = -1", 'name = "A"', "[value]", "a.b.c = 1", "[[value.value]]"]),
    max_size=30,
)  # fmt: skip


@settings(max_examples=400)
@given(PARTS)
def test_any_lines_are_read_or_told(lines: list[str]) -> None:
    read = rules.reading("alder.toml", "\n".join(lines).encode())
    assert read.values or read.problems
    assert all(each.sentence for each in read.problems)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "It holds 0 values"), (b"\xff\xfe", "TOML file in UTF-8"), (b"a = [" + b"[" * 900, "nested too deep"),
        (b"a." * 3000 + b"b = 1", "Line 1 has more than 2000 characters"), (b"x" * (LARGEST_FILE + 1), "bytes"),
        (b"value = 3", "Write each as a table"), (b"[[value]]\nkey = 'minutes.floor'", "“value” is missing"),
        (GOOD.replace("40", '"40"').encode(), "Write a whole number from 1 to 600."),
        (GOOD.replace("minutes.floor", "minutes.flour").encode(), "There is no such rule."),
        (GOOD.replace('"F1"', '"F9"').encode(), "Trust 'F9' is not one of"),
        (GOOD.replace('"F1"', '"G"').encode(), "General knowledge cannot be confirmed"),
        (GOOD.replace("2027-01-01", '"soon"').encode(), "Write dates like 2026-01-01"),
        (GOOD.replace("Provider manual", "x" * 300).encode(), "A source has 1 to 200 characters."),
        ((GOOD + 'url = "javascript:alert(1)"').encode(), "begins with https://"),
        ((GOOD + 'case = [{passes = true, given = {minutes = "x"}}]').encode(), "whole number from 0"),
        ((GOOD + "case = [{passes = true, given = {minutes = 60}}]").encode(), "one that does not"),
        ((GOOD + "case = [{passes = 1}]").encode(), "passes and given"),
        ((GOOD + "case = 7").encode(), "[[value.case]]"),
        (GOOD.replace('"confirmed"', '"retired"').encode(), "decides nothing"),
        ((GOOD + GOOD[GOOD.index("[[value]]") :]).encode(), "Two values hold on 2027-01-01"),
    ],
)  # fmt: skip
def test_a_bad_file_is_told_with_its_name_and_mend(content: bytes, words: str) -> None:
    told = problems(content)
    assert any(words in each for each in told), told
    assert all(each.startswith("alder.toml") for each in told)


def test_every_problem_of_a_file_is_told_at_once() -> None:
    content = GOOD + GOOD[GOOD.index("[[value]]") :].replace("40", "0") + "\n[[value]]\nkey = 'units.rounding'\n"
    assert len(problems(content.replace("minutes.floor", "minutes.flour", 1).encode())) == 3


def test_beside_marks_the_words_that_differ() -> None:
    book = payers.rulebook("demo-commercial")
    other = book.overridden("Alder", [value()], ON)
    pairs = [each for _, found in rules.beside(book, ON, other, ON) for each in found]
    differ = [each for each in pairs if each.differs]
    floor = "Fewest minutes of a client"
    assert [each.label for each in differ] == [floor, f"{floor}: Intensive outpatient group"]
    pieces = differ[0].two.pieces
    assert [each.words for each in pieces if each.differs] == ["40"]
    assert [each.words for each in differ[0].one.pieces if each.differs] == ["45"]


def test_beside_says_what_holds_for_a_service_that_only_one_side_names() -> None:
    one, two = payers.rulebook("demo-commercial"), payers.rulebook("demo-medicaid")
    pairs = {each.label: each for _, found in rules.beside(one, ON, two, ON) for each in found}
    pair = pairs["Fewest minutes of a client: Intensive outpatient group"]
    assert " ".join(each.words for each in pair.one.pieces).startswith("Intensive outpatient group: under 180 minutes")
    assert " ".join(each.words for each in pair.two.pieces).startswith("Intensive outpatient group: under 8 minutes")


@given(st.text(max_size=30), st.text(max_size=30))
def test_marked_words_lose_nothing(one: str, two: str) -> None:
    left, right = rules.marked(one, two)
    assert " ".join(each.words for each in left).split() == one.split()
    assert " ".join(each.words for each in right).split() == two.split()
    assert any(each.differs for each in (*left, *right)) == (one.split() != two.split())


def test_two_rulebooks_alike_differ_in_nothing() -> None:
    for name in SHIPPED:
        book: Rulebook = payers.rulebook(name)
        assert not any(each.differs for _, found in rules.beside(book, ON, book, ON) for each in found)
