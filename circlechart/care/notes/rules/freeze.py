"""What a signature stands under, and its hash."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from circlechart.care.notes.facts import EntryText, NarrativeText, NoteFacts, NoteHeader


def minutes_between(start: datetime, end: datetime) -> int:
    """This function will count elapsed minutes, true across a daylight-saving change. Units: minutes."""
    return int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() // 60)


def freeze(header: NoteHeader, narrative: NarrativeText, note: NoteFacts) -> dict[str, Any]:
    """This function will make the content that a signature stands under: this client's facts and words, no one else's.

    Shape: header, client, attendance, narrative, entry; JSON values only.
    """
    frozen: dict[str, Any] = {"kind": note.note_owed, "header": _header(header), **_client(note)}
    if note.note_owed == "group_note":
        frozen["narrative"] = {name: getattr(narrative, name) for name in ("topic", "interventions", "content")}
        frozen["entry"] = _entry(note.entry)
        return frozen
    del frozen["header"]["number_present"]  # who else came says nothing about somebody who did not
    frozen["statement"] = no_show_statement(header, note)
    if note.entry.free_text.strip():
        frozen["entry"] = {"free_text": note.entry.free_text}
    return frozen


def no_show_statement(header: NoteHeader, note: NoteFacts) -> str:
    """This function will say in one sentence that the client was expected and did not come; it is no encounter."""
    reason = f" Reason given: {note.reason}." if note.reason.strip() else ""
    return (
        f"{note.client_name} was expected at {header.group} on {header.service_on:%B} {header.service_on.day}, "
        f"{header.service_on.year} and did not attend. No service was provided.{reason}"
    )


def freeze_part(header: NoteHeader, staff_id: str, role: str, minutes: int, interventions: str) -> dict[str, Any]:
    """This function will make the content of a co-worker's own part; it names no client."""
    return {
        "kind": "staff_part",
        "header": _header(header),
        "part": {"staff_id": staff_id, "role": role, "minutes": minutes, "interventions": interventions},
    }


def fingerprint(content: dict[str, Any]) -> str:
    """This function will hash frozen content: SHA-256 over its canonical JSON, as 64 hex digits."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _client(note: NoteFacts) -> dict[str, Any]:
    return {
        "client": {
            "id": str(note.client_id),
            "name": note.client_name,
            "chart_number": note.chart_number,
            "birth_on": note.birth_on.isoformat(),
        },
        "attendance": {
            "status": note.status,
            "minutes": note.minutes,
            "intervals": [list(interval) for interval in note.intervals],
            "reason": note.reason,
        },
    }


def _header(header: NoteHeader) -> dict[str, Any]:
    return {
        "group": header.group,
        "facility": header.facility,
        "service_on": header.service_on.isoformat(),
        "starts_at": header.starts_at.isoformat(),
        "ends_at": header.ends_at.isoformat(),
        "time_zone": header.time_zone,
        "number_present": header.number_present,
        "staff": [{"name": line.name, "credentials": line.credentials, "role": line.role} for line in header.staff],
    }


def _entry(entry: EntryText) -> dict[str, Any]:
    return {
        "participation": entry.participation,
        "response": entry.response,
        "progress": entry.progress,
        "plan": entry.plan,
        "free_text": entry.free_text,
        "goals": [list(goal) for goal in entry.goals],
    }
