"""Downstream pulls: after a session changed, its charges and claims are derived anew, in a transaction of their own."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from circlechart.base.access.facts import Actor
from circlechart.care.notes import actions as notes
from circlechart.care.sessions import actions as sessions
from circlechart.care.sessions import queries as session_queries
from circlechart.money.charges import actions as charges
from circlechart.money.charges import queries as charged
from circlechart.money.claims import actions as claims

log = logging.getLogger(__name__)
DONE = 400


def catch_up(session_id: UUID, *, by: Actor | None, now: datetime) -> None:
    """This function will derive whether a session is documented, its charges, and the claims of its day.

    So it does for whatever else counts the same clients at the same time, because only one of the two may (A16). What
    was noted as changed before it began is then taken away; what was noted meanwhile stays for the next time.
    """
    noted = session_queries.noted_changes(session_id)
    notes.settle(session_id=session_id, by=by, now=now)
    together = [session_id, *charged.at_the_same_time(session_id)]
    for each in together:
        charges.capture(session_id=each, by=by, now=now)
    for each in together:
        claims.assemble(session_id=each, by=by, now=now)
    sessions.take_changes_away(change_ids=noted)


def try_to_catch_up(session_id: UUID, *, by: Actor | None, now: datetime) -> None:
    """This function will catch up with one session; should it fail, that is kept, shown, and tried again."""
    try:
        catch_up(session_id, by=by, now=now)
    except Exception as problem:  # whatever it is, it is this session's, and no other waits for it
        log.error("charges of session %s could not be derived (%s)", session_id, type(problem).__name__)
        with suppress(Error):  # the note of the change itself is still there
            sessions.keep_problem(session_id=session_id, problem=type(problem).__name__, now=now)


def after_changes(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """This function will catch up after a request that changed a session; should it fail, the recurring job repeats it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        session_id = getattr(request, "changed_session", None)
        if session_id is not None and response.status_code < DONE:
            try_to_catch_up(session_id, by=getattr(request, "actor", None), now=timezone.now())
        return response

    return middleware
