"""What may still be said after signing: an addendum, signed for itself. The note stays as it was."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.kit import walltime
from circlechart.base.kit.errors import Refusal
from circlechart.care.notes import queries, rules
from circlechart.care.notes.models import Addendum, SignedNote

FIELDS = ("Addendum", "Why is it added?")


def add_addendum(*, signed_note_id: UUID, text: str, reason: str, by: Actor, now: datetime) -> Addendum:
    """This function will add signed words to a signed note.

    Raises: NotAllowed, Refusal when the text is empty or names another member of the group.
    Audit: notes.addendum with the client.
    """
    if not text.strip():
        raise Refusal("An addendum needs words.", field="Addendum", mend="Write what should be added.")
    with transaction.atomic():
        note = SignedNote.objects.select_related("session", "attendance").get(pk=signed_note_id)
        decide.ensure(by, Permission.SIGN_NOTE, note.session, on=now)
        _name_nobody(note, text, reason, now)
        addendum = Addendum.objects.create(
            signed_note=note,
            text=text,
            reason=reason,
            staff_id=by.staff_id,
            staff_name=by.display_name,
            credentials=queries.credential_line(by.staff_id, walltime.today(now, note.session.time_zone)),
            content_hash=rules.fingerprint({"note": note.content_hash, "text": text, "reason": reason}),
            signed_at=now,
        )
        client_id = note.attendance.client_id if note.attendance else None
        audit.record(by=by, verb="notes.addendum", thing=addendum, now=now, client=client_id)
    return addendum


def _name_nobody(note: SignedNote, text: str, reason: str, now: datetime) -> None:
    others = queries.names_beside(note, now)
    for field, words in zip(FIELDS, (text, reason), strict=True):
        if found := [each for each in rules.names_in(words, others) if each.blocks]:
            raise Refusal(found[0].sentence, field=field)
