"""Downstream pulls: after a session changed, its charges and claims are derived anew, in a transaction of their own."""

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import partial
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

    So it does for whatever else counts the same clients at the same time, because only one of the two may (A16), then
    for all sessions of the day in their order, because a payer judges them beside each other, and for those of the
    week after it, where a payer's most of units in a week is met. What was noted as changed before it began is taken
    away; what was noted meanwhile stays for the next time.
    """
    noted = session_queries.noted_changes(session_id)
    notes.settle(session_id=session_id, by=by, now=now)
    _derive([session_id, *charged.at_the_same_time(session_id)], by, now)
    sessions.take_changes_away(change_ids=noted)
    for each in [*charged.that_day(session_id), *charged.later_that_week(session_id)]:
        _kept_if_it_fails(each, partial(_derive, [each], by, now), now)


def _derive(session_ids: list[UUID], by: Actor | None, now: datetime) -> None:
    for each in session_ids:
        charges.capture(session_id=each, by=by, now=now)
    for each in session_ids:
        claims.assemble(session_id=each, by=by, now=now)


def try_to_catch_up(session_id: UUID, *, by: Actor | None, now: datetime) -> None:
    """This function will catch up with one session; should it fail, that is kept, shown, and tried again."""
    _kept_if_it_fails(session_id, partial(catch_up, session_id, by=by, now=now), now)


def derive_many(session_ids: Iterable[UUID], *, by: Actor | None, now: datetime) -> None:
    """This function will derive the charges and claims of sessions that something around them changed, in their order.

    Each by itself: should one fail, that is kept, and the others are derived.
    """
    for each in session_ids:
        _kept_if_it_fails(each, partial(_derive, [each], by, now), now)


def _kept_if_it_fails(session_id: UUID, act: Callable[[], None], now: datetime) -> None:
    try:
        act()
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
        if response.status_code < DONE:
            derive_many(
                getattr(request, "changed_sessions", ()), by=getattr(request, "actor", None), now=timezone.now()
            )
        return response

    return middleware
