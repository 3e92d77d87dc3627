"""Who listens to what, inside the one live process."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from circlechart.base.live.facts import News


class Listener:
    """One open page. What it has not fetched yet is kept as a set of words, so a slow page costs no memory."""

    def __init__(self) -> None:
        self.waiting: set[str] = set()
        self.awake = asyncio.Event()
        self.over = False

    def tell(self, what: str) -> None:
        """This function will leave word for the page."""
        self.waiting.add(what)
        self.awake.set()

    async def next(self, seconds: float) -> list[str]:
        """This function will wait so long for news. Returns an empty list when: there were none."""
        try:
            await asyncio.wait_for(self.awake.wait(), seconds)
        except TimeoutError:
            return []
        self.awake.clear()
        news, self.waiting = sorted(self.waiting), set()
        return news


class Hub:
    """All open pages, by the thing that they show. `hears` says whether the database is being listened to."""

    def __init__(self) -> None:
        self.listeners: dict[UUID, set[Listener]] = defaultdict(set)
        self.hears = False

    @property
    def count(self) -> int:
        return sum(len(each) for each in self.listeners.values())

    @contextmanager
    def listening(self, topic: UUID) -> Iterator[Listener]:
        """This function will keep a page on the list for as long as its stream is open."""
        listener = Listener()
        self.listeners[topic].add(listener)
        try:
            yield listener
        finally:
            self.listeners[topic].discard(listener)
            if not self.listeners[topic]:
                del self.listeners[topic]

    def publish(self, news: News) -> None:
        """This function will tell every page that shows the thing."""
        for listener in self.listeners.get(news.topic, ()):
            listener.tell(news.what)

    def deaf(self) -> None:
        """This function will end every stream: without the database nothing is heard, and the pages should ask again."""
        self.hears = False
        for listeners in self.listeners.values():
            for listener in listeners:
                listener.over = True
                listener.awake.set()
