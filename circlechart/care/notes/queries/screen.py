"""The session screen as typed rows, and its state as JSON for pages that are already open."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.kit import walltime
from circlechart.base.people.models import Client
from circlechart.care.attendance.facts import RowFacts
from circlechart.care.notes import rules
from circlechart.care.notes.facts import PARTICIPATION, Blocker, SigningDesk
from circlechart.care.notes.models import Entry
from circlechart.care.notes.queries.desk import OWED, signing_desk
from circlechart.care.notes.queries.load import EntryState, SessionNotes, SignedState
from circlechart.care.plans.models import Goal
from circlechart.care.sessions import queries as sessions
from circlechart.care.sessions.models import Session


@dataclass(frozen=True, slots=True)
class Row:
    """One client's row on the screen."""

    marks: RowFacts
    client: Client
    entry: EntryState
    goals: tuple[tuple[UUID, str], ...]
    chosen: tuple[UUID, ...]
    signed: SignedState | None
    blockers: tuple[Blocker, ...]
    readonly: bool

    @property
    def ids(self) -> dict[str, str]:
        """Element ids of this row's controls."""
        names = ("goals", "participation", "response", "progress", "plan", "free_text")
        return {name: f"{name}-{self.marks.attendance_id}" for name in names}

    @property
    def owed(self) -> str:
        """Which note this row owes, as the page's `data-owed`."""
        return self.marks.note_owed


def page(notes: SessionNotes, by: Actor, now: datetime) -> dict[str, Any]:
    """This function will prepare everything that the session's template shows."""
    session = notes.session
    may_write = decide.may(by, Permission.WRITE_NOTE, session, on=now)
    desk = signing_desk(notes, by.staff_id)
    mine = notes.mine(by.staff_id)
    return {
        "session": session,
        "board": notes.board,
        "rows": _rows(notes, desk, may_write.allowed),
        "expected": [] if session.roster_frozen_at else _expected(session),
        "narrative": _opening(notes),
        "narrative_rev": notes.narrative_rev,
        "narrative_warnings": rules.names_in(_narrative_words(notes), notes.names),
        "staff": notes.staff,
        "mine": mine if mine is not None and mine.role not in ("lead", "observer") else None,
        "others": [person for person in notes.staff if person is not mine and person.role not in ("lead", "observer")],
        "desk": desk,
        "waiting": len(desk.drafts) + bool(desk.part),
        "sign_kind": "primary" if session.ended_at and (desk.drafts or desk.part) else "",
        "readonly": not may_write.allowed or notes.closed,
        "looks": not may_write.allowed,
        "closed": notes.closed,
        "any_signed": bool(notes.signed) or any(person.signed_note_id for person in notes.staff),
        "may_mark": decide.may(by, Permission.MARK_ATTENDANCE, session, on=now),
        "may_run": decide.may(by, Permission.RUN_SESSION, session, on=now),
        "may_sign": decide.may(by, Permission.SIGN_NOTE, session, on=now),
        "participation": [(value, f"{value} {label}") for value, label in PARTICIPATION.items()],
        "times": _times(notes),
        "digest": _state(notes, by, desk)["digest"],
    }


def state(notes: SessionNotes, by: Actor) -> dict[str, Any]:
    """This function will describe the session for a page that is open, with a digest that changes when anything does."""
    return _state(notes, by, signing_desk(notes, by.staff_id))


def _state(notes: SessionNotes, by: Actor, desk: SigningDesk) -> dict[str, Any]:
    mine = notes.mine(by.staff_id)
    zone = notes.session.time_zone
    blockers = {each.attendance_id: each.blockers for each in desk.drafts}
    current: dict[str, Any] = {
        "session": {"status": notes.session.status, "rev": notes.session.rev, **_times(notes)},
        "narrative": {
            "rev": notes.narrative_rev,
            "fields": {name: getattr(notes.narrative, name) for name in ("topic", "interventions", "content")},
            "warnings": [_blocker_json(each) for each in rules.names_in(_narrative_words(notes), notes.names)],
            "closed": notes.closed,
        },
        "part": {"rev": mine.part_rev, "fields": {"interventions": mine.interventions}} if mine else None,
        "parts_signed": [str(person.session_staff_id) for person in notes.staff if person.signed_note_id],
        "rows": {
            str(row.attendance_id): {
                "marks": row.as_json(zone),
                "owed": row.note_owed,
                "entry": {"rev": notes.entry(row).rev, "fields": notes.entry(row).fields},
                "signed": _signed_json(notes.signed.get(row.attendance_id), zone),
                "blockers": [_blocker_json(each) for each in blockers.get(row.attendance_id, ())],
            }
            for row in notes.board.rows
        },
        "desk": {"ready": desk.ready, "waiting": len(desk.drafts) + bool(desk.part)},
    }
    canonical = json.dumps(current, sort_keys=True, default=str)
    return {"digest": hashlib.sha256(canonical.encode()).hexdigest()[:16], **current}


