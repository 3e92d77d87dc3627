"""Who is asking, and whether they have been idle for too long."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from circlechart.base.access import queries

LAST_SEEN = "last_seen"
LOCKED = "locked"
WRITE_EVERY = timedelta(seconds=30)
PAGE_OWNER = "X-Page-Owner"
BACKGROUND = "seen"  # a page that looks for news by itself is nobody's activity


def actor(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """This function will put `request.actor` on requests of signed-in people whose session is not idle or locked."""

    def middleware(request: HttpRequest) -> HttpResponse:
        known: Any = request
        known.actor = known.person = None
        if (
            request.user.is_authenticated
            and not _asleep(request)
            and page_owner(request) in (None, str(request.user.pk))
        ):
            known.actor = known.person = queries.actor_of(request.user.staff_id, timezone.now())
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")  # a shared tablet keeps no page of the one before
        return response

    return middleware


def page_owner(request: HttpRequest) -> str | None:
    """This function will say for whom the page was drawn whose script asks: another tab may have signed in since."""
    return request.headers.get(PAGE_OWNER) or None


def _asleep(request: HttpRequest) -> bool:
    session, now = request.session, timezone.now().timestamp()
    last = float(session.get(LAST_SEEN, now))
    if session.get(LOCKED) or now - last > settings.IDLE_MINUTES * 60:
        return True
    if BACKGROUND not in request.GET and (now - last > WRITE_EVERY.total_seconds() or LAST_SEEN not in session):
        session[LAST_SEEN] = now
    return False
