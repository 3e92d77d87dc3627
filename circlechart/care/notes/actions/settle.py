"""Whether a session is documented follows from its attendance and its signatures."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access.facts import Actor
from circlechart.care.notes import queries
from circlechart.care.sessions import actions as sessions
from circlechart.care.sessions.models import Session


def settle(*, session_id: UUID, by: Actor | None, now: datetime) -> None:
    """This function will call an ended session documented when every owed note is signed, and held when one is not.

    It is a derivation, so it asks no permission: whoever changed the facts was asked.

    Raises: nothing expected.
    Audit: sessions.document or sessions.reopen.
    """
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
        if session.status not in (Session.Status.HELD, Session.Status.DOCUMENTED):
            return
        if queries.owing().filter(session=session).exists():
            sessions.reopen(session_id=session_id, by=by, now=now)
        else:
            sessions.mark_documented(session_id=session_id, by=by, now=now)
