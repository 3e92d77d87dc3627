"""Two people's words in one text: both stay."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from merge3 import Merge3

from circlechart.base.wording.merging import words

THREE_WAY: Any = Merge3  # it merges any sequences, but is typed for lines
SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?]+[\"”’)]*\s*|\n+|$)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence; two are the same whatever white space follows them. `last` ends its text."""

    words: str
    space: str = field(compare=False)
    last: bool = field(compare=False)


def sentences(text: str) -> list[str]:
    """This function will split prose into sentences and line ends, losing no character."""
    return [piece for piece in SENTENCE.findall(text) if piece]


def merge(base: str, mine: str, theirs: str) -> tuple[str, bool]:
    """This function will merge two edits of one text by sentence, and by word within a sentence; every word of both is kept.

    Returns the merged text and whether there was such a place.
    """
    if mine == theirs or theirs == base:
        return mine, False
    if mine == base:
        return theirs, False
    original, others, own = _pieces(base), _pieces(theirs), _pieces(mine)
    groups: Iterable[Any] = THREE_WAY(original, others, own).merge_groups()
    merged: list[Piece] = []
    clashed = False
    for group in groups:
        if group[0] != "conflict":
            merged += group[1]
            continue
        both, clash = _both(group[1], group[2], group[3])
        merged += both
        clashed = clashed or clash
    return _joined(merged, {piece.words: piece.space for piece in (*others, *own) if not piece.last}), clashed


def merge_fields(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """This function will merge a cell field by field: texts by sentence, sets by what each side added or removed.

    Returns what came out and the names of the fields in which both changed the same place; a single choice that both
    changed stays as the other person left it, and is among them.
    """
    merged: dict[str, Any] = {}
    clashed: list[str] = []
    for name, my_value in mine.items():
        base_value, their_value = base.get(name), theirs.get(name)
        if my_value in (their_value, base_value):
            merged[name] = their_value
        elif their_value == base_value:
            merged[name] = my_value
        elif isinstance(my_value, str):
            merged[name], both = merge(str(base_value or ""), my_value, str(their_value or ""))
            clashed += [name] if both else []
        elif isinstance(my_value, list):
            old, ours, others = set(base_value or []), set(my_value), set(their_value or [])
            merged[name] = sorted((others | (ours - old)) - (old - ours))
        else:
            merged[name] = their_value
            clashed.append(name)
    return merged, tuple(clashed)


def _pieces(text: str) -> list[Piece]:
    found = sentences(text)
    return [
        Piece(piece.rstrip(), piece[len(piece.rstrip()) :], last=number == len(found))
        for number, piece in enumerate(found, 1)
    ]


def _both(base: list[Piece], theirs: list[Piece], mine: list[Piece]) -> tuple[list[Piece], bool]:
    """Where both changed: one sentence with the words of both, or theirs and then mine; one that holds the other is enough."""
    old, kept, added = (_joined(each, {}) for each in (base, theirs, mine))
    if _says(kept, added.strip()) and added.strip():
        return theirs, False
    if _says(added, kept.strip()) and kept.strip():
        return mine, False
    if not kept.strip() or not added.strip():
        return (theirs if kept.strip() else mine), True
    if words.one_sentence(old, kept, added):
        text, clashed = words.join(old, kept, added)
        last = theirs[-1].last or mine[-1].last
        return [Piece(text.rstrip(), text[len(text.rstrip()) :], last)], clashed
    return [*theirs, *mine], bool(old.strip())


def _says(text: str, words: str) -> bool:
    """Whether the text holds these words as words: “15 mg.” and “1.5 mg.” do not say “5 mg.”."""
    return re.search(rf"(?<![^\s(“\"]){re.escape(words)}(?!\w|[.,]\d)", text) is not None


def _joined(pieces: list[Piece], spaces: dict[str, str]) -> str:
    """The text of the pieces; what ended a text and does so no longer gets the space that it has elsewhere, or one."""
    text = ""
    for number, piece in enumerate(pieces, 1):
        space = piece.space
        if piece.last and not space and number < len(pieces):
            space = spaces.get(piece.words) or " "
        text += piece.words + space
    return text
