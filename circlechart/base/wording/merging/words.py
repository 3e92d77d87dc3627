"""Two people's words in one sentence: the words of both, in one sentence."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from merge3 import Merge3

THREE_WAY: Any = Merge3  # it merges any sequences, but is typed for lines
TOKEN = re.compile(r"\s*\w+|\s*[^\w\s]|\s+")
WORD = re.compile(r"\w+")
STILL_THE_SAME = 0.5  # share of a sentence's words that both left as they were
LONGEST = 2000  # words; what is longer without an end is no sentence


def one_sentence(base: str, theirs: str, mine: str) -> bool:
    """This function will say whether both only worked on the same sentence, so that it can be one; else they wrote two."""
    old = WORD.findall(base)
    if not old or len(old) > LONGEST:
        return False
    return all(_kept(old, WORD.findall(new)) >= STILL_THE_SAME for new in (theirs, mine))


def join(base: str, theirs: str, mine: str) -> tuple[str, bool]:
    """This function will merge two edits of one sentence by word: what either inserted is there, in one piece.

    Returns the sentence and whether both changed, or wrote at, the same place of it.
    """
    groups: Iterable[Any] = THREE_WAY(*(TOKEN.findall(each) for each in (base, theirs, mine))).merge_groups()
    joined, clashed = "", False
    for group in groups:
        if group[0] != "conflict":
            joined += "".join(group[1])
            continue
        old, others, own = ("".join(part) for part in group[1:])
        within = _inside_one_word(old, others, own)
        joined += _side_by_side(others, own) if within is None else within
        clashed = clashed or within is None
    return joined, clashed


def _kept(old: list[str], new: list[str]) -> float:
    matching = SequenceMatcher(None, old, new[: 2 * LONGEST], autojunk=False).get_matching_blocks()
    return sum(block.size for block in matching) / len(old)


def _inside_one_word(old: str, theirs: str, mine: str) -> str | None:
    """Letters that both typed into one word, at different places. Returns None when: it is not that; never a number."""
    if not old or any(letter.isdigit() for letter in old + theirs + mine):
        return None
    others, own = _inserted(old, theirs), _inserted(old, mine)
    if others is None or own is None:
        return None
    if others[0] == own[0]:  # one goes on with the word, the other with what comes after it
        first = [each for each in (others, own) if each[1][0].isalpha()]
        if len(first) != 1:
            return None
        others, own = (others, own) if first[0] is own else (own, others)
        return old[: own[0]] + _side_by_side(own[1], others[1]) + old[own[0] :]
    for place, letters in sorted((others, own), reverse=True):
        old = old[:place] + letters + old[place:]
    return old


def _inserted(old: str, new: str) -> tuple[int, str] | None:
    """Where letters were inserted, and which. Returns None when: something was also taken away."""
    place = 0
    while place < len(old) and place < len(new) and old[place] == new[place]:
        place += 1
    length = len(new) - len(old)
    if length <= 0 or old[place:] != new[place + length :]:
        return None
    return place, new[place : place + length]


def _side_by_side(theirs: str, mine: str) -> str:
    """Theirs, then mine, with a space where two words would become one."""
    apart = theirs and mine and not theirs[-1].isspace() and (mine[0].isalnum() or mine[0] == "_")
    return f"{theirs} {mine}" if apart else theirs + mine
