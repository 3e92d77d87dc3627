"""One segment and its elements: lengths are enforced, delimiters cannot leak, errors say where."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from circlechart.base.formats.x12.charset import clean, is_clean

Element = str | tuple[str, ...]
Segment = tuple[Element, ...]
EARLIEST_YEAR = 1800


class Unwritable(ValueError):
    """A value that the format cannot carry. `at` is loop and element, `mend` is a sentence for the person."""

    def __init__(self, at: str, value: str, mend: str) -> None:
        self.at, self.value, self.mend = at, value, mend
        super().__init__(f"{at}: {value!r} {mend}")


def text(value: str, *, at: str, longest: int, shortest: int = 1) -> str:
    """This function will clean a required free text and refuse one that is too short or too long."""
    cleaned = clean(value)
    if len(cleaned) < shortest:
        raise Unwritable(at, value, f"needs at least {shortest} letters or digits that X12 can carry.")
    if len(cleaned) > longest:
        raise Unwritable(at, value, f"has {len(cleaned)} characters; at most {longest} fit. Shorten it.")
    return cleaned


def optional(value: str, *, at: str, longest: int, shortest: int = 1) -> str:
    """This function will clean an optional text; nothing that X12 can carry means an empty element."""
    return text(value, at=at, longest=longest, shortest=shortest) if clean(value) else ""


def code(value: str, *, at: str, longest: int, shortest: int = 1) -> str:
    """This function will accept a code exactly as given, or refuse it: a code is never repaired."""
    if not is_clean(value) or " " in value:
        raise Unwritable(at, value, "holds a character that a code cannot have. Correct the code.")
    if not shortest <= len(value) <= longest:
        raise Unwritable(at, value, f"must have {shortest} to {longest} characters. Correct the code.")
    return value.upper()


def digits(value: str, *, at: str, lengths: Sequence[int]) -> str:
    """This function will keep the digits of a number such as a ZIP or telephone, and refuse a wrong count of them."""
    kept = "".join(letter for letter in value if letter.isascii() and letter.isdigit())
    if len(kept) not in lengths:
        raise Unwritable(at, value, f"must have {' or '.join(map(str, lengths))} digits.")
    return kept


def amount(value: Decimal, *, at: str) -> str:
    """This function will print dollars without trailing zeros, as data type R wants. Units: dollars."""
    if not value.is_finite() or value < 0 or value >= Decimal("100000000"):
        raise Unwritable(at, str(value), "must lie between 0 and 99,999,999.99.")
    if value != value.quantize(Decimal("0.01")):
        raise Unwritable(at, str(value), "must be in whole cents.")
    plain = f"{abs(value):f}"
    return (plain.rstrip("0").rstrip(".") or "0") if "." in plain else plain


def signed(value: Decimal, *, at: str) -> str:
    """This function will print dollars that may be negative, as adjustments may. Units: dollars."""
    negative = value.is_finite() and value < 0
    return ("-" if negative else "") + amount(-value if negative else value, at=at)


def count(value: int, *, at: str, highest: int = 999_999_999, lowest: int = 1) -> str:
    """This function will print a whole number, of at least one unless a zero is allowed there."""
    if not lowest <= value <= highest:
        raise Unwritable(at, str(value), f"must be a whole number from {lowest} to {highest}.")
    return str(value)


def day(value: date, *, at: str = "DTP03") -> str:
    """This function will print a day as CCYYMMDD. Shape: format qualifier D8."""
    if value.year < EARLIEST_YEAR:
        raise Unwritable(at, value.isoformat(), f"lies before {EARLIEST_YEAR}. Correct the date.")
    return f"{value.year:04d}{value.month:02d}{value.day:02d}"


def days(first: date, last: date, *, at: str = "DTP03") -> str:
    """This function will print the days from first to last. Shape: format qualifier RD8."""
    if last < first:
        raise Unwritable(at, f"{first} to {last}", "ends before it begins. Correct one of the two dates.")
    return f"{day(first, at=at)}-{day(last, at=at)}"


def segment(name: str, *elements: Element) -> Segment:
    """This function will make a segment, dropping empty elements and components from its end."""
    kept = [_trimmed(element) if isinstance(element, tuple) else element for element in elements]
    while kept and not kept[-1]:
        kept.pop()
    return (name, *kept)


def rendered(one: Segment, *, element: str = "*", component: str = ":", end: str = "~") -> str:
    """This function will join a segment to text. Raises: Unwritable when a value holds a delimiter."""
    inner = 0
    parts = []
    for part in one:
        if isinstance(part, str):
            parts.append(part)
        else:
            parts.append(component.join(part))
            inner += len(part) - 1
    line = element.join(parts)
    whole = line.count(element) == len(one) - 1 and line.count(component) == inner and line.isascii()
    if not whole or end in line or "^" in line:
        _refuse_delimiters(one, (element, component, end, "^"))
    return line + end


def _refuse_delimiters(one: Segment, delimiters: tuple[str, ...]) -> None:
    for place, part in enumerate(one):
        for value in (part,) if isinstance(part, str) else part:
            if not value.isascii() or any(each in value for each in delimiters):
                raise Unwritable(f"{one[0]!s}{place:02d}", value, "holds a delimiter or a character X12 cannot carry.")


def _trimmed(composite: tuple[str, ...]) -> Element:
    kept = list(composite)
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept) if len(kept) > 1 else (kept[0] if kept else "")
