"""The live process, started for a test on the test's own database."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from django.conf import settings

from circlechart.web import supervise

ROOT = Path(__file__).resolve().parent.parent
KEY = "a-key-for-the-tests-of-the-live-process-and-nothing-else"
PATIENCE = 30


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class LiveProcess:
    """One process as `supervise` starts it, that a test may kill and start again on the same port."""

    def __init__(self) -> None:
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it hears the database: before, it answers a good ticket with 503, a bad one with 403."""
        given = settings.DATABASES["default"]
        address = f"postgresql:///{given['NAME']}?host={given['HOST']}&user={given['USER']}"
        address += f"&port={given['PORT']}" if given["PORT"] else ""
        environment = {**os.environ, "DATABASE_URL": address, "CIRCLECHART_SECRET_KEY": KEY}
        self.process = subprocess.Popen(
            supervise.live_words("127.0.0.1", self.port), cwd=ROOT, env={**environment, "DJANGO_SETTINGS_MODULE": "circlechart.web.settings"},
        )  # fmt: skip
        self.until(lambda: self.status("nothing") == 403)

    def kill(self) -> None:
        """As the kernel would, without a word."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(PATIENCE)
            self.process = None

    def status(self, ticket: str) -> int:
        """How it answers a ticket; 0 when it does not."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/?ticket={ticket}", timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code
        except OSError:
            return 0

    def until(self, condition: Any) -> None:
        """Wait for something."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, "it did not come"
            time.sleep(0.05)
