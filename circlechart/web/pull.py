"""Downstream pulls: after a session changed, its charges and claims are derived anew, in a transaction of their own."""

import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from circlechart.base.access.facts import Actor
from circlechart.care.notes import actions as notes
from circlechart.money.charges import actions as charges
from circlechart.money.claims import actions as claims

log = logging.getLogger(__name__)
DONE = 400


def catch_up(session_id: UUID, *, by: Actor | None, now: datetime) -> None:
    """This function will derive whether a session is documented, its charges, and the claims of its day."""
    notes.settle(session_id=session_id, by=by, now=now)
    charges.capture(session_id=session_id, by=by, now=now)
    claims.assemble(session_id=session_id, by=by, now=now)


def after_changes(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """This function will catch up after a request that changed a session; should it fail, the recurring job repeats it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        session_id = getattr(request, "changed_session", None)
        if session_id is not None and response.status_code < DONE:
            try:
                catch_up(session_id, by=getattr(request, "actor", None), now=timezone.now())
            except Error as problem:
                log.error("charges of a session could not be derived (%s)", type(problem).__name__)
        return response

    return middleware
