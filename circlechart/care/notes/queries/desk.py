"""What one person has to sign in one session."""

from uuid import UUID

from circlechart.care.attendance.facts import RowFacts
from circlechart.care.notes import rules
from circlechart.care.notes.facts import Draft, PartDraft, SigningDesk
from circlechart.care.notes.queries.load import SessionNotes, StaffState

OWED = ("group_note", "no_show_note")


def draft(notes: SessionNotes, row: RowFacts, twins: list[str]) -> Draft:
    """This function will make one client's note as it would be signed now, with what stands in the way."""
    facts = notes.note_facts(row)
    content = rules.freeze(notes.header, notes.narrative, facts)
    return Draft(
        attendance_id=row.attendance_id,
        client_id=row.client_id,
        client_name=row.name,
        attendance_rev=row.rev,
        kind=row.note_owed,
        content=content,
        content_hash=rules.fingerprint(content),
        blockers=rules.blockers(facts, notes.narrative, notes.names_beside(row), twins),
        seen=rules.seen(content),
    )


def part_draft(notes: SessionNotes, person: StaffState) -> PartDraft:
    """This function will make a co-worker's own part as it would be signed now."""
    header = notes.header
    minutes = rules.minutes_between(header.starts_at, header.ends_at)
    content = rules.freeze_part(header, str(person.line.staff_id), person.line.role, minutes, person.interventions)
    return PartDraft(
        session_staff_id=person.session_staff_id,
        content=content,
        content_hash=rules.fingerprint(content),
        blockers=rules.part_blockers(person.interventions, notes.names, running=notes.session.ended_at is None),
    )


def signing_desk(notes: SessionNotes, staff_id: UUID) -> SigningDesk:
    """This function will list the notes that this person signs in this session, and their own part."""
    mine = notes.mine(staff_id)
    rows = [
        row
        for row in notes.board.rows
        if notes.responsible_id(row) == staff_id and (row.note_owed in OWED or row.note_owed == "undecided")
    ]
    twins = notes.twins
    drafts = tuple(draft(notes, row, twins[row.attendance_id]) for row in rows if row.attendance_id not in notes.signed)
    signs_part = mine is not None and mine.role not in ("lead", "observer") and mine.signed_note_id is None
    return SigningDesk(
        drafts=drafts,
        part=part_draft(notes, mine) if mine is not None and signs_part else None,
        credentials=mine.line.credentials if mine else "",
        signed_before=sum(row.attendance_id in notes.signed for row in rows)
        + bool(mine is not None and mine.signed_note_id),
    )
