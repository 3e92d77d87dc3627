"""The cases that prove a value, as its file says them under it."""

from collections.abc import Iterator, Mapping
from typing import Any

from circlechart.base.rulebook.loader import quoted
from circlechart.money.charges.rules.explain import CHOICES
from circlechart.money.payers.facts import CREDENTIALS, SERVICES, CaseGiven
from circlechart.money.rulebooks.facts import Problem

MOST, MOST_BESIDE = 9999, 20
ONE_OF = {"service": tuple(SERVICES), "rendering_level": tuple(CREDENTIALS), "modality": CHOICES["modality"]}
FLAGS = ("came", "cosigned", "authorized", "week_over")
COUNTS = (
    "minutes", "present", "members", "staff", "session_minutes", "used_day", "used_week", "used_year", "goals",
    "signed_after_hours", "days_since", "week_minutes", "diagnoses",
)  # fmt: skip
FACTS = (*ONE_OF, *FLAGS, *COUNTS, "same_day")


def proofs(file: str, key: str, raw: Mapping[str, Any]) -> tuple[tuple[CaseGiven, ...], list[Problem]]:
    """This function will read the cases of one value, and what stops them.

    Source: docs/rulebook-files.md.
    """
    told = raw.get("case", [])
    if not isinstance(told, list) or not all(isinstance(each, dict) for each in told):
        return (), [Problem(file, key, quoted(told), "Its cases are tables.", "Write each as [[value.case]].")]
    problems = [problem for each in told for problem in _wrong(file, key, each)]
    if not problems and told and {each["passes"] for each in told} != {True, False}:
        words = "It needs a case that passes and one that does not."
        problems.append(Problem(file, key, "", words, "Write both, or leave [[value.case]] out."))
    found = () if problems else tuple(CaseGiven(each["passes"], dict(each["given"])) for each in told)
    return found, problems


def _wrong(file: str, key: str, raw: dict[str, Any]) -> Iterator[Problem]:
    given = raw.get("given")
    if type(raw.get("passes")) is not bool or not isinstance(given, dict):
        yield Problem(file, key, quoted(raw), "A case has passes and given.", "Write passes = true and given = {…}.")
        return
    for name, said in given.items():
        mend = _mend(name, said)
        if mend:
            yield Problem(file, f"{key}, case {str(name)[:40]}", quoted(said), "This fact cannot be.", mend)


def _mend(name: str, said: Any) -> str:
    if name in ONE_OF:
        return "" if said in ONE_OF[name] else f"Write one of {', '.join(ONE_OF[name])}."
    if name in FLAGS:
        return "" if type(said) is bool else "Write true or false."
    if name in COUNTS:
        return "" if type(said) is int and 0 <= said <= MOST else f"Write a whole number from 0 to {MOST}."
    if name == "same_day":
        shaped = isinstance(said, list) and len(said) <= MOST_BESIDE and all(_is_beside(each) for each in said)
        return "" if shaped else 'Write a list such as [{code = "90834", minutes = 60}].'
    return f"There is no such fact. Known are {', '.join(FACTS)}."


def _is_beside(said: Any) -> bool:
    if not isinstance(said, dict) or set(said) - {"code", "minutes"} or not isinstance(said.get("code"), str):
        return False
    minutes = said.get("minutes", 0)
    return type(minutes) is int and 0 <= minutes <= MOST
