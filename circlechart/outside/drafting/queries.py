"""Each client's facts of a session, laid out for the entry; read once for the whole roster."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from circlechart.care.attendance.facts import RowFacts
from circlechart.care.notes import queries as notes
from circlechart.care.notes.facts import ENTRY_TEXTS, PARTICIPATION
from circlechart.care.notes.queries import SessionNotes
from circlechart.care.sessions.models import Session
from circlechart.outside.drafting import rules
from circlechart.outside.drafting.facts import Around, Checked, Observation, PlainForm, Sentence
from circlechart.outside.drafting.models import Line, Taken

OWED = "group_note"


@dataclass(frozen=True, slots=True)
class Offer:
    """One line that can be taken over: its number, kind, words, and where its controls stand on the page."""

    number: int
    label: str
    kind: str
    words: str
    id: str

    @property
    def field(self) -> str:
        """The name of the box in which the words may be changed before they are taken over."""
        return f"words-{self.number}"


@dataclass(frozen=True, slots=True)
class ClientHelp:
    """One client's row: what was noted, what is offered for which box with its hash, and what was taken over."""

    attendance_id: UUID
    name: str
    lines: tuple[Line, ...]
    form: PlainForm
    shown: str
    taken: tuple[Taken, ...]
    readonly: bool

    @property
    def key(self) -> str:
        """The end of the ids of this row's controls."""
        return str(self.attendance_id)

    @property
    def offers(self) -> list[Offer]:
        """The lines of the form, numbered as they are offered."""
        lines = [(box.label, line) for box in self.form.boxes for line in box.lines]
        return [
            Offer(number, label, line.label, line.words, f"words-{number}-{self.key}")
            for number, (label, line) in enumerate(lines)
        ]


def of_session(session: Session, now: datetime, *, may_write: bool) -> list[ClientHelp]:
    """This function will prepare the help for every client who owes a group note, in a constant number of queries."""
    loaded = notes.load(session, now)
    rows = [row for row in loaded.board.rows if row.note_owed == OWED]
    lines = _lines([row.attendance_id for row in rows])
    taken = _taken([row.attendance_id for row in rows])
    return [_help(loaded, row, lines[row.attendance_id], tuple(taken[row.attendance_id]), may_write) for row in rows]


def of_client(session: Session, attendance_id: UUID, now: datetime) -> tuple[PlainForm, str, bool]:
    """This function will lay out one client's facts: the form, its hash, and whether the note is signed."""
    loaded = notes.load(session, now)
    row = next(each for each in loaded.board.rows if each.attendance_id == attendance_id)
    form = plain(loaded, row, _lines([attendance_id])[attendance_id])
    return form, fingerprint(form), attendance_id in loaded.signed


def plain(loaded: SessionNotes, row: RowFacts, lines: Iterable[Line]) -> PlainForm:
    """This function will lay out the facts of one client of a session that was read."""
    text = loaded.entry(row).text
    entry = {name: str(getattr(text, name)) for name in ENTRY_TEXTS}
    return rules.plain_form(observations(row.client_id, lines), picks(loaded, row), entry)


def observations(client_id: UUID, lines: Iterable[Line]) -> tuple[Observation, ...]:
    """This function will turn noted lines into facts that a sentence may name."""
    return tuple(Observation(str(each.id), each.kind, each.text, str(client_id), at=each.at) for each in lines)


def picks(loaded: SessionNotes, row: RowFacts) -> tuple[Observation, ...]:
    """This function will list what was chosen for a client, not written: attendance, participation, goals."""
    client, text = str(row.client_id), loaded.entry(row).text
    found = [Observation("presence", "Presence", f"{row.minutes} minutes", client, coded=True)]
    if text.participation:
        found.append(
            Observation("participation", "Participation", PARTICIPATION[text.participation], client, coded=True)
        )
    found += [
        Observation(f"goal-{number}", f"Goal {number}", words, client, coded=True) for number, words in text.goals
    ]
    return tuple(found)


def around(loaded: SessionNotes, row: RowFacts) -> Around:
    """This function will gather what a sentence about one client is checked against beside its own sources."""
    own = loaded.clients[row.client_id]
    others = [each for each in loaded.board.rows if each.client_id != row.client_id]
    return Around(
        narrative=f"{loaded.narrative.topic}\n{loaded.narrative.interventions}\n{loaded.narrative.content}",
        own=tuple(name for name in (own.legal_first_name, own.chosen_name, own.legal_last_name) if name),
        others=tuple(loaded.names_beside(row)),
        beside=tuple(words for each in others if (words := loaded.entry(each).text.words)),
    )


def offered(form: PlainForm) -> tuple[Sentence, ...]:
    """This function will list the lines of a form as sentences, each with the one source that it is, word for word."""
    return tuple(Sentence(line.words, (line.id,), box.name) for box in form.boxes for line in box.lines)


def fingerprint(form: PlainForm) -> str:
    """This function will give the hash of what a form offers, so that nothing is taken over that was not shown."""
    shown = json.dumps([[each.text, each.box, each.evidence] for each in offered(form)], ensure_ascii=False)
    return hashlib.sha256(shown.encode()).hexdigest()


def kept(sentence: Checked) -> dict[str, object]:
    """This function will give a checked sentence as it is stored."""
    checks = [{"rule": each.rule, "passed": each.passed, "because": each.because} for each in sentence.checks]
    given = sentence.sentence
    return {"text": given.text, "box": given.box, "evidence": list(given.evidence), "checks": checks}


def _help(
    loaded: SessionNotes, row: RowFacts, lines: list[Line], taken: tuple[Taken, ...], may_write: bool
) -> ClientHelp:
    form = plain(loaded, row, lines)
    signed = row.attendance_id in loaded.signed
    return ClientHelp(
        row.attendance_id, row.name, tuple(lines), form, fingerprint(form), taken, readonly=signed or not may_write
    )


def _lines(attendances: list[UUID]) -> dict[UUID, list[Line]]:
    found: dict[UUID, list[Line]] = defaultdict(list)
    for line in Line.objects.filter(attendance__in=attendances, withdrawn_at=None).select_related("by"):
        found[line.attendance_id].append(line)
    return found


def _taken(attendances: list[UUID]) -> dict[UUID, list[Taken]]:
    found: dict[UUID, list[Taken]] = defaultdict(list)
    for each in Taken.objects.filter(draft__attendance__in=attendances).select_related("by", "draft").order_by("at"):
        found[each.draft.attendance_id].append(each)
    return found
