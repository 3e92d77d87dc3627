"""Noting lines about a client, and taking what is offered over into the entry: always pressed for, never by itself."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.kit.errors import KeyUsed
from circlechart.care.attendance.models import Attendance
from circlechart.care.notes import actions as notes
from circlechart.care.notes.actions import Edit
from circlechart.care.notes.models import Entry
from circlechart.outside.drafting import queries
from circlechart.outside.drafting.errors import (
    AlreadyWithdrawn,
    ChangedMeanwhile,
    LineTooLong,
    NothingChosen,
    NothingNoted,
    SignedMeanwhile,
)
from circlechart.outside.drafting.facts import Checked, Sentence
from circlechart.outside.drafting.models import Draft, Line, Taken

LONGEST_LINE = 1000  # characters


def note(*, attendance_id: UUID, kind: str, text: str, idem: UUID, by: Actor, now: datetime) -> Line:
    """This function will keep one line about a client, in the words that were typed; pressing twice keeps it once.

    Raises: NotAllowed, NothingNoted, LineTooLong, KeyUsed.
    Audit: drafting.note with the client; never its words.
    """
    with transaction.atomic():
        attendance = _locked(attendance_id, by, now)
        known = Line.objects.filter(idem=idem).first()
        if known is not None:
            if (known.attendance_id, known.by_id) != (attendance_id, by.staff_id):
                raise KeyUsed()
            return known
        if not text.strip() or kind not in Line.Kind.values:
            raise NothingNoted()
        if len(text) > LONGEST_LINE:
            raise LineTooLong(value=f"{len(text):,} characters")
        line = Line.objects.create(
            attendance=attendance, kind=kind, text=text.strip(), idem=idem, by_id=by.staff_id, at=now
        )
        audit.record(by=by, verb="drafting.note", thing=line, now=now, client=attendance.client_id)
    return line


def withdraw(*, line_id: UUID, by: Actor, now: datetime) -> None:
    """This function will take a noted line back; it stays readable in the log of the session.

    Raises: NotAllowed, AlreadyWithdrawn.
    Audit: drafting.withdraw with the client.
    """
    with transaction.atomic():
        line = Line.objects.select_for_update(of=("self",)).get(pk=line_id)
        attendance = _locked(line.attendance_id, by, now)
        if line.withdrawn_at is not None:
            raise AlreadyWithdrawn()
        line.withdrawn_by_id, line.withdrawn_at = by.staff_id, now
        line.save(update_fields=["withdrawn_by", "withdrawn_at"])
        audit.record(by=by, verb="drafting.withdraw", thing=line, now=now, client=attendance.client_id)


def take_lines(*, attendance_id: UUID, shown: str, chosen: Mapping[int, str], by: Actor, now: datetime) -> Taken:
    """This function will put chosen lines of one client's form into the boxes of that client's entry.

    `shown` is the hash of the form that was read; `chosen` are the numbers of its lines and the words as they shall
    stand. What was offered, with its sources, and what became of it is kept beside the entry.

    Raises: NotAllowed, ChangedMeanwhile, NothingChosen, SignedMeanwhile.
    Audit: drafting.take with the client and how many lines were changed.
    """
    with transaction.atomic():
        attendance = _locked(attendance_id, by, now)
        form, stands, signed = queries.of_client(attendance.session, attendance_id, now)
        if signed:
            raise SignedMeanwhile(value=attendance.client_name)
        offered = queries.offered(form)
        if shown != stands or any(number >= len(offered) for number in chosen):
            raise ChangedMeanwhile()
        draft = Draft.objects.create(
            attendance=attendance,
            maker=Draft.Maker.PLAIN,
            sentences=[queries.kept(Checked(each, ())) for each in offered],
            sources=[{"id": line.id, "kind": line.kind, "text": line.text} for box in form.boxes for line in box.lines],
            missing=list(form.questions),
            made={"shown": shown},
            by_id=by.staff_id,
            at=now,
        )
        return _take(draft, offered, chosen, by, now)


def _take(draft: Draft, offered: tuple[Sentence, ...], chosen: Mapping[int, str], by: Actor, now: datetime) -> Taken:
    """Append the chosen sentences to their boxes through the notes' own save, and keep both wordings."""
    taken = [(number, offered[number], words.strip()) for number, words in sorted(chosen.items()) if words.strip()]
    if not taken:
        raise NothingChosen()
    entry = Entry.objects.filter(attendance_id=draft.attendance_id).first()
    fields: dict[str, str] = {}
    for _, sentence, words in taken:
        before = fields.get(sentence.box, getattr(entry, sentence.box) if entry else "")
        fields[sentence.box] = f"{before}\n{words}".strip()
    edit = Edit(dict(fields), entry.rev if entry else 0, uuid4())
    saved = notes.save_entry(attendance_id=draft.attendance_id, edit=edit, by=by, now=now)
    sentences = [
        {"number": number, "box": sentence.box, "offered": sentence.text, "taken": words}
        for number, sentence, words in taken
    ]
    kept = Taken.objects.create(draft=draft, sentences=sentences, entry_rev=saved.rev, by_id=by.staff_id, at=now)
    changed = sum(sentence.text != words for _, sentence, words in taken)
    details = {"taken": len(taken), "changed": changed}
    audit.record(by=by, verb="drafting.take", thing=kept, now=now, client=draft.attendance.client_id, details=details)
    return kept


def _locked(attendance_id: UUID, by: Actor, now: datetime) -> Attendance:
    found = Attendance.objects.select_for_update(of=("self",)).select_related("session__group", "session__facility")
    attendance = found.get(pk=attendance_id)
    decide.ensure(by, Permission.WRITE_NOTE, attendance.session, on=now)
    return attendance
