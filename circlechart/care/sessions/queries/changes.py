"""Which sessions changed since everything was derived from them."""

from uuid import UUID

from circlechart.care.sessions.models import SessionChange


def noted_changes(session_id: UUID) -> list[UUID]:
    """This function will list the changes of a session that are noted by now."""
    return list(SessionChange.objects.filter(session_id=session_id).values_list("id", flat=True))


def changed_sessions() -> list[UUID]:
    """This function will list the sessions with noted changes, the longest waiting first."""
    noted = SessionChange.objects.order_by("at", "id").values_list("session_id", flat=True)
    return list(dict.fromkeys(noted))
