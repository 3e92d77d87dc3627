"""The order in which claims are locked: sessions, then days, then the claims; whoever keeps it cannot deadlock."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q

from circlechart.care.sessions.models import Session
from circlechart.money.claims import queries
from circlechart.money.claims.actions import wanted
from circlechart.money.claims.models import Claim

CLAIMS_OF_A_DAY = 837_005


def lock_sessions(session_ids: Collection[UUID]) -> list[Session]:
    """This function will keep the facts of sessions as they are until the transaction ends. Raises: nothing. Audit: none."""
    return list(Session.objects.select_for_update(of=("self",)).filter(id__in=session_ids).order_by("id"))


def lock_days(days: Iterable[date]) -> None:
    """This function will let nobody else build or send claims of these days meanwhile. Raises: nothing. Audit: none."""
    with connection.cursor() as cursor:
        for on in sorted(set(days)):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [CLAIMS_OF_A_DAY, on.toordinal()])


def lock_beside(sessions: Collection[Session]) -> None:
    """This function will lock all days whose claims are built or judged with the claims of sessions, before any of them.

    Raises: nothing. Audit: none.
    """
    days = {session.local_on for session in sessions}
    for session in sessions:
        days.update(wanted.days_beside(set(session.attendances.values_list("client_id", flat=True)), session.local_on))
    lock_days(days)


def lock_claims(*conditions: Q, **chosen: object) -> list[Claim]:
    """This function will lock claims and read them as they are then. Raises: nothing. Audit: none."""
    locked = Claim.objects.select_for_update(of=("self",)).filter(*conditions, **chosen)
    return list(queries.whole(locked).order_by("number"))
