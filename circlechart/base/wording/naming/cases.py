"""Cases from outside: a roster, whose note it is, and a text, one JSON object to a line."""

import json
from dataclasses import dataclass
from typing import Any

from circlechart.base.wording.naming.facts import Named
from circlechart.base.wording.naming.find import find

LONGEST_SHOWN = 120
LONGEST_TEXT = 100_000
PERSON = 'Write a person as {"first": "Maria", "last": "Lind"}; "chosen", "nick" (a list) and "relatives" (a list) may follow.'


class BadCase(ValueError):
    """A line that cannot be read: which key, what stands there, and the mend."""

    def __init__(self, key: str, value: object, mend: str) -> None:
        self.key, self.value, self.mend = key, str(value)[:LONGEST_SHOWN], mend
        super().__init__(f"{key}: {self.value!r}. {mend}")


@dataclass(frozen=True, slots=True)
class Case:
    """One text, who may not be named in it, and whose note it is."""

    text: str
    others: tuple[Named, ...]
    me: tuple[Named, ...]
    given: dict[str, Any]


def read(line: str) -> Case:
    """This function will read a line. Raises: BadCase."""
    try:
        case = json.loads(line)
    except (ValueError, RecursionError):
        raise BadCase("", line, "Write one JSON object on the line.") from None
    if not isinstance(case, dict):
        raise BadCase("", line, "Write one JSON object on the line.")
    text, roster, me = case.get("text"), case.get("roster"), case.get("me")
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise BadCase("text", text, f"Write the note as a text of at most {LONGEST_TEXT} characters.")
    if not isinstance(roster, list):
        raise BadCase("roster", roster, "Write a list of the group's members.")
    others = [named for at, each in enumerate(roster) if each != me for named in _person(each, f"roster[{at}]")]
    own = tuple(_person(me, "me")) if me is not None else ()
    return Case(text, tuple(others), own, case)


def answer(case: Case) -> dict[str, Any]:
    """This function will say what a case comes to: every span with its level, who is meant, and why.

    `start` and `end` count code points of the text as given, `end` not included.
    """
    spans = []
    for each in find(case.text, case.others, case.me):
        first, _, last = each.who.key.partition("\n")
        relative = {"relative": " ".join((*each.who.first_names, *each.who.last_names))} if each.who.relative_of else {}
        spans.append({
            "start": each.start, "end": each.end, "text": each.text, "level": each.level.value,
            "whom": first, "last": last, **relative, "why": each.why,
        })  # fmt: skip
    return {"spans": spans}


def _person(given: object, key: str) -> list[Named]:
    if not isinstance(given, dict):
        raise BadCase(key, given, PERSON)
    first, last = (_name(given, part, key) for part in ("first", "last"))
    if not first and not last:
        raise BadCase(key, given, PERSON)
    chosen = [*_names(given, "chosen", key), *_names(given, "preferred", key)]
    nicks = [*_names(given, "nick", key), *_names(given, "nicknames", key)]
    who = f"{first}\n{last}"
    found = [Named(who, tuple(filter(None, (first, *chosen))), tuple(filter(None, (last,))), tuple(nicks))]
    relatives = given.get("relatives") or []
    if not isinstance(relatives, list):
        raise BadCase(f"{key}.relatives", relatives, "Write a list of people.")
    for at, each in enumerate(relatives):
        place = f"{key}.relatives[{at}]"
        if isinstance(each, str):
            each = dict(zip(("first", "last"), each.split(" ", 1), strict=False))
        if not isinstance(each, dict):
            raise BadCase(place, each, PERSON)
        names = [_name(each, part, place) for part in ("first", "last")]
        found.append(Named(who, tuple(filter(None, names[:1])), tuple(filter(None, names[1:])), (), first or last))
    return found


def _name(given: dict[str, Any], part: str, key: str) -> str:
    value = given.get(part, "")
    if value is not None and not isinstance(value, str):
        raise BadCase(f"{key}.{part}", value, "Write a name as text.")
    return (value or "").strip()


def _names(given: dict[str, Any], part: str, key: str) -> list[str]:
    value = given.get(part) or []
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(each, str) for each in names):
        raise BadCase(f"{key}.{part}", value, "Write a name, or a list of names.")
    return names
