"""What a supervisor does with a signed note: comment on its passages, give it back, cosign it. Its text stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.care.notes import actions as notes
from circlechart.care.notes import queries as signed
from circlechart.care.notes.errors import NotYours
from circlechart.care.notes.models import Signature, SignedNote
from circlechart.care.supervision import rules
from circlechart.care.supervision.errors import AlreadyCosigned, NoComment, NoSuchPassage, NothingRead, NothingSaid
from circlechart.care.supervision.models import Comment, Review

CHANGED = "Something was added to it since you read it. Read the addendum and cosign again."
COSIGNED = "It was cosigned meanwhile."


@dataclass(frozen=True, slots=True)
class Cosigned:
    """What one act of cosigning did: which notes, of which sessions, and which were left, with the reason."""

    notes: tuple[UUID, ...]
    sessions: frozenset[UUID]
    left: tuple[tuple[UUID, str], ...]


def cosign(*, read: Mapping[UUID, str], by: Actor, now: datetime) -> Cosigned:
    """This function will cosign every note that was read through, in one transaction.

    `read` holds, for each signed note that was on the page, the hash of what was shown: its text and its addenda. A
    note to which something was added since is left with the reason, and does not stop the others. The supervisor
    becomes the cosigner, never the author and never the rendering provider.

    Raises: NothingRead, NotAllowed, NotYours when `by` does not supervise an author.
    Audit: supervision.cosign and notes.cosign for each note, with the client.
    """
    if not read:
        raise NothingRead()
    with transaction.atomic():
        found = _locked(read)
        done: list[SignedNote] = []
        left: list[tuple[UUID, str]] = []
        for note in found:
            if _cosigned(note):
                left.append((note.id, COSIGNED))
            elif read[note.id] != _shown(note):
                left.append((note.id, CHANGED))
            else:
                done.append(note)
        for note in done:
            notes.cosign(signed_note_id=note.id, by=by, now=now)
            _review(note, Review.Outcome.COSIGNED, "", by, now, together=len(done))
    return Cosigned(tuple(each.id for each in done), frozenset(each.session_id for each in done), tuple(left))


def give_back(*, signed_note_id: UUID, words: str, by: Actor, now: datetime) -> Review:
    """This function will return a note to its author, who answers with an addendum; the signed text stays as it is.

    Raises: NotAllowed, NotYours, AlreadyCosigned, NothingSaid when there are neither words nor comments of this person.
    Audit: supervision.return with the client.
    """
    with transaction.atomic():
        note = _locked([signed_note_id])[0]
        _ensure_yours(note, by, now)
        if _cosigned(note):
            raise AlreadyCosigned()
        last = Review.objects.filter(signed_note=note).order_by("-at").first()
        fresh = Comment.objects.filter(signed_note=note, staff_id=by.staff_id)
        if not words.strip() and not (fresh.filter(at__gt=last.at) if last else fresh).exists():
            raise NothingSaid()
        return _review(note, Review.Outcome.RETURNED, words.strip(), by, now)


def comment(
    *, signed_note_id: UUID, quote: str, text: str, by: Actor, now: datetime, place: str = "", near: int = 0
) -> Comment:
    """This function will hang a comment on a passage of a signed note; its author sees it at once.

    Raises: NotAllowed, NotYours, NoComment, NoSuchPassage when the words do not stand in the note.
    Audit: supervision.comment with the client.
    """
    with transaction.atomic():
        note = _locked([signed_note_id])[0]
        _ensure_yours(note, by, now)
        if not text.strip():
            raise NoComment()
        anchor = rules.anchored(note.content, quote, place, near)
        if anchor is None:
            raise NoSuchPassage()
        made = Comment.objects.create(
            signed_note=note,
            staff_id=by.staff_id,
            staff_name=by.display_name,
            place=anchor.place,
            starts=anchor.starts,
            ends=anchor.ends,
            quote=anchor.quote,
            text=text.strip(),
            at=now,
        )
        audit.record(by=by, verb="supervision.comment", thing=made, now=now, client=_client(note))
    return made


def _locked(ids: "Mapping[UUID, str] | list[UUID]") -> list[SignedNote]:
    """The notes, one after another in the order of their keys, so that two supervisors do not cosign one note at once."""
    return list(
        SignedNote.objects.select_for_update(of=("self",))
        .select_related("session", "attendance")
        .filter(id__in=list(ids))
        .order_by("id")
    )


def _ensure_yours(note: SignedNote, by: Actor, now: datetime) -> None:
    decide.ensure(by, Permission.COSIGN_NOTE, note.session, on=now)
    if not signed.supervises_author(note, by.staff_id, now):
        raise NotYours("You do not supervise the author of this note.", mend="The named supervisor reviews it.")


def _cosigned(note: SignedNote) -> bool:
    return Signature.objects.filter(signed_note=note, meaning=Signature.Meaning.COSIGNER).exists()


def _shown(note: SignedNote) -> str:
    addenda = note.addenda.order_by("signed_at", "id").values_list("content_hash", flat=True)
    return rules.shown_hash(note.content_hash, addenda)


def _review(
    note: SignedNote, outcome: Review.Outcome, words: str, by: Actor, now: datetime, together: int = 1
) -> Review:
    review = Review.objects.create(
        signed_note=note,
        staff_id=by.staff_id,
        staff_name=by.display_name,
        outcome=outcome,
        words=words,
        shown_hash=_shown(note),
        together=together,
        at=now,
    )
    verb = "supervision.cosign" if outcome == Review.Outcome.COSIGNED else "supervision.return"
    audit.record(by=by, verb=verb, thing=review, now=now, client=_client(note), details={"together": together})
    return review


def _client(note: SignedNote) -> UUID | None:
    return note.attendance.client_id if note.attendance else None
