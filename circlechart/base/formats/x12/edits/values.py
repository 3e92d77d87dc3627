"""What a value of an element is: money, a day, a number with a check digit, a code of a known shape. All cached."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

MOST = 8192
"""Values that are remembered: they repeat within a file, and memory stays flat."""
_MONEY = re.compile(r"-?(?:\d{1,16}(?:\.\d{0,6})?|\.\d{1,6})")
_PROCEDURE = re.compile(r"\d{4}[0-9A-Z]|[A-V]\d{4}")
_MODIFIER = re.compile(r"[0-9A-Z]{2}")
_DIAGNOSIS = re.compile(r"[A-Z]\d[0-9AB][0-9A-Z]{0,4}")
_TAXONOMY = re.compile(r"\d{3}[0-9A-Z]{7}")
_REVENUE = re.compile(r"\d{4}")
_REASON = re.compile(r"[1-9]\d{0,2}|[ABDPWY]\d{1,2}")
_CONDITION = re.compile(r"\d\d|[A-Y][0-9A-Z]")
_BILL = re.compile(r"[1-8][1-9]")
_PO_BOX = re.compile(r"\bP\W{0,2}O\W{0,2}\s*BOX\b|\bPOST[\s-]+OFFICE\s+BOX\b|\bPOB\s+\d", re.IGNORECASE)


def digits(value: str) -> bool:
    """This function will say whether there are digits 0 to 9 and nothing else; Python knows digits of many scripts."""
    return value.isascii() and value.isdigit()


@lru_cache(MOST)
def money(value: str) -> Decimal | None:
    """This function will read an amount of data type R; None when it is none. Shape: digits, one point, one minus."""
    return Decimal(value) if _MONEY.fullmatch(value) and value.isascii() else None


@lru_cache(MOST)
def cents(value: str) -> bool:
    """This function will say whether an amount has at most two decimals that count."""
    return len(value.partition(".")[2].rstrip("0")) <= 2


@lru_cache(MOST)
def day(value: str) -> date | None:
    """This function will read CCYYMMDD, also when a time follows; None when there is no such day."""
    if len(value) < 8 or not digits(value):
        return None
    try:
        return date(int(value[:4]), int(value[4:6]), int(value[6:8]))
    except ValueError:
        return None


@lru_cache(MOST)
def span(qualifier: str, value: str) -> tuple[date, date] | None:
    """This function will read a day (D8, DT) or a span (RD8) as its first and last day; None when it is not real."""
    first, dash, last = value.partition("-")
    if qualifier == "RD8":
        one, other = (day(first), day(last)) if dash and len(first) == len(last) == 8 else (None, None)
        return (one, other) if one and other and one <= other else None
    one = day(value) if len(value) in ((8,) if qualifier == "D8" else (12, 14)) else None
    return (one, one) if one else None


@lru_cache(MOST)
def npi(value: str) -> bool:
    """This function will say whether ten digits carry the check digit of an NPI.

    Source: facts of CMS's NPI check digit: Luhn over the number after the prefix 80840 (which adds 24).
    """
    if len(value) != 10 or not digits(value):
        return False
    doubled = (2 * int(each) for each in value[8::-2])
    return (24 + sum(each - 9 if each > 9 else each for each in doubled) + sum(map(int, value[9::-2]))) % 10 == 0


def _shaped(shape: re.Pattern[str], value: str) -> bool:
    return shape.fullmatch(value) is not None and value.isascii()


@lru_cache(MOST)
def procedure(value: str) -> bool:
    """This function will say whether it has the shape of a CPT or HCPCS code: 90853, 0591T, H0015."""
    return _shaped(_PROCEDURE, value)


@lru_cache(MOST)
def modifier(value: str) -> bool:
    """This function will say whether it has the shape of a modifier: two letters or digits."""
    return _shaped(_MODIFIER, value)


@lru_cache(MOST)
def diagnosis(value: str) -> bool:
    """This function will say whether it has the shape of an ICD-10-CM code without its dot: F1120."""
    return _shaped(_DIAGNOSIS, value)


@lru_cache(MOST)
def taxonomy(value: str) -> bool:
    """This function will say whether it has the shape of a taxonomy code: 101YA0400X."""
    return _shaped(_TAXONOMY, value)


@lru_cache(MOST)
def revenue(value: str) -> bool:
    """This function will say whether it has the shape of a revenue code: four digits."""
    return _shaped(_REVENUE, value)


@lru_cache(MOST)
def reason(value: str) -> bool:
    """This function will say whether it has the shape of a claim adjustment reason code: 45, A2, B7, P12."""
    return _shaped(_REASON, value)


@lru_cache(MOST)
def condition(value: str) -> bool:
    """This function will say whether it has the shape of a condition code: 41, 92, D1."""
    return _shaped(_CONDITION, value)


@lru_cache(MOST)
def bill(value: str) -> bool:
    """This function will say whether it has the shape of facility type and care, the first two digits of a bill."""
    return _shaped(_BILL, value)


@lru_cache(MOST)
def po_box(value: str) -> bool:
    """This function will say whether an address line is a post-office box."""
    return _PO_BOX.search(value) is not None
