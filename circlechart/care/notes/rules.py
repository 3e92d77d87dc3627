"""When a note may be signed, how two people's words are merged, and what is frozen. Pure functions."""

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from merge3 import Merge3

from circlechart.care.notes.facts import (
    Blocker,
    EntryText,
    NarrativeText,
    NoteFacts,
    NoteHeader,
    PersonName,
)

SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?]+[\"”’)]*\s*|\n+|$)")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# First and last names that are ordinary English words: a lone mention warns, it does not block (care.md U7).
ORDINARY_WORDS = frozenset(
    [
        "will",
        "may",
        "hope",
        "grace",
        "mark",
        "april",
        "june",
        "faith",
        "joy",
        "art",
        "rose",
        "lily",
        "dawn",
        "summer",
        "rich",
        "bill",
        "sue",
        "pat",
        "drew",
        "chase",
        "hunter",
        "grant",
        "max",
        "ray",
        "frank",
        "jean",
        "rob",
        "long",
        "young",
        "small",
        "short",
        "brown",
        "green",
        "black",
        "white",
        "gray",
        "grey",
        "king",
        "price",
        "love",
        "bell",
        "wood",
        "woods",
        "stone",
        "rivers",
        "banks",
        "field",
        "fields",
        "day",
        "knight",
        "wise",
        "best",
        "good",
        "strong",
        "sharp",
        "swift",
        "case",
        "page",
        "rice",
    ]
)
COSIGN_LEVELS = frozenset({"associate"})


def sentences(text: str) -> list[str]:
    """This function will split prose into sentences and line ends, losing no character."""
    return [piece for piece in SENTENCE.findall(text) if piece]


def merge(base: str, mine: str, theirs: str) -> tuple[str, bool]:
    """This function will merge two edits of one text by sentence; where both changed the same place both are kept.

    Returns the merged text and whether there was such a place.
    """
    if mine == theirs or theirs == base:
        return mine, False
    if mine == base:
        return theirs, False
    pieces: list[str] = []
    clashed = False
    for group in Merge3(sentences(base), sentences(theirs), sentences(mine)).merge_groups():
        if group[0] != "conflict":
            pieces.extend(group[1])
            continue
        _, _, their_lines, my_lines = group
        kept, added = "".join(their_lines), "".join(my_lines)
        if added.strip() in kept:
            pieces.append(kept)
        elif kept.strip() in added:
            pieces.append(added)
        else:
            clashed = True
            pieces.append(kept if kept.endswith(("\n", " ")) else f"{kept} ")
            pieces.append(added)
    return "".join(pieces), clashed


