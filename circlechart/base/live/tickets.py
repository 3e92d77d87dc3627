"""Leave to listen: signed by the page's process, read by the live one. Only the secret key is shared between them."""

from datetime import datetime
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from circlechart.base.live.facts import Ticket

LASTS = 300  # seconds; then the page asks for another, and whether it still may is decided anew
SALT = "circlechart.live"


def sign(ticket: Ticket) -> str:
    """This function will write a ticket so that nobody can change it."""
    return signing.dumps(ticket.as_json(), salt=SALT)


def read(written: str, now: datetime) -> Ticket | None:
    """This function will read a ticket. Returns None when: it is none of ours, was changed, or is over."""
    try:
        said = signing.loads(written, salt=SALT)
        ticket = Ticket(UUID(said["topic"]), UUID(said["person"]), str(said["origin"]), int(said["ends_at"]))
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None
    return ticket if now.timestamp() < ticket.ends_at else None


def address(request: HttpRequest, topic: UUID, person: UUID, now: datetime) -> str:
    """This function will say where this page listens for news of a thing, with its ticket; empty when nowhere.

    That is CIRCLECHART_LIVE_URL, or the port beside the pages' own. A page that came by https hears nothing over http.
    """
    place = settings.LIVE_URL
    if not place and settings.LIVE_PORT and not request.is_secure():
        place = f"http://{urlsplit(f'//{request.get_host()}').hostname}:{settings.LIVE_PORT}/"
    if not place:
        return ""
    origin = request.build_absolute_uri("/").rstrip("/")
    ticket = Ticket(topic, person, origin, int(now.timestamp()) + LASTS)
    return f"{place}?{urlencode({'ticket': sign(ticket)})}"
