"""A case in one sentence: what happened, and what it comes to. Pure functions."""

from collections.abc import Callable, Mapping
from typing import Any

from circlechart.money.payers.facts import SERVICES, levels
from circlechart.money.payers.facts.cases import Outcome

WAYS = {"in_person": "", "video": " by video", "audio": " by telephone"}


def happened(given: Mapping[str, Any]) -> str:
    """This function will say what happened in a case. Source: its facts."""
    service = SERVICES.get(str(given.get("service")), "A session")
    if not given.get("came", True):
        return f"{service}, a client who did not come"
    way = WAYS.get(str(given.get("modality")), "")
    parts = [f"{service}, a client present {_many(given.get('minutes', 0), 'minute')}{way}"]
    parts.append(f"{_many(given.get('present', 8), 'client')} in the room")
    if given.get("members", given.get("present")) != given.get("present"):
        parts.append(f"{given['members']} of them this payer's")
    lead = "".join(levels([str(given.get("rendering_level"))])) or "none"
    parts.append(f"lead at level {lead}{', cosigned' if given.get('cosigned') else ''}")
    parts += [say(given[key]) for key, say in _FURTHER.items() if key in given]
    return ", ".join(part for part in parts if part)


def came_to(found: Outcome) -> str:
    """This function will say what a case comes to. Source: its decision."""
    if found.outcome == "bill":
        return f"billed, {found.words}"
    ways = {"hold": "held", "wait": "waits", "none": "nothing is charged", "included": "inside the day"}
    return f"{ways.get(found.outcome, found.outcome)}: {found.words}"


def _many(count: Any, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


_FURTHER: dict[str, Callable[[Any], str]] = {
    "authorized": lambda yes: "authorized" if yes else "",
    "session_minutes": lambda count: f"the session ran {_many(count, 'minute')}",
    "used_day": lambda count: f"{_many(count, 'unit')} charged before that day",
    "used_week": lambda count: f"{_many(count, 'unit')} charged before that week",
    "used_year": lambda count: f"{_many(count, 'unit')} charged before that year",
    "signed_after_hours": lambda count: f"signed {_many(count, 'hour')} after",
    "days_since": lambda count: f"claimed {_many(count, 'day')} later",
    "week_minutes": lambda count: f"{_many(count, 'minute')} present in the week",
    "goals": lambda count: "a goal in the note" if count else "no goal in the note",
    "same_day": lambda codes: f"beside {' and '.join(each['code'] for each in codes)} of the same day" if codes else "",
}
