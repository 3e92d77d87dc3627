"""A rulebook as a TOML file: read again, it says the same."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from circlechart.base.rulebook.facts import LEVELS, Case, Value
from circlechart.money.payers.facts import CaseGiven

NAMES = {number: name for name, number in LEVELS.items()}


def written(
    title: str,
    level: str,
    inherits: str,
    version: str,
    values: Iterable[Value],
    cases: Iterable[Case],
    proofs: Mapping[str, Sequence[CaseGiven]] | None = None,
) -> str:
    """This function will write a rulebook as TOML: its head, then each value with its source and the cases that
    prove it, then the cases of the whole. `proofs` are by the record of a value.

    Source: docs/rulebook-files.md.
    """
    head = {"title": title, "level": level, "inherits": inherits, "version": version}
    parts = ["\n".join(_line(name, each) for name, each in head.items() if each)]
    parts += [_value(each, LEVELS[level], (proofs or {}).get(each.row, ())) for each in sorted(values, key=_order)]
    parts += [_case(each) for each in cases]
    return "\n\n".join(parts) + "\n"


def _order(value: Value) -> tuple[int, str, date, str]:
    return value.level, value.key, value.effective_from, value.status


def _value(value: Value, level: int, proofs: Sequence[CaseGiven]) -> str:
    said: dict[str, Any] = {"key": value.key}
    said |= {"no_rule": True} if value.value is None else {"value": value.value}
    said |= {"unit": value.unit, "from": value.effective_from, "until": value.effective_until, "status": value.status}
    said |= {"trust": value.source.trust, "source": value.source.title, "url": value.source.url}
    said |= {"read_on": value.source.read_on}
    if value.source.trust == "G" and value.status == "confirmed":
        said["confirmed_by"] = "the clinic"
    if value.level != level:
        said["level"] = NAMES[value.level]
    lines = ["[[value]]", *(_line(name, each) for name, each in said.items() if each not in (None, ""))]
    for proof in proofs:
        lines += ["[[value.case]]", _line("passes", proof.passes), _line("given", proof.given)]
    return "\n".join(lines)


def _case(case: Case) -> str:
    lines = ["[[case]]", _line("name", case.name), "[case.given]"]
    lines += [_line(name, each) for name, each in case.given.items()]
    lines += ["[case.expected]", *(_line(name, each) for name, each in case.expected.items())]
    return "\n".join(lines)


def _line(name: str, value: Any) -> str:
    return f"{name} = {_literal(value)}"


def _literal(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(_line(name, each) for name, each in value.items())}}}"
    return (
        str(value) if isinstance(value, int) else json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
    )
