"""Saving what is typed, cell by cell, so that no word of anybody is lost."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.kit.errors import KeyUsed
from circlechart.care.attendance.facts import IN_THE_ROOM
from circlechart.care.attendance.models import Attendance
from circlechart.care.notes import queries, rules
from circlechart.care.notes.errors import AlreadySigned, BadChoice, NarrativeSigned, NotYours, TextTooLong
from circlechart.care.notes.facts import ENTRY_TEXTS, NARRATIVE_TEXTS, Saved
from circlechart.care.notes.models import DraftRevision, Entry, Narrative, SignedNote, StaffPart
from circlechart.care.plans.models import Goal
from circlechart.care.sessions.models import Session, SessionStaff

LONGEST_TEXT = 100_000  # characters, some forty pages; what is longer was pasted by mistake
LONGEST = {"topic": 200}  # one line
PARTICIPATION = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Edit:
    """One save of one cell: what was typed, and what it was typed over.

    `base_rev` is the revision that the page showed; `base_idem` is the key of this page's own last save when its
    typed words, not the merged result, are what the box was showing.
    """

    fields: dict[str, Any]
    base_rev: int
    idem: UUID
    base_idem: UUID | None = None


def save_narrative(*, session_id: UUID, edit: Edit, by: Actor, now: datetime) -> Saved:
    """This function will save the shared narrative, merging it with what somebody else saved meanwhile.

    Raises: NotAllowed, NarrativeSigned (the words are kept in the draft log), TextTooLong.
    Audit: none by itself; every save is a DraftRevision with who and when.
    """
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
        decide.ensure(by, Permission.WRITE_NOTE, session, on=now)
        narrative = Narrative.objects.filter(session=session).first() or Narrative(session=session, rev=0)
        closed = queries.all_signed(session_id)
        if closed:
            _keep_refused("narrative", narrative.id, edit, by, now)
        else:
            saved = _save_open_narrative(narrative, edit, by, now)
    if closed:
        raise NarrativeSigned()
    return saved


def _save_open_narrative(narrative: Narrative, edit: Edit, by: Actor, now: datetime) -> Saved:
    stands = {name: getattr(narrative, name) for name in NARRATIVE_TEXTS}
    saved = _save("narrative", narrative.id, narrative.rev, stands, edit, by, now)
    if saved.rev != narrative.rev:
        for name, value in saved.fields.items():
            setattr(narrative, name, value)
        narrative.rev = saved.rev
        narrative.save()
    return saved


def save_entry(*, attendance_id: UUID, edit: Edit, by: Actor, now: datetime) -> Saved:
    """This function will save one client's entry, merging it with what somebody else saved meanwhile.

    Raises: NotAllowed, AlreadySigned (the words are kept in the draft log), BadChoice, TextTooLong.
    Audit: none by itself; every save is a DraftRevision with who and when.
    """
    with transaction.atomic():
        attendance = Attendance.objects.select_for_update(of=("self",)).select_related("session").get(pk=attendance_id)
        decide.ensure(by, Permission.WRITE_NOTE, attendance.session, on=now)
        signed = _is_closed(attendance)
        if signed:
            _keep_refused("entry", attendance.id, edit, by, now)
        else:
            saved = _save_open_entry(attendance, edit, by, now)
    if signed:
        raise AlreadySigned(field="Entry", value=attendance.client_name)
    return saved


def _is_closed(attendance: Attendance) -> bool:
    """Whether the note that these words belong to is signed; a no-show who came after all is written about anew."""
    signed = SignedNote.objects.filter(attendance=attendance)
    if attendance.disposition in IN_THE_ROOM:
        signed = signed.filter(kind=SignedNote.Kind.GROUP_NOTE)
    return signed.exists()


def _save_open_entry(attendance: Attendance, edit: Edit, by: Actor, now: datetime) -> Saved:
    goals = _known_goals(attendance.client_id, edit.fields.get("goals"))
    participation = edit.fields.get("participation")
    if participation is not None and participation not in PARTICIPATION:
        raise BadChoice(field="Participation", value=participation)
    entry = Entry.objects.filter(attendance=attendance).first() or Entry(
        attendance=attendance, responsible_id=_lead(attendance.session_id) or by.staff_id, rev=0
    )
    stands = entry_fields(entry)
    saved = _save("entry", entry.id, entry.rev, stands, edit, by, now)
    if saved.rev != entry.rev:
        for name in (*ENTRY_TEXTS, "participation"):
            setattr(entry, name, saved.fields.get(name, stands[name]))
        entry.rev = saved.rev
        entry.save()
        if goals is not None:
            entry.goals.set(saved.fields["goals"])
    return saved


def save_part(*, session_id: UUID, edit: Edit, by: Actor, now: datetime) -> Saved:
    """This function will save the writer's own part of the session: what they themselves did.

    Raises: NotAllowed, NotYours, AlreadySigned (the words are kept in the draft log), TextTooLong.
    Audit: none by itself; every save is a DraftRevision with who and when.
    """
    with transaction.atomic():
        role = (
            SessionStaff.objects.select_for_update(of=("self",))
            .select_related("session")
            .filter(session_id=session_id, staff_id=by.staff_id)
            .first()
        )
        if role is None:
            raise NotYours(field="Part", mend="Only those who worked in this session have a part to write.")
        decide.ensure(by, Permission.WRITE_NOTE, role.session, on=now)
        signed = SignedNote.objects.filter(session_staff=role).exists()
        if signed:
            _keep_refused("part", role.id, edit, by, now)
        else:
            part = StaffPart.objects.filter(session_staff=role).first() or StaffPart(session_staff=role, rev=0)
            saved = _save("part", part.id, part.rev, {"interventions": part.interventions}, edit, by, now)
            if saved.rev != part.rev:
                part.interventions = saved.fields.get("interventions", part.interventions)
                part.rev = saved.rev
                part.save()
    if signed:
        raise AlreadySigned(field="Your part")
    return saved


def entry_fields(entry: Entry) -> dict[str, Any]:
    """This function will give an entry's fields as the page and the draft log hold them."""
    goals = sorted(str(goal.id) for goal in entry.goals.all()) if entry.rev else []
    return {
        **{name: getattr(entry, name) for name in ENTRY_TEXTS},
        "participation": entry.participation,
        "goals": goals,
    }


