"""Handing on inside the process: a slow page costs a word of each kind, never a queue."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

from circlechart.base.live.facts import News
from circlechart.base.live.hub import Hub


def run(story: Callable[[], Awaitable[Any]]) -> Any:
    """In a thread of its own: the journeys keep a loop in the test's."""
    with ThreadPoolExecutor(1) as own:
        return own.submit(lambda: asyncio.run(story())).result()


def test_what_waits_for_a_slow_page_is_kept_once() -> None:
    async def story() -> list[str]:
        hub, topic = Hub(), uuid4()
        with hub.listening(topic) as listener:
            for _ in range(1000):
                hub.publish(News("session", topic))
            hub.publish(News("presence", topic))
            hub.publish(News("session", uuid4()))
            return await listener.next(1)

    assert run(story) == ["presence", "session"]


def test_who_has_gone_is_forgotten_and_silence_is_told_as_silence() -> None:
    async def story() -> tuple[int, int, list[str]]:
        hub, topic = Hub(), uuid4()
        with hub.listening(topic) as listener:
            during, silence = hub.count, await listener.next(0.01)
        return during, hub.count + len(hub.listeners), silence

    assert run(story) == (1, 0, [])


def test_without_the_database_every_page_is_let_go() -> None:
    async def story() -> tuple[bool, bool]:
        hub = Hub()
        hub.hears = True
        with hub.listening(uuid4()) as listener:
            hub.deaf()
            await listener.next(1)
            return listener.over, hub.hears

    assert run(story) == (True, False)
