"""Values onto a form: what fits is printed, what does not is said in words. Nothing is cut in silence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from circlechart.base.formats.paper.form import Box, Form, Kind
from circlechart.base.formats.x12.charset import clean

_CENT, _HIGHEST = Decimal("0.01"), Decimal(100_000_000)
"""As in the files: the same amounts go out on both."""


class Trouble(StrEnum):
    """What paper could not say."""

    CUT = "cut"
    """The end of a text is missing."""
    LEFT_OUT = "left out"
    """The box is empty, because half of the value would be wrong."""
    NO_BOX = "no box"
    """The claim says it, the form has no place for it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference between the claim and its paper."""

    trouble: Trouble
    sheet: int
    """From 1."""
    box: str
    """As the form numbers it; empty when there is none."""
    value: str
    printed: str
    sentence: str
    mend: str


@dataclass(frozen=True, slots=True)
class Printed:
    """One value in its box."""

    box: Box
    value: str
    """The whole value, as both the file and the paper clean it."""
    text: str
    """What stands on the form; empty when the value was left out."""
    row: int | None = None
    """The service line on this sheet, from 0."""

    @property
    def column(self) -> int:
        """This function will say where the first letter stands; money ends at the right edge of its box."""
        shift = self.box.width - len(self.text) if self.box.kind is Kind.RIGHT else 0
        return self.box.column + shift


@dataclass(frozen=True, slots=True)
class Paper:
    """A filled form: its sheets, and what they could not say."""

    form: Form
    sheets: tuple[tuple[Printed, ...], ...]
    findings: tuple[Finding, ...]


class Filling:
    """Collects the values of one claim, sheet after sheet."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._sheets: list[list[Printed]] = []
        self._findings: dict[tuple[str, str, str], Finding] = {}

    def begin(self) -> None:
        """This function will start the next sheet."""
        self._sheets.append([])

    def put(self, fact: str, value: str, row: int | None = None) -> None:
        """This function will put a value into the box of a fact; an empty value leaves the box empty."""
        box = self.form.box(fact, row)
        cleaned = clean(value)
        if value.strip() and not cleaned:
            self._left_out(box, value, "holds no letter or digit that a claim can carry", "Write it in Latin letters.")
            return
        if not cleaned:
            return
        text = cleaned
        if len(cleaned) > box.width and box.kind is Kind.TEXT:
            text = cleaned[: box.width].rstrip()
            self._cut(box, cleaned, text)
        elif len(cleaned) > box.width:
            text = ""
            why = f"has {len(cleaned)} characters, and {box.width} fit"
            self._left_out(box, cleaned, why, "Send this claim as a file, or correct the value.")
        self._sheets[-1].append(Printed(box, cleaned, text, row))

    def mark(self, fact: str) -> None:
        """This function will set an X."""
        self.put(fact, "X")

    def money(self, fact: str, amount: Decimal, row: int | None = None) -> None:
        """This function will put dollars and cents, with a space where the form has its own line between them."""
        box = self.form.box(fact, row)
        if not amount.is_finite() or not 0 <= amount < _HIGHEST or amount != amount.quantize(_CENT):
            self._left_out(box, str(amount), "is no amount in whole cents from 0 to 99,999,999.99", "Correct it.")
            return
        self.put(fact, f"{amount:.2f}".replace(".", " "), row)

    def parts(self, fact: str, day: date | None, row: int | None = None, *, short: bool = False) -> None:
        """This function will put a day into three boxes: month, day and year of four digits, or two when `short`."""
        if day is None:
            return
        year = f"{day.year:04d}"
        self.put(f"{fact}.month", f"{day.month:02d}", row)
        self.put(f"{fact}.day", f"{day.day:02d}", row)
        self.put(f"{fact}.year", year[2:] if short else year, row)

    def homeless(self, what: str, value: str, mend: str = "Send this claim as a file.") -> None:
        """This function will note a fact for which the form has no box; an empty one needs none."""
        if value:
            sentence = f"{what} ({value}) has no box on the {self.form.name}."
            self._note(Finding(Trouble.NO_BOX, len(self._sheets), "", value, "", sentence, mend))

    def done(self) -> Paper:
        """This function will give the filled form."""
        return Paper(self.form, tuple(tuple(sheet) for sheet in self._sheets), tuple(self._findings.values()))

    def _cut(self, box: Box, value: str, text: str) -> None:
        sentence = (
            f"Box {box.number} ({box.label}) holds {box.width} characters: “{value}” was cut to “{text}”; "
            f"“{value[len(text) :].strip()}” is missing."
        )
        self._note(
            Finding(Trouble.CUT, len(self._sheets), box.number, value, text, sentence, "Shorten it, or send a file.")
        )

    def _left_out(self, box: Box, value: str, why: str, mend: str) -> None:
        sentence = f"Box {box.number} ({box.label}) stays empty: “{value}” {why}."
        self._note(Finding(Trouble.LEFT_OUT, len(self._sheets), box.number, value, "", sentence, mend))

    def _note(self, finding: Finding) -> None:
        """The head of a claim repeats on every sheet; its findings do not."""
        self._findings.setdefault((finding.box, finding.value, finding.sentence), finding)


def joined(parts: Iterable[str], between: str = " ") -> str:
    """This function will join what is there."""
    return between.join(part for part in (clean(each) for each in parts) if part)