def _save(
    cell: Literal["narrative", "entry", "part"],
    cell_id: UUID,
    rev: int,
    stands: dict[str, Any],
    edit: Edit,
    by: Actor,
    now: datetime,
) -> Saved:
    """Merge and log one save. A replayed key changes nothing and answers with what stands."""
    known = DraftRevision.objects.filter(idem=edit.idem).first()
    if known is not None and (known.cell, known.cell_id, known.by_id) != (cell, cell_id, by.staff_id):
        raise KeyUsed()
    if known is not None:
        return Saved(rev, known.outcome, {name: stands[name] for name in edit.fields if name in stands})
    mine = {name: value for name, value in edit.fields.items() if name in stands}
    for name, value in mine.items():
        if isinstance(value, str) and len(value) > LONGEST.get(name, LONGEST_TEXT):
            raise TextTooLong(field=name, value=f"{len(value):,} characters")
    base = stands if edit.base_rev == rev and edit.base_idem is None else _base(cell_id, edit, stands)
    result, clashed = rules.merge_fields(base, mine, stands)
    outcome = "conflict" if clashed else "saved" if result == mine else "merged"
    changed = any(stands[name] != value for name, value in result.items())
    new_rev = rev + 1 if changed or rev == 0 else rev
    DraftRevision.objects.create(
        idem=edit.idem,
        cell=cell,
        cell_id=cell_id,
        base_rev=edit.base_rev,
        rev=new_rev,
        content={"typed": mine, "result": {**stands, **result}},
        outcome=outcome,
        by_id=by.staff_id,
        at=now,
    )
    return Saved(new_rev, outcome, result, mine, clashed, _other(cell_id, by) if clashed else "")


def _other(cell_id: UUID, by: Actor) -> str:
    """Whose words stand where the writer changed the same place."""
    log = DraftRevision.objects.filter(cell_id=cell_id).exclude(by_id=by.staff_id).exclude(outcome="refused")
    last = log.select_related("by").order_by("id").last()
    return last.by.display_name if last else ""


def _base(cell_id: UUID, edit: Edit, stands: dict[str, Any]) -> dict[str, Any]:
    """The text that the writer started from: their own last typed words, or the revision the page had loaded."""
    log = DraftRevision.objects.filter(cell_id=cell_id)
    if edit.base_idem is not None:
        own = log.filter(idem=edit.base_idem).first()
        if own is not None:
            return dict(own.content["typed"])
    shown = log.filter(rev=edit.base_rev).exclude(outcome="refused").order_by("id").last()
    if shown is not None:
        return dict(shown.content["result"])
    return {name: None if name == "participation" else [] if name == "goals" else "" for name in stands}


def _keep_refused(cell: str, cell_id: UUID, edit: Edit, by: Actor, now: datetime) -> None:
    """Nothing typed is lost: words that came after the signature are kept in the log."""
    DraftRevision.objects.get_or_create(
        idem=edit.idem,
        defaults={
            "cell": cell,
            "cell_id": cell_id,
            "base_rev": edit.base_rev,
            "rev": edit.base_rev,
            "content": {"typed": edit.fields, "result": {}},
            "outcome": DraftRevision.Outcome.REFUSED,
            "by_id": by.staff_id,
            "at": now,
        },
    )


def _known_goals(client_id: UUID, chosen: list[str] | None) -> list[UUID] | None:
    if chosen is None:
        return None
    known = {str(pk): pk for pk in Goal.objects.filter(client_id=client_id, id__in=chosen).values_list("id", flat=True)}
    strange = [goal for goal in chosen if goal not in known]
    if strange:
        raise BadChoice(field="Goals", value=strange[0])
    return list(known.values())


def _lead(session_id: UUID) -> UUID | None:
    return SessionStaff.objects.filter(session_id=session_id, role="lead").values_list("staff_id", flat=True).first()
