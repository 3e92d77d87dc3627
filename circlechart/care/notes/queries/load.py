"""Everything about the notes of one session, read once in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects

from circlechart.base.kit import walltime
from circlechart.base.people.models import Client, Contact, Credential
from circlechart.care.attendance import queries as attendance
from circlechart.care.attendance.facts import Board, RowFacts
from circlechart.care.notes import rules
from circlechart.care.notes.facts import (
    ENTRY_TEXTS,
    EntryText,
    NarrativeText,
    NoteFacts,
    NoteHeader,
    PersonName,
    StaffLine,
)
from circlechart.care.notes.models import Entry, Narrative, Signature, SignedNote, StaffPart
from circlechart.care.plans.models import Goal
from circlechart.care.sessions.models import Session, SessionStaff


@dataclass(frozen=True, slots=True)
class EntryState:
    """One client's layer as it stands, and who signs it."""

    rev: int = 0
    text: EntryText = field(default_factory=EntryText)
    goal_ids: tuple[UUID, ...] = ()
    responsible_id: UUID | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """The cell as the page's script knows it."""
        texts = {name: getattr(self.text, name) for name in ENTRY_TEXTS}
        goals = sorted(str(goal) for goal in self.goal_ids)
        return {**texts, "participation": self.text.participation, "goals": goals}


@dataclass(frozen=True, slots=True)
class StaffState:
    """Somebody who works in the session, and their own part."""

    session_staff_id: UUID
    line: StaffLine
    role: str
    part_rev: int = 0
    interventions: str = ""
    signed_note_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SignedState:
    """A signed note of this session: who signed it, when, as what."""

    signed_note_id: UUID
    kind: str
    signed_at: datetime
    signed_by: str
    attendance_rev: int | None
    cosigned: bool


@dataclass(frozen=True, slots=True)
class SessionNotes:
    """A session with its board, narrative, entries, staff and signed notes."""

    session: Session
    board: Board
    narrative: NarrativeText
    narrative_rev: int
    entries: dict[UUID, EntryState]
    goals: dict[UUID, tuple[Goal, ...]]
    clients: dict[UUID, Client]
    staff: tuple[StaffState, ...]
    signed: dict[UUID, SignedState]
    relatives: dict[UUID, tuple[PersonName, ...]] = field(default_factory=dict)

    @property
    def header(self) -> NoteHeader:
        """The facts that every note of this session carries."""
        session = self.session
        zone = session.time_zone
        return NoteHeader(
            group=session.group.name,
            facility=session.facility.name,
            service_on=session.local_on,
            starts_at=walltime.local(session.started_at or self.board.starts_at, zone),
            ends_at=walltime.local(session.ended_at or self.board.ends_at, zone),
            time_zone=zone,
            staff=tuple(person.line for person in self.staff),
            number_present=sum(row.note_owed == "group_note" for row in self.board.rows),
        )

    @property
    def closed(self) -> bool:
        """Whether group notes are signed and none is owed any more: the narrative stands in all of them."""
        kinds = {each.kind for each in self.signed.values()}
        return Entry.Kind.GROUP_NOTE in kinds and all(
            row.attendance_id in self.signed for row in self.board.rows if row.note_owed != "none"
        )

    @property
    def lead_id(self) -> UUID | None:
        """Who signs the entries that nobody else is responsible for."""
        return next((person.line.staff_id for person in self.staff if person.role == "lead"), None)

    def mine(self, staff_id: UUID) -> StaffState | None:
        """This function will find somebody's own line. Returns None when: they do not work in this session."""
        return next((person for person in self.staff if person.line.staff_id == staff_id), None)

    def entry(self, row: RowFacts) -> EntryState:
        """This function will give a client's layer, empty when nothing was written yet."""
        return self.entries.get(row.attendance_id) or EntryState()

    def responsible_id(self, row: RowFacts) -> UUID | None:
        """This function will say who signs this client's entry."""
        return self.entry(row).responsible_id or self.lead_id

    def note_facts(self, row: RowFacts) -> NoteFacts:
        """This function will gather what decides and fills one client's note."""
        client = self.clients[row.client_id]
        return NoteFacts(
            attendance_id=row.attendance_id,
            client_id=row.client_id,
            client_name=row.name,
            chart_number=client.chart_number,
            birth_on=client.birth_on,
            status=row.status,
            minutes=row.minutes,
            intervals=row.clocked(self.session.time_zone, self.session.ended_at),
            reason=row.reason,
            note_owed=row.note_owed,
            entry=self.entry(row).text,
            running=self.session.ended_at is None,
        )

    @property
    def names(self) -> list[PersonName]:
        """The names of everybody on the roster."""
        return [each for row in self.board.rows for each in self._called(row.client_id)]

    def names_beside(self, row: RowFacts) -> list[PersonName]:
        """This function will list everybody on the roster with their relatives; this client's own are marked as such."""
        own = row.client_id
        others = [each for other in self.board.rows if other.client_id != own for each in self._called(other.client_id)]
        return rules.without_own(others, self._called(own))

    def _called(self, client_id: UUID) -> list[PersonName]:
        return [name(self.clients[client_id]), *self.relatives.get(client_id, ())]

    @property
    def twins(self) -> dict[UUID, list[str]]:
        """For each attendance, what was written for others word for word alike: compared once for the whole session."""
        alike: dict[tuple[str, ...], list[UUID]] = defaultdict(list)
        for row in self.board.rows:
            alike[rules.plain(self.entry(row).text.words)].append(row.attendance_id)
        texts = {row.attendance_id: self.entry(row).text.words for row in self.board.rows}
        return {each: [texts[other] for other in group if other != each] for group in alike.values() for each in group}


