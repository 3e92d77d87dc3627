"""Whether a typed value can be a rule of its kind. Pure functions."""

import re
from collections.abc import Callable
from typing import Any

from circlechart.money.payers.facts import AMOUNTS, CREDENTIALS, DATES, MOST_MODIFIERS, TAKEN, Kind, kind_of

CODE = re.compile(r"[A-Z0-9]{5}")
MODIFIER = re.compile(r"[A-Z0-9]{2}")
PLACE = re.compile(r"(?!00)\d{2}")
REVENUE = re.compile(r"(?!0000)\d{4}")
BILL = re.compile(r"0?[1-9A-Z]\d")
CONDITION = re.compile(r"[A-Z0-9]{2}")
MOST_CONDITIONS = 11
STATUS, POINT, FIXED = re.compile(r"\d{2}"), re.compile(r"[A-Z0-9]"), re.compile(r"\d{1,7}(\.\d{1,2})?")
PAPER = re.compile(r"[A-Z0-9]{2}:(AA|BM|EL|EM|FT|FX)")
MOST_PAIRS, MOST_PAPERS, STILL_THERE = 12, 10, "30"
MOST_CODES = 40


def problem(key: str, value: Any) -> str:
    """This function will say in words why a value cannot be this rule; empty when it can.

    Source: the shape of its kind in `facts.KINDS`.
    """
    kind = kind_of(key)
    if kind is None:
        return "There is no such rule."
    if value is None:
        return "" if kind.optional else "This payer needs a value here."
    return _SHAPES[kind.shape](kind, value)


def _code(kind: Kind, value: Any) -> str:
    if isinstance(value, str) and CODE.fullmatch(value):
        return ""
    return "A code has five capital letters and digits, such as 90853 or H0005."


def _modifier(kind: Kind, value: Any) -> str:
    if isinstance(value, str) and MODIFIER.fullmatch(value):
        return ""
    return "A modifier has two capital letters or digits, such as 95 or HQ."


def _modifiers(kind: Kind, value: Any) -> str:
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_MODIFIERS:
        return f"A line carries one to {MOST_MODIFIERS} modifiers."
    wrong = next((found for found in (_modifier(kind, each) for each in value) if found), "")
    return wrong or ("" if len(set(value)) == len(value) else "The same modifier stands there twice.")


def _place(kind: Kind, value: Any) -> str:
    if isinstance(value, str) and PLACE.fullmatch(value):
        return ""
    return "A place of service has two digits and is never 00."


def _number(kind: Kind, value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= kind.most:
        return ""
    return f"Write a whole number from 1 to {kind.most}."


def _choice(kind: Kind, value: Any) -> str:
    return "" if isinstance(value, str) and value in dict(kind.choices) else "Choose one of the list."


def _levels(kind: Kind, value: Any) -> str:
    if isinstance(value, list) and value and all(isinstance(each, str) and each in CREDENTIALS for each in value):
        return ""
    return "Choose at least one credential level."


def _revenue(kind: Kind, value: Any) -> str:
    if isinstance(value, str) and REVENUE.fullmatch(value):
        return ""
    return "A revenue code has four digits, such as 0906."


def _bill(kind: Kind, value: Any) -> str:
    if isinstance(value, str) and BILL.fullmatch(value):
        return ""
    return "A type of bill begins with two digits, such as 13 or 76; the frequency is added for each claim."


def _conditions(kind: Kind, value: Any) -> str:
    shaped = isinstance(value, list) and all(isinstance(each, str) and CONDITION.fullmatch(each) for each in value)
    if shaped and 1 <= len(value) <= MOST_CONDITIONS and len(set(value)) == len(value):
        return ""
    return f"Write one to {MOST_CONDITIONS} condition codes of two digits or letters, each once."


def _dated(kind: Kind, value: Any) -> str:
    if _pairs(value) and all(each.partition(":")[2] in DATES for each in value):
        return ""
    return f"Write each code with the day that it tells, such as 11:start. Days are {', '.join(DATES)}."


def _valued(kind: Kind, value: Any) -> str:
    if _pairs(value) and all((told := each.partition(":")[2]) in AMOUNTS or FIXED.fullmatch(told) for each in value):
        return ""
    return (
        f"Write each code with what it tells, such as 80:days. That is {', '.join(AMOUNTS)}, or an amount like 12.50."
    )


def _pairs(value: Any) -> bool:
    """Whether it is a list of codes of two letters or digits, each with something behind a colon, each code once."""
    if (
        not isinstance(value, list)
        or not 1 <= len(value) <= MOST_PAIRS
        or not all(isinstance(each, str) for each in value)
    ):
        return False
    found = [each.partition(":")[0] for each in value]
    return all(CONDITION.fullmatch(each) for each in found) and len(set(found)) == len(found)


def _point(kind: Kind, value: Any) -> str:
    return "" if isinstance(value, str) and POINT.fullmatch(value) else "A point of origin is one digit or letter."


def _status(kind: Kind, value: Any) -> str:
    if value == STILL_THERE:
        return "30 says that more bills follow; it is set by itself on interim bills."
    return "" if isinstance(value, str) and STATUS.fullmatch(value) else "A patient status has two digits, such as 01."


def _words(kind: Kind, value: Any) -> str:
    if isinstance(value, str) and value.strip() and len(value) <= kind.most:
        return ""
    return f"Write at most {kind.most} letters."


def _papers(kind: Kind, value: Any) -> str:
    shaped = isinstance(value, list) and all(isinstance(each, str) and PAPER.fullmatch(each) for each in value)
    if shaped and 1 <= len(value) <= MOST_PAPERS and len(set(value)) == len(value):
        return ""
    return "Write each report type with how it is sent, such as OZ:AA. AA is kept and given on request; BM, EL, EM, FT, FX."


def _codes(kind: Kind, value: Any) -> str:
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_CODES or len(set(map(str, value))) != len(value):
        return f"Write one to {MOST_CODES} codes, each once."
    return next((found for found in (_code(kind, each) for each in value) if found), "")


def _flag(kind: Kind, value: Any) -> str:
    return "" if value is True else "Say yes, or that there is no such rule."


def _modalities(kind: Kind, value: Any) -> str:
    if not isinstance(value, list) or not value or not all(isinstance(each, str) and each in TAKEN for each in value):
        return "Choose at least one way."
    alone = value == ["in_person"] or "in_person" not in value
    return "" if alone else "Visits only, or the ways beside them: not both."


_SHAPES: dict[str, Callable[[Kind, Any], str]] = {
    "code": _code,
    "modifier": _modifier,
    "modifiers": _modifiers,
    "place": _place,
    "number": _number,
    "choice": _choice,
    "levels": _levels,
    "revenue": _revenue,
    "bill": _bill,
    "conditions": _conditions,
    "codes": _codes,
    "flag": _flag,
    "dated": _dated,
    "valued": _valued,
    "point": _point,
    "status": _status,
    "words": _words,
    "papers": _papers,
    "modalities": _modalities,
}
