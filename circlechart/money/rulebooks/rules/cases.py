"""What a case of a rulebook comes to."""

from datetime import date
from typing import Any

from circlechart.base.rulebook.facts import Case, Rulebook
from circlechart.money.charges.errors import BadCase
from circlechart.money.charges.rules import explain

WHOLE = {"present": 8, "minutes": 60}


def comes_to(case: Case, book: Rulebook, on: date) -> dict[str, Any]:
    """This function will decide a case on a day, in the shape of what a case expects.

    Source: docs/rulebook-files.md. Raises: BadCase.
    """
    client = {**WHOLE, **case.given, "payer": "book", "name": case.name}
    told = explain({"session": {"service_on": on}, "client": [client]}, {"book": book})["clients"][0]
    if told["outcome"] == "bill":
        return {key: told[key] for key in ("outcome", "code", "modifiers", "units")}
    return {"outcome": told["outcome"], "rule": told["reasons"][-1]["rule"]}


def broken(case: Case, book: Rulebook, on: date) -> str:
    """This function will say how a case is decided otherwise than it says; empty when it is decided so.

    Source: docs/rulebook-files.md.
    """
    try:
        found = comes_to(case, book, on)
    except BadCase as problem:
        return str(problem)
    wrong = {key: found.get(key) for key in {**found, **case.expected} if found.get(key) != case.expected.get(key)}
    said = ", ".join(f"{key} is {wrong[key]!r}"[:80] for key in sorted(wrong))
    return f"It comes to something else: {said}." if said else ""
