"""The live process: one LISTEN, handed on to browsers as server-sent events. Run by uvicorn beside the pages.

It reads no table and writes none. It knows the secret key, to read tickets, and where the database is.
"""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

import psycopg
from django.conf import settings

from circlechart.base.live import facts, tickets
from circlechart.base.live.facts import CHANNEL, Ticket
from circlechart.base.live.hub import Hub, Listener

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "circlechart.web.settings")
log = logging.getLogger(__name__)
BEAT_SECONDS = 10  # a page that hears nothing for longer than two of these asks for itself
AGAIN_SECONDS = 2
MOST_PAGES = 5000
OK, FORBIDDEN, ONLY_GET, NOT_NOW = 200, 403, 405, 503
HEADERS = [(b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"), (b"x-accel-buffering", b"no")]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
hub = Hub()
if settings.SECRET_KEY == settings.INSECURE_KEY:
    raise SystemExit(
        "The live process does not serve with the public key: start ./circle, or set CIRCLECHART_SECRET_KEY."
    )


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """This function will serve one stream, or (lifespan) listen to the database for as long as the process lives."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "http":
        await _answer(scope, receive, send)


async def _live(receive: Receive, send: Send) -> None:
    await receive()
    listening = asyncio.create_task(_listen_always())
    await send({"type": "lifespan.startup.complete"})
    await receive()
    listening.cancel()
    hub.deaf()
    with suppress(asyncio.CancelledError):
        await listening
    await send({"type": "lifespan.shutdown.complete"})


async def _listen_always() -> None:
    while True:
        try:
            await _listen()
        except psycopg.Error as problem:
            log.warning("The live process lost the database: %s", type(problem).__name__)
        hub.deaf()
        await asyncio.sleep(AGAIN_SECONDS)


async def _listen() -> None:
    """Listen until the connection breaks; a line that fell silent is found out by asking now and then."""
    async with await psycopg.AsyncConnection.connect(**_where(), autocommit=True) as connection:
        await connection.execute(f"LISTEN {CHANNEL}")
        hub.hears = True
        while True:
            async for heard in connection.notifies(timeout=BEAT_SECONDS):
                if news := facts.read(heard.payload):
                    hub.publish(news)
            await connection.execute("SELECT 1")


def _where() -> dict[str, Any]:
    given = settings.DATABASES["default"]
    names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password", "NAME": "dbname"}
    known = {words: given[name] for name, words in names.items() if given[name]}
    return {**known, "connect_timeout": 5, "keepalives_idle": 10, "application_name": "circlechart live"}


async def _answer(scope: Message, receive: Receive, send: Send) -> None:
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    ticket = tickets.read(asked.get("ticket", [""])[0], datetime.now(UTC))
    if ticket is None:
        await _refuse(send, FORBIDDEN)
    elif scope["method"] != "GET":
        await _refuse(send, ONLY_GET)
    elif not hub.hears or hub.count >= MOST_PAGES:
        await _refuse(send, NOT_NOW)
    else:
        origin = (b"access-control-allow-origin", ticket.origin.encode("latin-1", "ignore"))
        kind = (b"content-type", b"text/event-stream")
        await send({"type": "http.response.start", "status": OK, "headers": [*HEADERS, kind, origin]})
        with hub.listening(ticket.topic) as listener:
            gone = asyncio.create_task(_until_gone(receive, listener))
            try:
                await _stream(ticket, listener, send)
            finally:
                gone.cancel()


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": HEADERS})
    await send({"type": "http.response.body", "body": b""})


async def _until_gone(receive: Receive, listener: Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.over = True
    listener.awake.set()


async def _stream(ticket: Ticket, listener: Listener, send: Send) -> None:
    """News as they come, a beat where there are none, until the ticket is over or nobody is there."""
    await send(_event("here"))
    while not listener.over and (left := ticket.ends_at - datetime.now(UTC).timestamp()) > 0:
        news = await listener.next(min(BEAT_SECONDS, left))
        for each in news or ["beat"]:
            await send(_event(each))
    with suppress(Exception):  # whoever has gone is not told
        await send({"type": "http.response.body", "body": b""})


def _event(word: str) -> Message:
    return {"type": "http.response.body", "body": f"data: {word}\n\n".encode(), "more_body": True}
