"""What becomes of noted changes: derived from and taken away, or kept with the problem."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.care.sessions.models import SessionChange


def take_changes_away(*, change_ids: Collection[UUID]) -> None:
    """This function will take away changes that everything was derived from; those noted since then stay.

    Raises: nothing.
    Audit: none; what was derived is audited where it is derived.
    """
    SessionChange.objects.filter(id__in=change_ids).delete()


def keep_problem(*, session_id: UUID, problem: str, now: datetime) -> None:
    """This function will keep that nothing could be derived from a session, for people to see and for the next try.

    Raises: nothing.
    Audit: none; nothing of the record changed.
    """
    with transaction.atomic():
        if not SessionChange.objects.filter(session_id=session_id).update(problem=problem):
            SessionChange.objects.get_or_create(
                session_id=session_id, transaction=0, defaults={"at": now, "problem": problem}
            )
