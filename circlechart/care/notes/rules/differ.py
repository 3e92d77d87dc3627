"""What differs between a note as it was read and as it would be signed now."""

from collections.abc import Mapping
from typing import Any

from circlechart.care.notes.rules.freeze import fingerprint

SHORT = 12  # hex digits; enough to see that two texts differ
PARTS = {
    "narrative.topic": "The topic",
    "narrative.interventions": "The interventions",
    "narrative.content": "The group narrative",
    "entry.participation": "The participation",
    "entry.goals": "The goals",
    "entry.response": "The response",
    "entry.progress": "The progress",
    "entry.plan": "The plan",
    "entry.free_text": "The additional note",
}
STATUS = {
    "present": "present",
    "late": "late",
    "left_early": "left early",
    "partial": "present in part",
    "no_show": "no-show",
    "removed": "removed",
}


def seen(content: dict[str, Any]) -> dict[str, str]:
    """This function will note, for a content that is shown, what it takes to say later what has changed since."""
    header, attendance = content["header"], content["attendance"]
    facts = {
        "attendance": _attendance(attendance),
        "times": f"{header['starts_at'][11:16]}–{header['ends_at'][11:16]}",
        "kind": content["kind"],
        "present": str(header.get("number_present", "")),
        "staff": fingerprint({"staff": header["staff"]})[:SHORT],
    }
    for path in PARTS:
        section, name = path.split(".")
        facts[path] = fingerprint({"value": content.get(section, {}).get(name)})[:SHORT]
    return facts


def differences(before: Mapping[str, str], content: dict[str, Any]) -> tuple[str, ...]:
    """This function will say in sentences how a content differs from what was seen of it. Empty when: it cannot tell."""
    now = seen(content)
    found: list[str] = []
    for name, words in (("attendance", "Attendance was"), ("times", "The session was")):
        if name in before and before[name] != now[name]:
            found.append(f"{words} “{before[name]}” when you read it and is “{now[name]}” now.")
    if before.get("kind", now["kind"]) != now["kind"]:
        return tuple(found)  # another kind of note; its other parts were never there
    if "present" in before and before["present"] != now["present"]:
        found.append(f"{before['present']} clients were present when you read it, {now['present']} are now.")
    if "staff" in before and before["staff"] != now["staff"]:
        found.append("The staff of the session changed.")
    changed = [words for path, words in PARTS.items() if path in before and before[path] != now[path]]
    return (*found, *(f"{words} changed." for words in changed))


def _attendance(attendance: dict[str, Any]) -> str:
    status = STATUS.get(attendance["status"], attendance["status"].replace("_", " "))
    return f"{status}, {attendance['minutes']} minutes" if attendance["minutes"] else status
