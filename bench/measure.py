"""Asking the running app, many times, and keeping how long each answer took."""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import Count

from bench import memory
from bench.app import Answer, Browser
from bench.seed import PASSWORD
from bench.size import BIG_GROUP
from circlechart.care.notes.models import Entry, SignedNote
from circlechart.care.sessions.models import Session

SMALL_GROUP = 8
READ = re.compile(r'name="(read-[0-9a-f-]{36})" value="([0-9a-f]{64})"')


@dataclass
class Timing:
    """Milliseconds of one kind of request, round by round, and what the app's processors did for one of them."""

    rounds: list[list[float]] = field(default_factory=list)
    cpu_ms: float = 0.0

    @property
    def all(self) -> list[float]:
        return sorted(value for each in self.rounds for value in each)

    def percentile(self, percent: int) -> float:
        """The nearest rank of all samples."""
        found = self.all
        return found[max(0, -(-percent * len(found) // 100) - 1)]

    @property
    def spread(self) -> tuple[float, float]:
        """The lowest and the highest p95 of the rounds."""
        worst = [Timing([each]).percentile(95) for each in self.rounds]
        return min(worst), max(worst)


@dataclass(frozen=True)
class Group:
    """An unsigned session to ask for, and who leads it."""

    session_id: UUID
    lead: str

    @property
    def address(self) -> str:
        return f"/sessions/{self.session_id}/"


def groups_of(size: int, most: int) -> list[Group]:
    """Sessions that were held, are written and not signed, with exactly so many clients."""
    found = (
        Session.objects.filter(status="held", staff__role="lead")
        .annotate(clients=Count("attendances", distinct=True))
        .filter(clients=size)
        .order_by("local_on", "id")
        .values_list("id", "staff__staff__user__username")
    )
    return [Group(session_id, lead) for session_id, lead in found[:most]]


class Measuring:
    """One clinic that runs at a port; `pid` is its launcher, `data` its folder."""

    def __init__(self, port: int, pid: int, data: Path) -> None:
        self.port, self.pid, self.data = port, pid, data
        self.browsers: dict[str, Browser] = {}
        self.timings: dict[str, Timing] = {}

    def browser(self, username: str) -> Browser:
        """That person's browser, signed in."""
        if username not in self.browsers:
            self.browsers[username] = Browser(self.port)
            self.browsers[username].sign_in(username)
        return self.browsers[username]

    def time(self, name: str, requests: "list[Callable[[], Answer]]", expect: int = 200) -> Timing:
        """Ask for each once; a wrong answer ends the bench, because a fast refusal is no speed."""
        before = memory.cpu_seconds(self.pid, self.data)
        answers = [each() for each in requests]
        used = memory.cpu_seconds(self.pid, self.data) - before
        for answer in answers:
            if answer.status != expect:
                raise SystemExit(f"{name}: {answer.status} instead of {expect}: {answer.text[:400]}")
        timing = self.timings.setdefault(name, Timing())
        timing.rounds.append([answer.milliseconds for answer in answers])
        timing.cpu_ms = 1000 * used / max(1, len(answers))
        return timing

    def pages(self) -> None:
        """The session screen, its news, and Today."""
        small, big = groups_of(SMALL_GROUP, 20), groups_of(BIG_GROUP, 12)
        for group in (*small, *big):  # what a page needs once, and the password check, are not measured
            self.browser(group.lead).get(group.address)
        self.time("session 8", [self._get(group, "") for group in small * 3])
        self.time("session 30", [self._get(group, "") for group in big * 5])
        self.time("news 8", [self._get(group, "state/?seen=x") for group in small * 3])
        self.time("today", [self._get(group, None) for group in small * 3])
        self.time("alive", [lambda: self.browser(small[0].lead).post("/alive/", {})] * 60, expect=204)

    def _get(self, group: Group, more: str | None) -> "Callable[[], Answer]":
        return lambda: self.browser(group.lead).get("/" if more is None else group.address + more)

    def autosaves(self) -> None:
        """Every entry of ten groups, twice: a sentence more, as when somebody pauses while typing."""
        requests: list[Callable[[], Answer]] = []
        for group in groups_of(SMALL_GROUP, 20)[:10]:
            for entry in Entry.objects.filter(attendance__session_id=group.session_id):
                requests += [
                    self._save(group, entry, entry.rev, "Said so twice."),
                    self._save(group, entry, entry.rev + 1, "Nodded."),
                ]
        self.time("autosave", requests)

    def _save(self, group: Group, entry: Entry, rev: int, more: str) -> "Callable[[], Answer]":
        entry.response = f"{entry.response} {more}"
        sent = {"fields": {"response": entry.response}, "base_rev": rev, "idem": str(uuid4())}
        address = f"{group.address}entries/{entry.attendance_id}/"
        return lambda: self.browser(group.lead).post_json(address, json.dumps(sent))

    def signings(self, most: int) -> None:
        """The ceremony: read through, one password, eight signatures; each session can be signed once."""
        groups = groups_of(SMALL_GROUP, most)
        shown = [self.browser(group.lead).get(f"{group.address}signature/") for group in groups]
        self.timings.setdefault("read-through 8", Timing()).rounds.append([each.milliseconds for each in shown])
        posts = []
        for group, page in zip(groups, shown, strict=True):
            fields = {**dict(READ.findall(page.text)), "password": PASSWORD}
            posts.append(self._sign(group, fields))
        self.time("sign 8", posts, expect=302)
        signed = SignedNote.objects.filter(session_id__in=[each.session_id for each in groups], kind="group_note")
        if signed.count() != SMALL_GROUP * len(groups):
            raise SystemExit(
                f"Of {SMALL_GROUP * len(groups)} notes {signed.count()} were signed; the bench measured wrongly."
            )

    def password(self) -> None:
        """The password check alone, as signing asks for it: in this process, with the app's own hasher."""
        encoded = make_password(PASSWORD)
        took = []
        for _ in range(10):
            started = time.perf_counter()
            check_password(PASSWORD, encoded)
            took.append((time.perf_counter() - started) * 1000)
        self.timings.setdefault("password", Timing()).rounds.append(took)

    def _sign(self, group: Group, fields: dict[str, str]) -> "Callable[[], Answer]":
        return lambda: self.browser(group.lead).post(f"{group.address}signature/", fields)
