"""The live process itself, by real HTTP on a real database: whom it answers, and what it says."""

import http.client
import signal
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone

from circlechart.base.live import tickets
from circlechart.base.live.facts import CHANNEL, Ticket
from tests.live import KEY, LiveProcess

pytestmark = pytest.mark.django_db(transaction=True)
ORIGIN = "http://clinic.example:8000"


@pytest.fixture
def live(settings: Any) -> Iterator[LiveProcess]:
    settings.SECRET_KEY = KEY
    process = LiveProcess()
    process.start()
    yield process
    process.kill()


def ticket(topic: UUID, seconds: int = 60) -> str:
    return tickets.sign(Ticket(topic, uuid4(), ORIGIN, int(timezone.now().timestamp()) + seconds))


class Stream:
    """A page that listens."""

    def __init__(self, live: LiveProcess, written: str) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", live.port, timeout=30)
        self.line.request("GET", f"/?ticket={written}")
        self.answer = self.line.getresponse()

    def word(self) -> str:
        """The next word; empty at the end of the stream."""
        while line := self.answer.readline().decode():
            if line.startswith("data: "):
                return line[6:].strip()
        return ""


def hearing(live: LiveProcess, topic: UUID, seconds: int = 60) -> Stream:
    """A stream that is open: the process may still be on its way to the database."""
    live.until(lambda: Stream(live, ticket(topic, 1)).answer.status == 200)
    return Stream(live, ticket(topic, seconds))


def notify(payload: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])


def test_a_page_hears_of_its_own_thing_only_and_may_read_it_from_its_own_origin(live: LiveProcess) -> None:
    topic = uuid4()
    stream = hearing(live, topic)
    assert stream.answer.headers["Content-Type"] == "text/event-stream"
    assert stream.answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert stream.answer.headers["Cache-Control"] == "no-store"
    assert stream.word() == "here"
    for payload in (f"session:{uuid4()}", "nonsense", f"presence:{topic}"):
        notify(payload)
    assert stream.word() == "presence"


def test_a_stream_ends_with_its_ticket(live: LiveProcess) -> None:
    stream = hearing(live, uuid4(), seconds=2)
    words = [stream.word() for _ in range(3)]
    assert words[0] == "here"
    assert words[-1] == ""


@pytest.mark.parametrize("written", ["", "nonsense", "old"])
def test_without_a_good_ticket_there_is_nothing_to_hear(live: LiveProcess, written: str) -> None:
    given = ticket(uuid4(), seconds=-1) if written == "old" else written
    answer = Stream(live, given).answer
    assert answer.status == 403
    assert answer.headers["Access-Control-Allow-Origin"] is None
    assert answer.read() == b""


def test_it_only_listens(live: LiveProcess) -> None:
    line = http.client.HTTPConnection("127.0.0.1", live.port, timeout=30)
    line.request("POST", f"/?ticket={ticket(uuid4())}")
    assert line.getresponse().status == 405


def test_without_the_database_every_stream_ends_and_it_finds_back(live: LiveProcess) -> None:
    topic = uuid4()
    stream = hearing(live, topic)
    assert stream.word() == "here"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'circlechart live' AND datname = current_database()"
        )
    live.until(lambda: stream.word() == "")
    again = hearing(live, topic)
    assert again.word() == "here"
    notify(f"session:{topic}")
    assert again.word() == "session"


def test_told_to_stop_it_stops_with_pages_listening(live: LiveProcess) -> None:
    stream = hearing(live, uuid4())
    assert stream.word() == "here"
    assert live.process is not None
    live.process.send_signal(signal.SIGTERM)
    live.process.wait(20)
    assert stream.word() == ""
