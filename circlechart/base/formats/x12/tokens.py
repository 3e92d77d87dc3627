"""Reading X12: a streaming, tolerant tokenizer that survives any text.

It finds the delimiters in the ISA, forgives line breaks and indentation between segments, and never raises.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ISA = re.compile(r"ISA(?P<element>[^A-Za-z0-9\s])")


@dataclass(frozen=True, slots=True)
class Delimiters:
    """What separates things in one interchange, as its ISA declares."""

    element: str = "*"
    component: str = ":"
    repetition: str = "^"
    end: str = "~"


@dataclass(frozen=True, slots=True)
class Token:
    """One segment as read: where it stood, its name and its elements as raw text."""

    position: int
    """1 for the first segment of the file."""
    name: str
    elements: tuple[str, ...]
    delimiters: Delimiters

    def element(self, place: int) -> str:
        """This function will return an element by its X12 number, 1 for the first; empty when absent."""
        return self.elements[place - 1] if 0 < place <= len(self.elements) else ""

    def parts(self, place: int) -> tuple[str, ...]:
        """This function will return the components of a composite element."""
        value = self.element(place)
        return tuple(value.split(self.delimiters.component)) if value else ()


def delimiters_of(text: str) -> Delimiters:
    """This function will read the delimiters from the first ISA; a missing or broken one gives the usual four."""
    found = _ISA.search(text)
    if not found:
        return Delimiters()
    element = found["element"]
    fixed = text[found.start() : found.start() + 106]
    if len(fixed) == 106 and fixed.count(element) >= 16 and fixed[103] == element:
        end = fixed[105] if fixed[105] not in "\r\n" or "~" not in text else "~"
        repetition = fixed.split(element)[11]
        return Delimiters(element, fixed[104], repetition if len(repetition) == 1 else "^", end)
    return Delimiters(element=element)


def read(text: str) -> Iterator[Token]:
    """This function will yield every segment of the text in order. Shape: any interchange, complete or not."""
    start = _ISA.search(text)
    marks = delimiters_of(text)
    position = 0
    begin = start.start() if start else 0
    while begin < len(text):
        stop = text.find(marks.end, begin)
        raw = text[begin : len(text) if stop < 0 else stop].strip()
        begin = len(text) if stop < 0 else stop + 1
        if not raw:
            continue
        position += 1
        name, *elements = raw.split(marks.element)
        yield Token(position, name.strip(), tuple(elements), marks)
