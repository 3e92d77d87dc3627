"""A signed note as its printed page: only this client, only what was frozen, and what was added since."""

from datetime import date, datetime
from typing import Any

from circlechart.base.formats.paper.note import AddendumLine, Page, Part, Section, SignatureLine
from circlechart.base.kit import walltime
from circlechart.care.notes.facts import PARTICIPATION
from circlechart.care.notes.models import SignedNote

HEADINGS = {"group_note": "Group therapy note", "no_show_note": "No-show note"}
LABELS = (("response", "Response"), ("progress", "Progress"), ("plan", "Plan"), ("free_text", "Additional note"))


def printable(note: SignedNote) -> Page:
    """This function will lay a signed note out for printing, from its frozen content alone."""
    content = note.content
    header = content["header"]
    role = content.get("part", {}).get("role", "")
    heading = HEADINGS.get(note.kind) or f"{role}’s own part"
    who = content.get("client", {}).get("name", "") or "Staff"
    return Page(
        title=heading,
        heading=heading,
        organization=f"{header['facility']}",
        footer=f"{who}, {_day(header['service_on'])}. Confidential health record.",
        facts=facts(content),
        sections=tuple(_sections(content)),
        signatures=tuple(
            SignatureLine(
                _who(signature.staff_name, signature.credentials),
                role if role and signature.meaning == "co_facilitator" else signature.get_meaning_display(),
                _moment(signature.signed_at, header["time_zone"]),
                signature.content_hash,
            )
            for signature in note.signatures.all()
        ),
        addenda=tuple(
            AddendumLine(
                _who(addendum.staff_name, addendum.credentials),
                _moment(addendum.signed_at, header["time_zone"]),
                addendum.reason,
                addendum.text,
            )
            for addendum in note.addenda.all()
        ),
    )


def facts(content: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """This function will list what stands at the head of a signed note: who, when, where, with whom."""
    header, client, attendance = content["header"], content.get("client"), content.get("attendance")
    found: list[tuple[str, str]] = []
    if client:
        found += [("Client", client["name"]), ("Chart number", client["chart_number"])]
        found += [("Born", _day(client["birth_on"]))]
    start, end = (datetime.fromisoformat(header[name]).strftime("%-I:%M %p") for name in ("starts_at", "ends_at"))
    found += [("Group", header["group"]), ("Service date", _day(header["service_on"]))]
    found += [("Session", f"{start}–{end} ({header['time_zone']})")]
    if attendance and content["kind"] == "group_note":
        found += [
            ("This client", f"{attendance['minutes']} minutes"),
            ("Present", f"{header['number_present']} clients"),
        ]
    staff = "; ".join(f"{_who(each['name'], each['credentials'])} ({each['role']})" for each in header["staff"])
    return (*found, ("Staff", staff))


def _sections(content: dict[str, Any]) -> list[Section]:
    if part := content.get("part"):
        return [Section("What I did", (Part("", part["interventions"]),))]
    sections: list[Section] = []
    if statement := content.get("statement"):
        sections.append(Section("Attendance", (Part("", statement),)))
    elif content["attendance"]["intervals"]:
        lines = [
            f"{'Present' if kind == 'present' else 'Out'} {start}–{end}{f' ({reason})' if reason else ''}"
            for kind, start, end, reason in content["attendance"]["intervals"]
        ]
        sections.append(Section("Attendance", (Part("", "\n".join(lines)),)))
    if narrative := content.get("narrative"):
        parts = [Part("Topic", narrative["topic"]), Part("Interventions", narrative["interventions"])]
        parts.append(Part("", narrative["content"]))
        sections.append(Section("The group", tuple(part for part in parts if part.text.strip())))
    if entry := content.get("entry"):
        sections.append(Section("This client", tuple(_entry_parts(entry))))
    return sections


def _entry_parts(entry: dict[str, Any]) -> list[Part]:
    parts: list[Part] = []
    if goals := entry.get("goals"):
        parts.append(Part("Goals worked on", "\n".join(f"{number} {text}" for number, text in goals)))
    if level := entry.get("participation"):
        parts.append(Part("Participation", f"{PARTICIPATION[level]} ({level} of 4)"))
    return parts + [Part(label, entry[name]) for name, label in LABELS if entry.get(name, "").strip()]


def _who(name: str, credentials: str) -> str:
    return f"{name}, {credentials}" if credentials else name


def _day(iso: str) -> str:
    return date.fromisoformat(iso).strftime("%m/%d/%Y")


def _moment(at: datetime, zone: str) -> str:
    return walltime.local(at, zone).strftime("%m/%d/%Y %-I:%M %p %Z")
