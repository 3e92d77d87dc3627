"""The scenario: one group, eight clients, one no-show, two payers, a co-facilitator, through the same actions as a person's."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from circlechart.base.access.facts import Actor
from circlechart.base.access.queries import actor_of
from circlechart.base.kit import walltime
from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance import queries as boards
from circlechart.care.attendance.actions import Mark
from circlechart.care.attendance.facts import RowFacts
from circlechart.care.notes import actions as notes
from circlechart.care.notes import queries as note_queries
from circlechart.care.notes.actions import Edit
from circlechart.care.notes.models import Signature, SignedNote
from circlechart.care.sessions.models import Session
from circlechart.money.charges.models import Charge
from circlechart.money.claims import queries as claims
from circlechart.web.demo import content
from circlechart.web.demo.acts import counted
from circlechart.web.demo.content import PastEntry
from circlechart.web.demo.people import Cast
from circlechart.web.pull import catch_up


def play(session: Session, cast: Cast, now: datetime) -> dict[str, Any]:
    """This function will run the whole scenario and say what came out of it."""
    story = content.scenario()
    lead = actor_of(cast.staff["anneke"].id, now)
    co = actor_of(cast.staff["devon"].id, now)
    attendance.open_session(session_id=session.id, by=lead, now=now)
    _attend(session, story.entries, cast, lead, now)
    _write(session, story, cast, lead, co, now)
    session.refresh_from_db()
    assert session.span is not None
    ended = max(now, session.span.upper) + timedelta(minutes=1)
    attendance.close_session(session_id=session.id, by=lead, now=ended)
    for person in (co, lead):
        _sign(session, person, ended)
    catch_up(session.id, by=lead, now=ended)
    return outcome(session.id, ended)


def _attend(session: Session, entries: tuple[PastEntry, ...], cast: Cast, by: Actor, now: datetime) -> None:
    """The exceptions first, then everybody else with one press."""
    session.refresh_from_db()
    rows = _rows(session.id, now)
    for entry in entries:
        mark = _mark(entry, session)
        if mark is not None:
            row = rows[cast.clients[entry.client].id]
            attendance.mark(attendance_id=row.attendance_id, given=mark, base_rev=row.rev, idem=uuid4(), by=by, now=now)
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=by, now=now)


def _mark(entry: PastEntry, session: Session) -> Mark | None:
    """The scenario's times are minutes into the group, so that it runs at any hour; a time says late or left early."""
    if entry.absent:
        return Mark(entry.absent)
    if entry.arrived:
        return Mark(arrived_at=_minutes_in(entry.arrived, session))
    return Mark(left_at=_minutes_in(entry.left, session)) if entry.left else None


def _minutes_in(wall: str, session: Session) -> datetime:
    assert session.started_at is not None
    return session.started_at + timedelta(minutes=time.fromisoformat(wall).minute)


def _write(session: Session, story: content.Scenario, cast: Cast, lead: Actor, co: Actor, now: datetime) -> None:
    texts = {"topic": story.topic, "interventions": story.interventions, "content": story.narrative}
    notes.save_narrative(session_id=session.id, edit=Edit(texts, 0, uuid4()), by=lead, now=now)
    part = Edit({"interventions": story.co_part}, 0, uuid4())
    notes.save_part(session_id=session.id, edit=part, by=co, now=now)
    shown = note_queries.page(note_queries.load(_whole(session.id), now), lead, now)
    proposed = {row.marks.client_id: [str(goal) for goal in row.chosen] for row in shown["rows"]}
    rows = _rows(session.id, now)
    for entry in story.entries:
        if entry.absent:
            continue
        client_id = cast.clients[entry.client].id
        fields = {
            "participation": entry.participation, "response": entry.response, "progress": entry.progress,
            "plan": entry.plan, "free_text": "", "goals": proposed[client_id],
        }  # fmt: skip
        edit = Edit(fields, 0, uuid4())
        notes.save_entry(attendance_id=rows[client_id].attendance_id, edit=edit, by=lead, now=now)


def _sign(session: Session, by: Actor, now: datetime) -> None:
    desk = note_queries.signing_desk(note_queries.load(_whole(session.id), now), by.staff_id)
    read = {draft.attendance_id: draft.content_hash for draft in desk.drafts}
    if desk.part is not None:
        read[session.id] = desk.part.content_hash
    notes.sign(session_id=session.id, read=read, by=by, now=now)


def _whole(session_id: UUID) -> Session:
    return Session.objects.select_related("group", "facility", "room", "curriculum_item").get(pk=session_id)


def _rows(session_id: UUID, now: datetime) -> dict[UUID, RowFacts]:
    return {row.client_id: row for row in boards.board(session_id, now).rows}


def outcome(session_id: UUID, now: datetime) -> dict[str, Any]:
    """This function will say what came of a session: minutes, notes, signatures, charges, claims, holds, acts."""
    session = _whole(session_id)
    did = counted(session)
    rows = boards.board(session_id, now).rows
    charges = Charge.objects.filter(session_id=session_id, current=True).select_related("attendance")
    return {
        "group": session.group.name,
        "status": session.status,
        "started": walltime.local(session.started_at, session.time_zone).isoformat() if session.started_at else None,
        "minutes": {row.name: row.minutes for row in rows},
        "attendance": {row.name: row.status for row in rows},
        "notes": {
            kind: SignedNote.objects.filter(session_id=session_id, kind=kind).count()
            for kind in ("group_note", "no_show_note", "staff_part")
        },
        "signatures": [
            {"by": each.staff_name, "as": each.meaning, "hash": each.content_hash}
            for each in Signature.objects.filter(signed_note__session_id=session_id).order_by("signed_at", "id")
        ],
        "charges": [
            {"client": each.attendance.client_name, "code": each.code_words, "units": each.units, "amount": str(each.amount)}
            for each in charges.filter(status="ready").order_by("attendance__client_name")
        ],
        "holds": [
            {"client": each.attendance.client_name, "rule": each.hold_rule, "because": each.hold_sentence}
            for each in charges.exclude(status="ready").order_by("attendance__client_name")
        ],
        "claims": [
            {
                "number": claim.number, "client": claim.client.display_name, "payer": claim.coverage.plan.payer.name,
                "rendering": claim.rendering.display_name if claim.rendering else "", "status": claim.status, "amount": str(claim.amount),
                "lines": [f"{line.code_words} x{line.units}" for line in claim.lines.all()],
                "findings": claim.findings,
            }
            for claim in claims.of_session(session_id)
        ],
        "actions": {"count": len(did.acts), "list": list(did.acts), "texts": len(did.texts)},
    }  # fmt: skip
