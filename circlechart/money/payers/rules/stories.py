"""A case in one sentence: what happened, and what it comes to. Pure functions."""

from collections.abc import Mapping
from typing import Any

from circlechart.money.payers.facts import SERVICES, levels
from circlechart.money.payers.facts.cases import Outcome

WAYS = {"in_person": "", "video": " by video", "audio": " by telephone"}
USED = {"used_day": "that day", "used_week": "that week", "used_year": "that year"}


def happened(given: Mapping[str, Any]) -> str:
    """This function will say what happened in a case. Source: its facts."""
    service = SERVICES.get(str(given.get("service")), "A session")
    if not given.get("came", True):
        return f"{service}, a client who did not come"
    parts = [
        f"{service}, a client present {_many(given.get('minutes', 0), 'minute')}{WAYS.get(given.get('modality', ''), '')}"
    ]
    parts.append(f"{_many(given.get('present', 8), 'client')} in the room")
    if given.get("members", given.get("present")) != given.get("present"):
        parts.append(f"{given['members']} of them this payer's")
    if "session_minutes" in given:
        parts.append(f"the session ran {_many(given['session_minutes'], 'minute')}")
    lead = "".join(levels([str(given.get("rendering_level"))])) or "none"
    parts.append(f"lead at level {lead}{', cosigned' if given.get('cosigned') else ''}")
    parts += [f"{_many(given[key], 'unit')} charged before {when}" for key, when in USED.items() if key in given]
    if given.get("authorized"):
        parts.append("authorized")
    if "signed_after_hours" in given:
        parts.append(f"signed {_many(given['signed_after_hours'], 'hour')} after")
    if "days_since" in given:
        parts.append(f"claimed {_many(given['days_since'], 'day')} later")
    if "goals" in given:
        parts.append("a goal in the note" if given["goals"] else "no goal in the note")
    if given.get("same_day"):
        parts.append(f"beside {' and '.join(each['code'] for each in given['same_day'])} of the same day")
    return ", ".join(parts)


def came_to(found: Outcome) -> str:
    """This function will say what a case comes to. Source: its decision."""
    if found.outcome == "bill":
        return f"billed, {found.words}"
    ways = {"hold": "held", "wait": "waits", "none": "nothing is charged", "included": "inside the day"}
    return f"{ways.get(found.outcome, found.outcome)}: {found.words}"


def _many(count: Any, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
