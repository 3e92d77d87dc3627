"""Segments out of a stream of text: any length in little memory, any interchange with its own delimiters.

The same forgiveness as `tokens.read` (line breaks, indentation, text before the ISA), without an object for each
segment, because a year's files have millions.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

Pieces = list[str]
"""Name and elements of one segment: `pieces[3]` is the third element."""
CHUNK = 1 << 16
LONGEST = 1 << 20
BYTE_ORDER_MARK = "\ufeff"
"""Before the ISA of a file that is not plain ASCII; put there where the file has none and is UTF-16 all the same."""
END_OF_FILE = "\x1a\0 "
"""What old systems put behind the last segment."""
ISA_LENGTH = 106
_ISA = re.compile(r"(?<![A-Za-z0-9])ISA([^A-Za-z0-9\s])")
_UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


class Marks:
    """The delimiters of the present interchange, and what was odd about the text."""

    __slots__ = ("component", "element", "end", "endless", "found", "junk", "length", "repetition", "strange",
                 "unclosed")  # fmt: skip

    def __init__(self) -> None:
        self.element, self.component, self.repetition, self.end = "*", ":", "^", "~"
        self.found = self.junk = self.endless = self.unclosed = self.strange = False
        self.length = 0
        """Of the last ISA with its end; 106 when it is right."""

    def learn(self, text: str) -> None:
        """This function will take the delimiters from a text that begins with an ISA, whole or not."""
        self.found = True
        self.element = text[3]
        fixed = text[:ISA_LENGTH]
        fields = text[: 2 * ISA_LENGTH].split(self.element, 17)
        self.length, self.component, self.end = 0, ":", "~"
        if len(fixed) == ISA_LENGTH and fixed.count(self.element) == 16 and fixed[103] == self.element:
            self.length, self.component, self.end = ISA_LENGTH, fixed[104], fixed[105]
        elif len(fields) > 16 and len(fields[16]) > 1:
            self.component, self.end = fields[16][0], fields[16][1]
        if self.end in "\r\n" and "~" in text[:LONGEST]:
            self.end = "~"
        self.repetition = fields[11] if len(fields) > 11 and len(fields[11]) == 1 else "^"


def texts(file: BinaryIO) -> Iterator[str]:
    """This function will decode a file in pieces; bytes that are no UTF-8 become a mark that the edits notice."""
    first = file.read(CHUNK)
    wide = first[:6] == b"I\0S\0A\0"
    encoding = _UTF_16.get(first[:2], "utf-16-le" if wide else "utf-8")
    if wide:
        yield BYTE_ORDER_MARK
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while first:
        yield decoder.decode(first)
        first = file.read(CHUNK)
    yield decoder.decode(b"", final=True)


def segments(chunks: Iterable[str], marks: Marks) -> Iterator[Pieces]:
    """This function will yield every segment from the first ISA on; without an ISA it yields nothing."""
    source = iter(chunks)
    rest = _first_isa(source, marks)
    learned = marks.found
    while marks.found:
        plain = rest.isascii()
        pieces = rest.split(marks.end)
        rest = pieces.pop()
        for place, piece in enumerate(pieces):
            raw = piece.strip()
            if not raw:
                continue
            if raw.startswith("ISA") and not learned and not _same(raw, marks):
                rest = marks.end.join([raw, *pieces[place + 1 :], rest])
                break
            learned = False
            if not plain and not raw.isascii():
                marks.strange = True
            yield raw.split(marks.element)
        else:
            head = rest.lstrip()
            if learned or not head.startswith("ISA") or _same(head, marks):
                chunk = next(source, None)
                if chunk is None or len(rest) > LONGEST:
                    marks.endless = len(rest) > LONGEST
                    break
                rest += chunk
                continue
            rest = head
        rest = _enough(rest, source)
        marks.learn(rest)
        learned = True
    rest = rest.strip().rstrip(END_OF_FILE)
    if rest and not marks.endless:
        marks.unclosed = True
        yield rest.split(marks.element)


def _enough(text: str, source: Iterator[str]) -> str:
    """An ISA is learned from its whole length, and a little more, so that its own end is seen."""
    while len(text) < 2 * ISA_LENGTH and (chunk := next(source, None)) is not None:
        text += chunk
    return text


def _first_isa(source: Iterator[str], marks: Marks) -> str:
    """Everything before the first ISA is dropped as it comes, so that a file of zeros takes no memory."""
    text = ""
    for chunk in source:
        text += chunk
        found = _ISA.search(text)
        if found is None:
            marks.junk = marks.junk or bool(text[:-4].strip())
            text = text[-4:]
            continue
        marks.junk = marks.junk or bool(text[: found.start()].strip())
        text = _enough(text[found.start() :], source)
        marks.learn(text)
        return text
    return ""


def _same(raw: str, marks: Marks) -> bool:
    """Whether an ISA goes on with the delimiters that hold already; it may bring another component separator."""
    if not raw.startswith("ISA" + marks.element):
        return not _ISA.match(raw)
    if raw.count(marks.element) > 16:
        return False
    marks.length = len(raw) + 1
    fields = raw.split(marks.element)
    if len(fields) == 17:
        marks.component = fields[16][:1] or marks.component
        marks.repetition = fields[11] if len(fields[11]) == 1 else "^"
    return True
