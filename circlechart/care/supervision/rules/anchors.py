"""Comments hang on a passage of the frozen text, by its words and where they stand."""

from collections.abc import Sequence
from typing import Any

from circlechart.care.supervision.facts import Anchor, Passage, Piece

TEXTS = (
    ("statement", "Attendance"),
    ("narrative.topic", "Topic"),
    ("narrative.interventions", "Interventions"),
    ("narrative.content", "The group"),
    ("entry.response", "Response"),
    ("entry.progress", "Progress"),
    ("entry.plan", "Plan"),
    ("entry.free_text", "Additional note"),
    ("part.interventions", "What I did"),
)


def passages(content: dict[str, Any]) -> tuple[Passage, ...]:
    """This function will list the texts of a frozen note that can be commented on, in the order they are read."""
    found = [Passage(place, label, _text(content, place)) for place, label in TEXTS]
    return tuple(each for each in found if each.text.strip())


def anchored(content: dict[str, Any], quote: str, place: str = "", near: int = 0) -> Anchor | None:
    """This function will find the words that a comment is about, in the named text or in any, nearest to `near`.

    Returns None when: they stand nowhere as given.
    """
    words = quote.strip()
    if not words:
        return None
    for passage in passages(content):
        if place not in ("", passage.place):
            continue
        if starts := _places(passage.text, words):
            first = min(starts, key=lambda each: abs(each - near))
            return Anchor(passage.place, first, first + len(words), words)
    return None


def pieces(text: str, anchors: Sequence[tuple[int, Anchor]]) -> tuple[Piece, ...]:
    """This function will cut a text where comments begin and end, so that overlapping ones can all be marked."""
    cuts = sorted({0, len(text), *(end for _, each in anchors for end in (each.starts, each.ends))})
    return tuple(
        Piece(
            text[start:end],
            tuple(number for number, each in anchors if each.starts <= start and end <= each.ends),
            tuple(number for number, each in anchors if each.ends == end),
        )
        for start, end in zip(cuts, cuts[1:], strict=False)
    )


def _places(text: str, words: str) -> list[int]:
    found, start = [], text.find(words)
    while start >= 0:
        found.append(start)
        start = text.find(words, start + 1)
    return found


def _text(content: dict[str, Any], place: str) -> str:
    found: Any = content
    for step in place.split("."):
        found = found.get(step, "") if isinstance(found, dict) else ""
    return found if isinstance(found, str) else ""