def last_goals(notes: SessionNotes) -> dict[UUID, tuple[UUID, ...]]:
    """This function will find which goals each client worked on when last in this group."""
    latest = (
        Entry.objects.filter(
            attendance__client_id__in=[row.client_id for row in notes.board.rows],
            attendance__session__group_id=notes.session.group_id,
            attendance__session__local_on__lt=notes.session.local_on,
            goals__isnull=False,
        )
        .order_by("attendance__client_id", "-attendance__session__local_on")
        .distinct("attendance__client_id")
        .values_list("attendance__client_id", "id")
    )
    by_entry = {entry_id: client_id for client_id, entry_id in latest}
    found: dict[UUID, list[UUID]] = {}
    for entry_id, goal_id in Entry.goals.through.objects.filter(entry_id__in=by_entry).values_list(
        "entry_id", "goal_id"
    ):
        found.setdefault(by_entry[entry_id], []).append(goal_id)
    return {client_id: tuple(goals) for client_id, goals in found.items()}


def _rows(notes: SessionNotes, desk: SigningDesk, may_write: bool) -> list[Row]:
    blockers = {each.attendance_id: each.blockers for each in desk.drafts}
    earlier = last_goals(notes) if any(not notes.entry(row).rev for row in notes.board.rows) else {}
    rows = []
    for facts in notes.board.rows:
        goals = notes.goals.get(facts.client_id, ())
        entry = notes.entry(facts)
        rows.append(
            Row(
                marks=facts,
                client=notes.clients[facts.client_id],
                entry=entry,
                goals=tuple((goal.id, goal.text) for goal in goals),
                chosen=entry.goal_ids if entry.rev else _proposed(goals, earlier.get(facts.client_id, ())),
                signed=notes.signed.get(facts.attendance_id),
                blockers=blockers.get(facts.attendance_id, ()),
                readonly=not may_write or facts.attendance_id in notes.signed,
            )
        )
    return rows


def _proposed(goals: tuple[Goal, ...], earlier: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """The goals worked on last time that are still in force, else the first of the plan; saved only with the entry."""
    current = {goal.id for goal in goals}
    return tuple(goal for goal in earlier if goal in current) or tuple(goal.id for goal in goals[:1])


def _expected(session: Session) -> list[Client]:
    expected = [each.client_id for each in sessions.expected_roster(session)]
    clients = Client.objects.in_bulk(expected)
    return sorted(clients.values(), key=lambda client: client.display_name.casefold())


def _opening(notes: SessionNotes) -> dict[str, str]:
    """The narrative as saved, or the curriculum's topic to start from."""
    text, item = notes.narrative, notes.session.curriculum_item
    if notes.narrative_rev or item is None:
        return {"topic": text.topic, "interventions": text.interventions, "content": text.content}
    return {"topic": item.title, "interventions": item.interventions, "content": ""}


def _narrative_words(notes: SessionNotes) -> str:
    return "\n".join((notes.narrative.topic, notes.narrative.interventions, notes.narrative.content))


def _times(notes: SessionNotes) -> dict[str, Any]:
    board, zone = notes.board, notes.session.time_zone
    clock = {"starts": walltime.clock(board.starts_at, zone), "ends": walltime.clock(board.ends_at, zone)}
    real = (("started", notes.session.started_at), ("ended", notes.session.ended_at))
    fields = {name: walltime.local(at, zone).strftime("%H:%M") if at else "" for name, at in real}
    words = {f"{name}_words": walltime.clock(at, zone) if at else "" for name, at in real}
    rows = board.rows
    counts = {
        "here": sum(row.note_owed == "group_note" for row in rows),
        "no_shows": sum(row.disposition == "no_show" for row in rows),
        "undecided": sum(row.note_owed == "undecided" for row in rows),
        "signed": len(notes.signed),
        "owed": sum(row.note_owed in OWED for row in rows),
        "all": len(rows),
    }
    return {**clock, **fields, **words, **counts}


def _signed_json(signed: SignedState | None, zone: str) -> dict[str, str] | None:
    if signed is None:
        return None
    at = walltime.clock(signed.signed_at, zone)
    return {"id": str(signed.signed_note_id), "by": signed.signed_by, "at": at}


def _blocker_json(blocker: Blocker) -> dict[str, Any]:
    where = {"field": blocker.field, "word": blocker.word, "instead": blocker.instead}
    return {"sentence": blocker.sentence, "blocks": blocker.blocks, **where}
