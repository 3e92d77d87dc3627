"""A migrated database for every worker, and a browser for the journeys."""

import fcntl
import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connection
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

pytest_plugins = ["tests.demo"]
ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-quic",
]  # fmt: skip


class QuietServer(ThreadedWSGIServer):
    """The live server, that knows whether it is still answering somebody."""

    busy = 0
    changed = threading.Condition()

    def process_request_thread(self, request: socket.socket, client_address: tuple[str, int]) -> None:
        """Answer one browser connection, counted."""
        with self.changed:
            QuietServer.busy += 1
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self.changed:
                QuietServer.busy -= 1
                self.changed.notify_all()

    @classmethod
    def settle(cls) -> None:
        """Wait until nothing is being answered: a poll that is under way would meet the emptying of the tables."""
        with cls.changed:
            assert cls.changed.wait_for(lambda: cls.busy == 0, timeout=20), (
                "the live server still answers a browser that is gone"
            )


LiveServerThread.server_class = QuietServer


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Migrate once, clone for each worker; the migrated original is kept until a migration changes."""
    with django_db_blocker.unblock():
        with alone():
            if not exists(original()):
                _migrate(original())
        mine = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
        admin(f'DROP DATABASE IF EXISTS "{mine}" WITH (FORCE)')
        admin(f'CREATE DATABASE "{mine}" TEMPLATE "{original()}" STRATEGY wal_log')
        point_at(mine)
        yield
        connection.close()
        connection.close_pool()
        admin(f'DROP DATABASE IF EXISTS "{mine}" WITH (FORCE)')


def _migrate(name: str) -> None:
    admin(f'DROP DATABASE IF EXISTS "{name}_new" WITH (FORCE)')
    admin(f'CREATE DATABASE "{name}_new"')
    point_at(f"{name}_new")
    call_command("migrate", verbosity=0)
    connection.close()
    connection.close_pool()
    admin(f'ALTER DATABASE "{name}_new" RENAME TO "{name}"')


def point_at(name: str) -> None:
    """Let Django use this database from now on."""
    connection.close()
    connection.close_pool()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def admin(statement: str) -> None:
    """Say something to the server itself."""
    with _server() as server:
        server.execute(statement.encode())


def exists(name: str) -> bool:
    """Whether the server has this database."""
    with _server() as server:
        return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is not None


def _server() -> "psycopg.Connection[tuple[object, ...]]":
    given = settings.DATABASES["default"]
    return psycopg.connect(
        host=given["HOST"], port=given["PORT"] or None, user=given["USER"], password=given["PASSWORD"] or None,
        dbname="postgres", autocommit=True,
    )  # fmt: skip


def original() -> str:
    """The name of the database that has every migration and nothing else."""
    digest = sha256((ROOT / "requirements.lock").read_bytes())
    for path in sorted(ROOT.glob("circlechart/**/migrations/*.py")):
        digest.update(path.read_bytes())
    return f"migrated_{digest.hexdigest()[:12]}"


@contextmanager
def alone() -> Iterator[None]:
    """One worker makes what all need; the others wait for it."""
    place = ROOT / ".data"
    place.mkdir(exist_ok=True)
    with (place / "migrate.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright itself."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A headless Chromium. Without one a run with CI=true fails; elsewhere the journeys are skipped with this reason."""
    found = chromium(playwright)
    if found is None:
        words = "No Chromium was found: install one, or name it in CIRCLECHART_CHROMIUM."
        pytest.fail(words) if os.environ.get("CI") else pytest.skip(words)
    started = playwright.chromium.launch(executable_path=found, args=CHROMIUM_FLAGS)
    yield started
    started.close()


@pytest.fixture
def browser_context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    yield context
    context.close()
    QuietServer.settle()


def chromium(playwright: Playwright) -> str | None:
    """Find a Chromium: named, installed, Playwright's own, or the one that `./circle test` unpacked."""
    places = [os.environ.get("CIRCLECHART_CHROMIUM")]
    places += [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")]
    places += [playwright.chromium.executable_path, str(ROOT / ".venv" / "chromium" / "chromium")]
    return next((place for place in places if place and Path(place).exists()), None)
