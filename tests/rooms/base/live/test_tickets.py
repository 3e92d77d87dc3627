"""Leave to listen: for one thing, for one person, for five minutes, and nobody can write one."""

from datetime import timedelta
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.test import RequestFactory
from django.utils import timezone

from circlechart.base.live import tickets
from circlechart.base.live.facts import Ticket

NOW = timezone.now()
TICKET = Ticket(uuid4(), uuid4(), "http://clinic.example", int(NOW.timestamp()) + tickets.LASTS)


def test_a_ticket_is_good_until_its_end() -> None:
    written = tickets.sign(TICKET)
    assert tickets.read(written, NOW) == TICKET
    assert tickets.read(written, NOW + timedelta(seconds=tickets.LASTS - 2)) == TICKET
    assert tickets.read(written, NOW + timedelta(seconds=tickets.LASTS)) is None


@pytest.mark.parametrize("damage", ["x", "", "a.b.c"])
def test_a_ticket_that_was_changed_is_none(damage: str) -> None:
    assert tickets.read(tickets.sign(TICKET)[:-1] + damage if damage == "x" else damage, NOW) is None


def test_a_ticket_of_another_key_is_none(settings: Any) -> None:
    written = tickets.sign(TICKET)
    settings.SECRET_KEY = "another-key-of-another-clinic-that-is-as-long-as-it-takes"
    assert tickets.read(written, NOW) is None


@pytest.mark.parametrize(
    ("url", "port", "secure", "place"),
    [
        ("", 0, False, ""),
        ("", 8001, False, "http://clinic.example:8001/?ticket="),
        ("", 8001, True, ""),  # nothing is heard over http by a page that came by https
        ("/live/", 8001, True, "/live/?ticket="),
        ("https://live.clinic.example/", 0, True, "https://live.clinic.example/?ticket="),
    ],
)
def test_where_a_page_listens(settings: Any, url: str, port: int, secure: bool, place: str) -> None:
    settings.LIVE_URL, settings.LIVE_PORT, settings.ALLOWED_HOSTS = url, port, ["clinic.example"]
    request = RequestFactory().get("/", secure=secure, headers={"host": "clinic.example:8000"})
    given = tickets.address(request, TICKET.topic, TICKET.person, NOW)
    assert given.startswith(place)
    assert bool(given) == bool(place)
    if given:
        read = tickets.read(unquote(given.split("ticket=")[1]), NOW)
        assert read is not None
        assert (read.topic, read.person) == (TICKET.topic, TICKET.person)
        assert read.origin == ("https" if secure else "http") + "://clinic.example:8000"
