"""The app as a clinic runs it: `circlechart.web.run serve` on a data folder, with its pages, worker and database."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from bench.seed import PASSWORD

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120


@contextmanager
def running(folder: Path, port: int) -> "Iterator[subprocess.Popen[bytes]]":
    """Start it and wait until it answers; stop it in order, the database too."""
    environment = {**os.environ, "CIRCLECHART_DATA": str(folder), "CIRCLECHART_LOG_LEVEL": "ERROR"}
    environment.pop("DATABASE_URL", None)
    words = [sys.executable, "-m", "circlechart.web.run", "serve", "--port", str(port)]
    app = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(app, port)
        yield app
    finally:
        app.send_signal(signal.SIGTERM)
        app.wait(60)


def _wait(app: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if app.poll() is not None:
            raise SystemExit("Circlechart stopped before it answered; the lines above say why.")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/sign-in/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"Circlechart did not answer within {PATIENCE} s.")


@dataclass
class Answer:
    """What came back, and how long it took from the first byte sent to the last byte read."""

    status: int
    body: bytes
    milliseconds: float

    @property
    def text(self) -> str:
        return self.body.decode()


class Browser:
    """Somebody signed in, on one connection that is kept open."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def sign_in(self, username: str) -> None:
        """Through the sign-in page, as a person."""
        self.get("/sign-in/")
        answer = self.post("/sign-in/", {"username": username, "password": PASSWORD})
        if answer.status != 302:
            said = re.sub(r"<[^>]+>", " ", answer.text)
            raise SystemExit(f"{username} could not sign in ({answer.status}): {' '.join(said.split())[:300]}")

    def get(self, address: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", address, None, {})

    def post(self, address: str, fields: dict[str, str]) -> Answer:
        """Send a form."""
        return self._ask("POST", address, urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded"})

    def post_json(self, address: str, body: str) -> Answer:
        """Send what the page's own scripts send."""
        return self._ask("POST", address, body, {"Content-Type": "application/json", "Accept": "application/json"})

    def _ask(self, method: str, address: str, body: str | None, headers: dict[str, str]) -> Answer:
        headers = {"Accept": "text/html", **headers}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST":
            headers["X-CSRFToken"] = self.cookies.get("csrftoken", "")
        started = time.perf_counter()
        try:
            self.connection.request(method, address, body, headers)
            response = self.connection.getresponse()
        except ConnectionError:  # the server closes a connection that was idle; the next request opens another
            self.connection.close()
            started = time.perf_counter()
            self.connection.request(method, address, body, headers)
            response = self.connection.getresponse()
        content = response.read()
        took = (time.perf_counter() - started) * 1000
        for line in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return Answer(response.status, content, took)