def name(client: Client) -> PersonName:
    """This function will list the names by which a client might be mentioned."""
    firsts = tuple(dict.fromkeys(part for part in (client.legal_first_name, client.chosen_name) if part))
    return PersonName(client.id, firsts, client.legal_last_name)


def load(session: Session, now: datetime) -> SessionNotes:
    """This function will read a session's notes; the number of queries does not depend on the number of clients."""
    prefetch_related_objects([session], with_staff())
    board = attendance.board(session.id, now)
    clients = Client.objects.in_bulk([row.client_id for row in board.rows])
    narrative = Narrative.objects.filter(session=session).first()
    owed = {row.attendance_id: row.note_owed for row in board.rows}
    return SessionNotes(
        session=session,
        board=board,
        narrative=_narrative(narrative),
        narrative_rev=narrative.rev if narrative else 0,
        entries=_entries(session),
        goals=_goals(clients, session.local_on),
        clients=clients,
        staff=_staff(session),
        signed=_signed(session, owed),
        relatives=_relatives(clients),
    )


def with_staff() -> "Prefetch[Any, Any, Any]":
    """This function will say how a session is read with those who work in it, once for all that ask about them."""
    return Prefetch("staff", SessionStaff.objects.select_related("staff"))


def credentials_of(staff_ids: Iterable[UUID], on: date) -> dict[UUID, list[Credential]]:
    """This function will list the credentials that are valid on a day, highest level first."""
    found: dict[UUID, list[Credential]] = defaultdict(list)
    for credential in Credential.objects.filter(staff_id__in=list(staff_ids), valid__contains=on).order_by("kind"):
        found[credential.staff_id].append(credential)
    return found


def _relatives(clients: Iterable[UUID]) -> dict[UUID, tuple[PersonName, ...]]:
    """The people on file of each client, by their names."""
    found: dict[UUID, list[PersonName]] = defaultdict(list)
    for contact in Contact.objects.filter(client_id__in=list(clients)).order_by("name"):
        first, *more = contact.name.split() or [""]
        person = PersonName(contact.client_id, (first,), more[-1] if more else "", relative_of=str(contact.client_id))
        found[contact.client_id].append(person)
    return {client_id: tuple(people) for client_id, people in found.items()}


def _narrative(narrative: Narrative | None) -> NarrativeText:
    if narrative is None:
        return NarrativeText()
    return NarrativeText(narrative.topic, narrative.interventions, narrative.content)


def _entries(session: Session) -> dict[UUID, EntryState]:
    entries = Entry.objects.filter(attendance__session=session).prefetch_related("goals")
    return {entry.attendance_id: _entry_state(entry) for entry in entries}


def _entry_state(entry: Entry) -> EntryState:
    goals = sorted(entry.goals.all(), key=lambda goal: goal.number)
    text = EntryText(
        participation=entry.participation,
        response=entry.response,
        progress=entry.progress,
        plan=entry.plan,
        free_text=entry.free_text,
        goals=tuple((goal.number, goal.text) for goal in goals),
    )
    return EntryState(entry.rev, text, tuple(goal.id for goal in goals), entry.responsible_id)


def _goals(clients: Iterable[UUID], on: date) -> dict[UUID, tuple[Goal, ...]]:
    found: dict[UUID, list[Goal]] = defaultdict(list)
    for goal in Goal.objects.filter(client_id__in=list(clients), effective__contains=on).order_by("number"):
        found[goal.client_id].append(goal)
    return {client_id: tuple(goals) for client_id, goals in found.items()}


def _staff(session: Session) -> tuple[StaffState, ...]:
    roles = list(session.staff.all())
    parts = {part.session_staff_id: part for part in StaffPart.objects.filter(session_staff__session=session)}
    signed = dict(
        SignedNote.objects.filter(session=session, session_staff__isnull=False).values_list("session_staff_id", "id")
    )
    credentials = credentials_of((role.staff_id for role in roles), session.local_on)
    order = [value for value, _ in SessionStaff._meta.get_field("role").flatchoices]
    roles.sort(key=lambda role: (order.index(role.role), role.staff.display_name))
    return tuple(
        StaffState(
            session_staff_id=role.id,
            line=StaffLine(
                role.staff_id,
                role.staff.display_name,
                ", ".join(each.kind for each in credentials[role.staff_id]),
                role.get_role_display(),
            ),
            role=role.role,
            part_rev=parts[role.id].rev if role.id in parts else 0,
            interventions=parts[role.id].interventions if role.id in parts else "",
            signed_note_id=signed.get(role.id),
        )
        for role in roles
    )


def _signed(session: Session, owed: dict[UUID, str]) -> dict[UUID, SignedState]:
    """The signed notes that answer what is owed now: after a correction, an earlier one may be of another kind."""
    notes = SignedNote.objects.filter(session=session, attendance__isnull=False)
    states: dict[UUID, SignedState] = {}
    signatures = defaultdict(list)
    for signature in Signature.objects.filter(signed_note__session=session):
        signatures[signature.signed_note_id].append(signature)
    for note in notes.defer("content"):
        attendance_id = note.attendance_id
        if attendance_id is None or owed.get(attendance_id, "") not in (note.kind, "none"):
            continue
        own = signatures[note.id]
        author = next((each.staff_name for each in own if each.meaning == Signature.Meaning.AUTHOR), "")
        states[attendance_id] = SignedState(
            signed_note_id=note.id,
            kind=note.kind,
            signed_at=note.signed_at,
            signed_by=author,
            attendance_rev=note.attendance_rev,
            cosigned=any(each.meaning == Signature.Meaning.COSIGNER for each in own),
        )
    return states
