"""Two editors with random edits of one text: what either wrote is in the result, once, whatever the other did."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circlechart.care.notes import rules

BASE = "we checked in. he spoke of his week, quietly. nobody answered him at first. then they all did."
HERS, HIS = "ABCDEFGHIJKLM", "NOPQRSTUVWXYZ"  # what each types: letters that tell whose they are


def edited(chance: Random, text: str, letters: str, times: int) -> str:
    """The text after so many random insertions (words, or letters in the middle of one) and deletions."""
    for _ in range(times):
        at = chance.randint(0, len(text))
        if chance.random() < 0.25:
            text = text[:at] + text[at + chance.randint(1, 12) :]
            continue
        run = "".join(chance.choice(letters) for _ in range(chance.randint(1, 6)))
        text = text[:at] + chance.choice(["", " "]) + run + chance.choice(["", " ", ". "]) + text[at:]
    return text


def runs(text: str, letters: str) -> list[str]:
    """What one of them typed, run by run."""
    return "".join(each if each in letters else " " for each in text).split()


@settings(max_examples=400)
@given(seed=st.integers(0, 10**9), hers=st.integers(1, 5), his=st.integers(1, 5), base=st.sampled_from([BASE, ""]))
def test_every_run_that_either_typed_is_in_the_result_with_every_character(
    seed: int, hers: int, his: int, base: str
) -> None:
    chance = Random(seed)
    theirs, mine = edited(chance, base, HERS, hers), edited(chance, base, HIS, his)
    merged, _ = rules.merge(base, mine, theirs)
    for text, letters in ((theirs, HERS), (mine, HIS)):
        for run in runs(text, letters):
            assert run in merged
        assert not Counter(each for each in text if each in letters) - Counter(merged)


@settings(max_examples=100)
@given(seed=st.integers(0, 10**9))
def test_two_who_type_on_and_on_see_one_text_with_all_of_it(seed: int) -> None:
    """Turn by turn, as the boxes do: each types on in what it shows, and saves over what it last had from the server."""
    chance = Random(seed)
    stands = BASE
    shown = {HERS: BASE, HIS: BASE}
    typed: Counter[str] = Counter()
    for _ in range(12):
        letters = chance.choice((HERS, HIS))
        had = shown[letters]
        run = "".join(chance.choice(letters) for _ in range(3))
        at = chance.randint(0, len(had))
        typed.update(run)
        stands, _ = rules.merge(had, had[:at] + run + had[at:], stands)
        shown[letters] = stands
    assert not typed - Counter(stands)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged", "clashed"),
    [
        ("He was quiet.", "He was quiet, then laughed.", "He was quiet until the end.",
         "He was quiet until the end, then laughed.", True),
        ("She spoke of her week.", "She spoke of her hard week.", "She spoke at length of her week.",
         "She spoke at length of her hard week.", False),
        ("She spoke of her week.", "She spoke of her month.", "She spoke of her sister.",
         "She spoke of her sister month.", True),
        ("The group", "The group was late.", "The group met", "The group met was late.", True),
        ("", "We checked in.", "The room was full.", "The room was full. We checked in.", False),
        ("One.", "One. Mine.", "One. Theirs.", "One. Theirs. Mine.", False),
        ("We checked i", "We checked in. ", "We checked i Then more", "We checked in.  Then more", False),
        ("It was quiet.", "It was quXiet.", "It was quieYt.", "It was quXieYt.", False),
        ("He took 10 mg.", "He took 15 mg.", "He took 20 mg.", "He took 20 15 mg.", True),
        ("He took 1000 mg.", "He took 1000 mg.", "He took 2000 mg.", "He took 2000 mg.", False),
        ("It rained.", "", "It rained hard.", "It rained hard.", True),
        ("It rained.", "It snowed on the river.", "Nobody had slept well.",
         "Nobody had slept well. It snowed on the river.", True),
    ],
)  # fmt: skip
def test_one_sentence_of_two_is_one_sentence(base: str, mine: str, theirs: str, merged: str, clashed: bool) -> None:
    assert rules.merge(base, mine, theirs) == (merged, clashed)
