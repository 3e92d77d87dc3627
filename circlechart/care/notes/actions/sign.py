"""One act, many signatures: every note is frozen, hashed and amendable on its own."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.kit import walltime
from circlechart.care.attendance.models import Attendance
from circlechart.care.notes import queries, rules
from circlechart.care.notes.actions.settle import settle
from circlechart.care.notes.errors import NothingToSign, NotYours
from circlechart.care.notes.facts import Ceremony, Draft, PartDraft, Refused
from circlechart.care.notes.models import Entry, Signature, SignedNote
from circlechart.care.sessions.models import Session, SessionStaff

Seen = Mapping[UUID, Mapping[str, str]]
UNREAD = "It was not on the page that you read through. Read it and sign again."
CHANGED = "It changed since you read it. Read the new text and sign again."


def sign(*, session_id: UUID, read: Mapping[UUID, str], by: Actor, now: datetime, seen: Seen | None = None) -> Ceremony:
    """This function will sign every ready note that is `by`'s to sign, and their own part, in one transaction.

    `read` holds, for each attendance that was read through, the hash of the text that was shown (the own part under
    the session's own id); `seen` what it takes to say how a text differs from that. A note whose text or attendance
    has changed since, or that has a blocker, is left unsigned with the reason, and does not stop the others. Pressing
    twice signs once.

    Raises: NotAllowed, NothingToSign.
    Audit: notes.sign for each note, with the client.
    """
    with transaction.atomic():
        session = _locked(session_id)
        decide.ensure(by, Permission.SIGN_NOTE, session, on=now)
        notes = queries.load(session, now)
        desk = queries.signing_desk(notes, by.staff_id)
        if not desk.drafts and desk.part is None:
            if desk.signed_before:
                return Ceremony((), (), part_signed=False)
            raise NothingToSign(field="Sign my notes")
        ready: list[Draft] = []
        refused: list[Refused] = []
        for draft in desk.drafts:
            if reasons := _reasons(draft, read, (seen or {}).get(draft.attendance_id, {})):
                refused.append(Refused(draft.attendance_id, draft.client_name, reasons))
            else:
                ready.append(draft)
        _sign_entries(session, ready, desk.credentials, by, now)
        part_signed = False
        part = desk.part
        if part is not None and session_id in read:
            part_signed = part.ready and read[session_id] == part.content_hash
            if part_signed:
                _sign_part(session, part, desk.credentials, by, now)
            else:
                refused.append(Refused(session_id, "Your part", _blocking(part) or (CHANGED,)))
        settle(session_id=session_id, by=by, now=now)
    return Ceremony(tuple(each.attendance_id for each in ready), tuple(refused), part_signed)


def cosign(*, signed_note_id: UUID, by: Actor, now: datetime) -> None:
    """This function will add a supervisor's cosignature; it never makes the supervisor the rendering provider.

    Raises: NotAllowed, NotYours when `by` does not supervise the author.
    Audit: notes.cosign with the client.
    """
    with transaction.atomic():
        note = SignedNote.objects.select_related("session", "attendance").get(pk=signed_note_id)
        decide.ensure(by, Permission.COSIGN_NOTE, note.session, on=now)
        today = walltime.today(now, note.session.time_zone)
        if not queries.supervises_author(note, by.staff_id, now):
            raise NotYours("You do not supervise the author of this note.", mend="The named supervisor cosigns it.")
        _, created = Signature.objects.get_or_create(
            signed_note=note,
            staff_id=by.staff_id,
            meaning=Signature.Meaning.COSIGNER,
            defaults={
                "staff_name": by.display_name,
                "credentials": queries.credential_line(by.staff_id, today),
                "content_hash": note.content_hash,
                "signed_at": now,
            },
        )
        if created:
            client_id = note.attendance.client_id if note.attendance else None
            audit.record(by=by, verb="notes.cosign", thing=note, now=now, client=client_id)


def _locked(session_id: UUID) -> Session:
    """Lock the session, its rows and its staff lines, in this order, so that no save slips between reading and signing."""
    session = Session.objects.select_for_update(of=("self",)).select_related("group", "facility").get(pk=session_id)
    list(Attendance.objects.select_for_update().filter(session=session).order_by("id").values_list("id"))
    list(SessionStaff.objects.select_for_update().filter(session=session).order_by("id").values_list("id"))
    return session


def _reasons(draft: Draft, read: Mapping[UUID, str], seen: Mapping[str, str]) -> tuple[str, ...]:
    shown = read.get(draft.attendance_id)
    if blocking := _blocking(draft):
        return blocking
    if shown is None:
        return (UNREAD,)
    if shown != draft.content_hash:
        return (*rules.differences(seen, draft.content), CHANGED)
    return ()


def _blocking(draft: Draft | PartDraft) -> tuple[str, ...]:
    return tuple(blocker.sentence for blocker in draft.blockers if blocker.blocks)


def _sign_entries(session: Session, drafts: Sequence[Draft], credentials: str, by: Actor, now: datetime) -> None:
    """Each note has a row, a hash and a signature of its own; the rows are only written together."""
    _settle_kinds(drafts, by)
    notes = [
        SignedNote(
            session=session,
            attendance_id=draft.attendance_id,
            kind=draft.kind,
            content=draft.content,
            content_hash=draft.content_hash,
            attendance_rev=draft.attendance_rev,
            signed_at=now,
        )
        for draft in drafts
    ]
    SignedNote.objects.bulk_create(notes)
    Signature.objects.bulk_create([_signature(note, Signature.Meaning.AUTHOR, credentials, by, now) for note in notes])
    clients = [draft.client_id for draft in drafts]
    audit.record_each(by=by, verb="notes.sign", things=list(zip(notes, clients, strict=True)), now=now)


def _settle_kinds(drafts: Sequence[Draft], by: Actor) -> None:
    """Every signed note has its entry, of the same kind unless an earlier note of another kind is signed already."""
    rows = [draft.attendance_id for draft in drafts]
    kept = {entry.attendance_id: entry for entry in Entry.objects.filter(attendance_id__in=rows)}
    missing = [draft for draft in drafts if draft.attendance_id not in kept]
    Entry.objects.bulk_create(
        [Entry(attendance_id=each.attendance_id, responsible_id=by.staff_id, kind=each.kind) for each in missing]
    )
    changed = [each for each in drafts if each not in missing and kept[each.attendance_id].kind != each.kind]
    if not changed:
        return
    signed = set(
        SignedNote.objects.filter(attendance_id__in=[each.attendance_id for each in changed]).values_list(
            "attendance_id", flat=True
        )
    )
    for each in changed:
        if each.attendance_id not in signed:
            entry = kept[each.attendance_id]
            entry.kind = each.kind
            entry.save(update_fields=["kind"])


def _sign_part(session: Session, part: PartDraft, credentials: str, by: Actor, now: datetime) -> None:
    note = SignedNote.objects.create(
        session=session,
        session_staff_id=part.session_staff_id,
        kind=SignedNote.Kind.STAFF_PART,
        content=part.content,
        content_hash=part.content_hash,
        signed_at=now,
    )
    _signature(note, Signature.Meaning.CO_FACILITATOR, credentials, by, now).save()
    audit.record(by=by, verb="notes.sign_part", thing=note, now=now)


def _signature(note: SignedNote, meaning: str, credentials: str, by: Actor, now: datetime) -> Signature:
    return Signature(
        signed_note=note,
        staff_id=by.staff_id,
        meaning=meaning,
        staff_name=by.display_name,
        credentials=credentials,
        content_hash=rules.fingerprint(note.content),
        signed_at=now,
    )
