"""Two people's edits of one text: whatever either added is still there, and nothing is doubled without need."""

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from circlechart.care.notes import rules

WORDS = st.text(alphabet=st.sampled_from("ab .!?\n”\t…é"), max_size=80)
SENTENCES = st.lists(
    st.sampled_from(["He called.", "She answered.", "They left early.", "Nobody spoke.", "It rained."]), max_size=6
).map(" ".join)


def words(text: str) -> set[str]:
    return {piece.strip() for piece in rules.sentences(text)}


@given(WORDS)
def test_sentences_lose_no_character(text: str) -> None:
    assert "".join(rules.sentences(text)) == text


@given(base=WORDS, mine=WORDS, theirs=WORDS)
def test_nothing_that_either_added_is_lost(base: str, mine: str, theirs: str) -> None:
    merged, _ = rules.merge(base, mine, theirs)
    for added in re.findall(r"\w+", f"{mine} {theirs}"):
        assert added in merged or added in base


@given(base=SENTENCES, mine=SENTENCES, theirs=SENTENCES)
@example(
    base="Nobody spoke. She answered. Nobody spoke.",
    mine="He called. Nobody spoke. Nobody spoke.",
    theirs="He called. She answered. Nobody spoke.",
)
@example(base="Nobody spoke. She answered.", mine="She answered.", theirs="Nobody spoke. He called.")
def test_sentences_that_both_kept_and_all_that_were_added_are_there(base: str, mine: str, theirs: str) -> None:
    merged, clashed = rules.merge(base, mine, theirs)
    repeated = {each for each in words(base) if base.count(each) > 1}  # each may have taken another of them away
    assert (words(mine) & words(theirs)) - repeated <= words(merged)
    assert (words(mine) | words(theirs)) - words(base) <= words(merged)
    if not clashed:
        assert words(merged) <= words(base) | words(mine) | words(theirs)


@given(base=SENTENCES, mine=SENTENCES, theirs=SENTENCES)
def test_saving_again_what_was_merged_changes_nothing(base: str, mine: str, theirs: str) -> None:
    merged, _ = rules.merge(base, mine, theirs)
    assert rules.merge(merged, merged, merged) == (merged, False)
    assert rules.merge(merged, merged, "Other.") == ("Other.", False)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("He called. She answered.", "He wrote. She answered.", "He called. She answered. The group nodded.",
         "He wrote. She answered. The group nodded."),
        ("One.\n\nTwo.", "One.\n\nTwo. Mine.", "Zero.\n\nOne.\n\nTwo.", "Zero.\n\nOne.\n\nTwo. Mine."),
        ("He went to the U.S. Army.", "He went to the U.S. Army. Mine.", "First. He went to the U.S. Army.",
         "First. He went to the U.S. Army. Mine."),
        ("One.", "One.\n\nMine.", "Theirs. One.", "Theirs. One.\n\nMine."),
    ],
)  # fmt: skip
def test_edits_of_different_sentences_are_joined_without_doubling(
    base: str, mine: str, theirs: str, merged: str
) -> None:
    assert rules.merge(base, mine, theirs) == (merged, False)


FIELDS = st.fixed_dictionaries(
    {
        "participation": st.one_of(st.none(), st.integers(1, 4)),
        "goals": st.lists(st.sampled_from(["a", "b", "c"]), unique=True).map(sorted),
        "response": SENTENCES,
        "plan": SENTENCES,
    }
)


@given(base=FIELDS, mine=FIELDS, theirs=FIELDS)
def test_a_cell_keeps_what_only_one_of_them_changed(base: dict, mine: dict, theirs: dict) -> None:
    merged, clashed = rules.merge_fields(base, mine, theirs)
    for name in base:
        if mine[name] == base[name]:
            assert merged[name] == theirs[name]
        elif theirs[name] == base[name]:
            assert merged[name] == mine[name]
    if mine == base or theirs == base:
        assert not clashed


@given(base=FIELDS, mine=FIELDS, theirs=FIELDS)
def test_goals_that_either_added_or_both_kept_are_chosen(base: dict, mine: dict, theirs: dict) -> None:
    merged, _ = rules.merge_fields(base, mine, theirs)
    old, ours, others = (set(each["goals"]) for each in (base, mine, theirs))
    assert (ours | others) - old <= set(merged["goals"])
    assert ours & others <= set(merged["goals"])
    assert not set(merged["goals"]) & (old - ours)
    assert not set(merged["goals"]) & (old - others)


@pytest.mark.parametrize("base", ["".join(f"He spoke of week {number}. " for number in range(4000)), "No. " * 25_000])
def test_the_longest_texts_merge_in_a_moment(base: str) -> None:
    started = time.perf_counter()
    merged, _ = rules.merge(base, f"Mine. {base}", f"{base}Theirs.")
    assert time.perf_counter() - started < 5
    assert "Mine." in merged
    assert "Theirs." in merged


def test_long_texts_are_joined_without_doubling() -> None:
    base = "".join(f"He spoke of week {number}. " for number in range(4000))
    assert rules.merge(base, f"Mine. {base}", f"{base}Theirs.") == (f"Mine. {base}Theirs.", False)


@pytest.mark.parametrize(
    ("mine", "theirs", "kept"),
    [
        ("5 mg.", "15 mg.", "5 mg. 15 mg."),
        ("5 mg.", "1.5 mg.", "5 mg. 1.5 mg."),
        ("15 mg", "15 mg.5", "15 mg 15 mg.5"),
        ("He called", "He called his sister.", "He called his sister."),
    ],
)
def test_U1_words_are_held_by_others_only_as_words(mine: str, theirs: str, kept: str) -> None:
    merged, _ = rules.merge("", mine, theirs)
    assert sorted(merged.split()) == sorted(kept.split())
