"""Reading a published file of pair edits, line by line. Pure functions; a file of millions of lines is never held."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from circlechart.money.charges.facts import PairLine, Unread

CODE = re.compile(r"[0-9A-Z]{5}")
NO_DATE = ("*", "", "0", "9", "99999999")
INDICATORS = ("0", "1", "9")
LONGEST_REASON = 200
DATES = (
    re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"),
    re.compile(r"(?P<m>[0-9]{1,2})/(?P<d>[0-9]{1,2})/(?P<y>[0-9]{4})"),
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})"),
)
WANTED = "two codes, the day it began, the day it was deleted or *, and 0, 1 or 9"


def read(lines: Iterable[str]) -> Iterator[PairLine | Unread]:
    """This function will read each line of a file of pair edits; what stands before the first edit is its heading.

    The published tables have, with tabs or commas between: column 1, column 2, in some a mark for edits older than 1996,
    effective date, deletion date or *, modifier indicator, and in some a rationale.

    Source: CMS, Medicare NCCI PTP edits, and the Medicaid NCCI edit files, as published each quarter.
    """
    begun = False
    for number, line in enumerate(lines, start=1):
        fields = _fields(line)
        if not any(fields):
            continue
        found = _edit(fields)
        if found is not None:
            begun = True
            yield found
        elif begun or _looks_like_one(fields):
            yield Unread(number, line.strip()[:80], f"Expected {WANTED}.")


def _fields(line: str) -> list[str]:
    if "\t" in line:
        return [each.strip().strip('"') for each in line.split("\t")]
    try:
        return [each.strip() for each in next(csv.reader([" ".join(line.split())]), [])]
    except csv.Error:  # such as a word that is longer than any table
        return [line.strip()]


def _looks_like_one(fields: list[str]) -> bool:
    return len(fields) > 1 and CODE.fullmatch(fields[0]) is not None and CODE.fullmatch(fields[1]) is not None


def _edit(fields: list[str]) -> PairLine | None:
    if not _looks_like_one(fields):
        return None
    at = next((place for place in (2, 3) if len(fields) > place and day(fields[place]) is not None), None)
    if at is None or len(fields) < at + 3 or fields[at + 2] not in INDICATORS:
        return None
    first_on, deleted = day(fields[at]), fields[at + 1]
    last_on = None if deleted in NO_DATE else day(deleted)
    if first_on is None or (last_on is None and deleted not in NO_DATE):
        return None
    rationale = " ".join(" ".join(fields[at + 3 :]).split())[:LONGEST_REASON]
    return PairLine(fields[0], fields[1], first_on, last_on, int(fields[at + 2]), rationale)


@lru_cache(maxsize=4096)
def day(text: str) -> date | None:
    """This function will read a day as the files write it. Returns None when: it is none. Source: the files."""
    found = next((match for match in (shape.fullmatch(text) for shape in DATES) if match), None)
    if found is None:
        return None
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None