def merge_fields(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """This function will merge a cell field by field: texts by sentence, sets by what each side added or removed.

    A single choice that both changed stays as the other person left it, and counts as a clash.
    """
    merged: dict[str, Any] = {}
    clashed = False
    for name, my_value in mine.items():
        base_value, their_value = base.get(name), theirs.get(name)
        if my_value in (their_value, base_value):
            merged[name] = their_value
        elif their_value == base_value:
            merged[name] = my_value
        elif isinstance(my_value, str):
            merged[name], both = merge(str(base_value or ""), my_value, str(their_value or ""))
            clashed = clashed or both
        elif isinstance(my_value, list):
            old, ours, others = set(base_value or []), set(my_value), set(their_value or [])
            merged[name] = sorted((others | (ours - old)) - (old - ours))
        else:
            merged[name] = their_value
            clashed = True
    return merged, clashed


def names_in(text: str, others: Iterable[PersonName]) -> list[Blocker]:
    """This function will find mentions of other group members: a full or uncommon name blocks, a common word warns.

    Source: 42 CFR 2.13(a) (disclose no more than necessary); design I6.
    """
    words = {word.casefold(): word for word in WORD.findall(text)}
    stems = {re.sub(r"['’]s$", "", key): word for key, word in words.items()}
    folded = " ".join(re.sub(r"['’]s$", "", word.casefold()) for word in WORD.findall(text))
    found: list[Blocker] = []
    for person in others:
        last = person.last_name.casefold()
        full = next(
            (f"{first} {last}" for first in map(str.casefold, person.first_names) if f"{first} {last}" in folded), ""
        )
        mentioned = [name for name in (*person.first_names, person.last_name) if name.casefold() in stems]
        if full:
            found.append(
                Blocker("names-other-member", f"“{full.title()}” is a group member. Write “another group member”.")
            )
            continue
        for name in mentioned:
            written = stems[name.casefold()]
            common = name.casefold() in ORDINARY_WORDS
            if common and not written[0].isupper():
                continue
            found.append(
                Blocker(
                    "may-name-other-member" if common else "names-other-member",
                    f"“{written}” is the name of a group member. Write “another group member”"
                    + (", unless you mean the ordinary word." if common else "."),
                    blocks=not common,
                )
            )
    return found


def plain(text: str) -> tuple[str, ...]:
    """This function will give the words of a text alone: letter case, spacing and punctuation aside."""
    return tuple(word.casefold() for word in WORD.findall(text))


def same_words(first: str, second: str) -> bool:
    """This function will say whether two entries are the same text, letter case, spacing and punctuation aside."""
    return bool(plain(first)) and plain(first) == plain(second)


def blockers(
    note: NoteFacts,
    narrative: NarrativeText,
    others: Iterable[PersonName],
    other_entries: Iterable[str],
) -> tuple[Blocker, ...]:
    """This function will list what stands between a client's note and its signature.

    Source: payer documentation rules, facts 1.31, 1.100-1.102 and 1.109: own participation, response and goal for
    each member; no other member named.
    """
    if note.note_owed == "undecided":
        return (Blocker("attendance-undecided", "Mark attendance first.", field="attendance"),)
    if note.running:
        return (Blocker("session-running", "End the session first, so that the minutes are known.", field="session"),)
    if note.note_owed != "group_note":
        return tuple(names_in(note.entry.free_text, others))
    found = _missing(narrative, note.entry)
    if any(same_words(note.entry.words, words) for words in other_entries):
        found.append(
            Blocker("same-as-another-entry", "This entry is word for word another client's entry.", field="response")
        )
    shared = f"{narrative.content}\n{narrative.interventions}\n{narrative.topic}"
    return (*found, *names_in(f"{shared}\n{note.entry.words}", others))


def _missing(narrative: NarrativeText, entry: EntryText) -> list[Blocker]:
    """What a payer wants to read in every member's note."""
    found: list[Blocker] = []
    if not narrative.content.strip():
        found.append(Blocker("narrative-missing", "The group narrative is empty.", field="content"))
    if entry.participation is None:
        found.append(Blocker("participation-missing", "Choose the participation.", field="participation"))
    if not entry.response.strip():
        found.append(Blocker("response-missing", "Write this client's response.", field="response"))
    if not entry.goals:
        found.append(Blocker("goal-missing", "Choose at least one goal that was worked on.", field="goals"))
    return found


def part_blockers(interventions: str, roster: Iterable[PersonName], *, running: bool) -> tuple[Blocker, ...]:
    """This function will list what stands between a co-worker's own part and its signature.

    Source: payer documentation rules, facts 1.100: each provider's own intervention is on the record.
    """
    if running:
        return (Blocker("session-running", "End the session first, so that the minutes are known.", field="session"),)
    if not interventions.strip():
        return (Blocker("part-missing", "Write what you did in this session.", field="interventions"),)
    return tuple(names_in(interventions, roster))


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


def needs_cosign(credential_levels: Iterable[str]) -> bool:
    """This function will say whether a note by somebody with these valid credential levels needs a cosign.

    Source: facts 7.16 (unverified default): whoever holds only an associate or trainee credential.
    """
    levels = set(credential_levels)
    return bool(levels) and levels <= COSIGN_LEVELS


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
