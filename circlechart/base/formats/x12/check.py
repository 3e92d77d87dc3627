"""A second opinion on an X12 file: pyx12 against its maps of the guides, SNIP types 1 and 2.

Our own rules see what it misses (NPI digits, balancing, code lists); it sees structure that we might get wrong.
"""

import io
import json
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

import pyx12.errors
import pyx12.map_if
import pyx12.params
import pyx12.x12n_document

MAPPED = frozenset(
    ("005010X214", "005010X218", "005010X220A1", "005010X221A1", "005010X222A1", "005010X223A2", "005010X231",
     "005010X231A1")
)  # fmt: skip
"""The 5010 guides of its `maps.xml`; it knows no eligibility and no claim status."""
_lock = threading.Lock()
_maps: dict[tuple[str, str | None], Any] = {}


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing that pyx12 refuses."""

    segment_position: int
    """1 for the first segment of its transaction; 0 when the whole file is meant."""
    segment: str
    element: str
    value: str
    sentence: str
    transaction: int = 0
    """1 for the first transaction of the file; 0 when the whole file is meant."""


def objections(text: str) -> list[Objection]:
    """This function will return what pyx12 refuses in the file; an empty list means that it accepts the file.

    A file that it cannot read at all gives one objection, never an exception.
    """
    report = io.StringIO()
    try:
        with _lock:
            accepted = pyx12.x12n_document.x12n_document(
                param=pyx12.params.params(),
                src_file=io.StringIO(text),
                fd_997=io.StringIO(),
                fd_html=None,
                fd_json=report,
            )
    except Exception as error:  # whatever its parser raises is an answer about the file
        return [Objection(0, "", "", "", f"pyx12 cannot read the file ({type(error).__name__}).")]
    found = _found(report.getvalue())
    if not accepted and not found:
        return [Objection(0, "ISA", "", "", "pyx12 refuses the envelope: control numbers or counts do not agree.")]
    return found


def mapped(version: str) -> bool:
    """This function will say whether pyx12 has a map of a guide, by its GS08."""
    return version in MAPPED


def load_maps() -> None:
    """This function will read pyx12's maps of the claims that we write, so that the first claim of a day waits for none."""
    with _lock:
        for name in ("x12.control.00501.xml", "837.5010.X222.A1.xml", "837Q3.I.5010.X223.A1.xml"):
            pyx12.map_if.load_map_file(name, pyx12.params.params())


def _found(report: str) -> list[Objection]:
    try:
        tree = json.loads(report)
    except ValueError:
        return []
    results: list[Objection] = []
    sets = (
        one
        for interchange in _list(tree, "interchanges")
        for group in _list(interchange, "groups")
        for one in _list(group, "transactions")
    )
    for number, transaction in enumerate(list(sets), start=1):
        of_set: list[Objection] = []
        _walk(transaction, of_set, position=0, name="")
        results += [replace(each, transaction=number) for each in of_set]
        transaction.clear()
    _walk(tree, results, position=0, name="")
    return results


def _list(node: Any, name: str) -> list[dict[str, Any]]:
    children = node.get(name) if isinstance(node, dict) else None
    return [each for each in children if isinstance(each, dict)] if isinstance(children, list) else []


def _walk(node: Any, results: list[Objection], *, position: int, name: str) -> None:
    if isinstance(node, list):
        for each in node:
            _walk(each, results, position=position, name=name)
        return
    if not isinstance(node, dict):
        return
    position = _number(node.get("seg_count"), position)
    name = str(node.get("seg_id") or name)
    element = str(node.get("ele_pos") or "")
    for error in node.get("errors") or []:
        if isinstance(error, dict):
            words = str(error.get("err_str") or "refused").strip()
            results.append(Objection(position, name, element, str(error.get("err_val") or ""), words))
    for key, child in node.items():
        if key != "errors":
            _walk(child, results, position=position, name=name)


def _number(value: Any, default: int) -> int:
    return int(value) if isinstance(value, int) or (isinstance(value, str) and value.isdigit()) else default


def _cached(load: Callable[..., Any]) -> Callable[..., Any]:
    """pyx12 parses its XML maps anew on every call (0.12 s); the parsed map holds no state and may be shared."""

    @wraps(load)
    def cached(map_file: str, param: Any, map_path: str | None = None) -> Any:
        key = (map_file, map_path)
        if key not in _maps:
            _maps[key] = load(map_file, param, map_path)
        return _maps[key]

    return cached


pyx12.map_if.load_map_file = _cached(pyx12.map_if.load_map_file)
# It logs the refused values, which may be a client's: its findings go to the caller, never to a log.
logging.getLogger("pyx12").setLevel(logging.CRITICAL + 1)
