"""Behind a TLS proxy: who asks and how is believed from the proxy that was named, and from nobody else."""

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlencode

import pytest
from axes.models import AccessAttempt
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client as Browser
from django.test import RequestFactory
from django.urls import reverse

from circlechart.base.audit.models import AuditEvent
from circlechart.web import proxy
from tests import cast

ROOT = Path(__file__).resolve().parents[3]
SIGN_IN = reverse("access:sign-in")
INSIDE, OUTSIDE = "10.1.2.3", "203.0.113.7"


@pytest.fixture
def named(settings: Any) -> None:
    settings.PROXIES = [ip_network("10.1.2.3"), ip_network("192.168.0.0/16"), ip_network("::1")]


def seen(remote: str, told: str | None, proto: str | None = None) -> tuple[str, bool]:
    """The address and whether it is safe, as everything behind the first middleware sees it."""
    found: list[tuple[str, bool]] = []

    def look(request: HttpRequest) -> HttpResponse:
        found.append((request.META["REMOTE_ADDR"], request.is_secure()))
        assert not [name for name in request.META if name.startswith("HTTP_X_FORWARDED")]
        return HttpResponse()

    headers = {"x-forwarded-for": told, "x-forwarded-proto": proto}
    asked = RequestFactory(REMOTE_ADDR=remote).get("/", headers={k: v for k, v in headers.items() if v is not None})
    proxy.behind(look)(asked)
    return found[0]


@pytest.mark.usefixtures("named")
@pytest.mark.parametrize(
    ("remote", "told", "found"),
    [
        (INSIDE, OUTSIDE, OUTSIDE),
        (INSIDE, f"198.51.100.9, {OUTSIDE}", OUTSIDE),  # what the client wrote itself stands on the left
        (INSIDE, f"{OUTSIDE}, 192.168.4.4", OUTSIDE),  # two proxies of ours
        (INSIDE, f"{OUTSIDE}, unknown", INSIDE),
        (INSIDE, f"<script>,{OUTSIDE}", OUTSIDE),
        (INSIDE, "2001:db8::5", "2001:db8::5"),
        (INSIDE, "", INSIDE),
        (INSIDE, None, INSIDE),
        ("::1", OUTSIDE, OUTSIDE),
        ("::ffff:10.1.2.3", OUTSIDE, OUTSIDE),
        ("10.1.2.4", OUTSIDE, "10.1.2.4"),
        ("", OUTSIDE, ""),
    ],
)
def test_the_client_is_whom_the_named_proxy_saw(remote: str, told: str | None, found: str) -> None:
    assert seen(remote, told)[0] == found


@pytest.mark.usefixtures("named")
@pytest.mark.parametrize(
    ("remote", "proto", "safe"),
    [
        (INSIDE, "https", True),
        (INSIDE, "http", False),
        (INSIDE, "https, http", False),
        (INSIDE, None, False),
        (OUTSIDE, "https", False),
    ],
)
def test_only_the_named_proxy_says_that_it_was_https(remote: str, proto: str | None, safe: bool) -> None:
    assert seen(remote, None, proto)[1] is safe


def test_without_a_named_proxy_nobody_is_believed() -> None:
    assert seen("127.0.0.1", OUTSIDE, "https") == ("127.0.0.1", False)


@pytest.mark.django_db
def test_the_lock_out_and_the_trail_know_the_client_behind_the_proxy(client: Browser, settings: Any) -> None:
    cast.clinic(clients=0).user("lead")
    settings.PROXIES = [ip_network("127.0.0.1")]

    client.post(SIGN_IN, {"username": "anneke", "password": "wrong"}, headers={"x-forwarded-for": OUTSIDE})

    assert AuditEvent.objects.get(verb="access.sign_in_refused").ip == OUTSIDE
    assert AccessAttempt.objects.get().ip_address == OUTSIDE


@pytest.mark.django_db
def test_a_made_up_address_neither_escapes_the_lock_out_nor_enters_the_trail(client: Browser) -> None:
    cast.clinic(clients=0).user("lead")

    answers = [
        client.post(SIGN_IN, {"username": "anneke", "password": "wrong"}, headers={"x-forwarded-for": f"203.0.113.{n}"})
        for n in range(6)
    ]

    assert answers[-1].status_code == 429
    assert set(AuditEvent.objects.values_list("ip", flat=True)) == {"127.0.0.1"}


def boot(**variables: str) -> "subprocess.CompletedProcess[str]":
    """What the settings come to with these variables."""
    code = "from circlechart.web import settings as s; print(s.HTTPS, s.SESSION_COOKIE_SECURE, s.CSRF_TRUSTED_ORIGINS)"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **variables}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def test_https_without_a_named_proxy_is_refused_at_the_start() -> None:
    refused = boot(CIRCLECHART_HTTPS="yes")
    assert refused.returncode != 0
    assert "CIRCLECHART_HTTPS=yes: name the address of your TLS proxy in CIRCLECHART_PROXY" in refused.stderr


def test_a_proxy_means_https_unless_said_otherwise() -> None:
    named = {"CIRCLECHART_PROXY": "127.0.0.1", "CIRCLECHART_HOSTS": "clinic.example,.north.example,*"}
    assert boot(**named).stdout.strip() == "True True ['https://clinic.example', 'https://*.north.example']"
    assert boot(**named, CIRCLECHART_HTTPS="no").stdout.strip() == "False False []"
    assert boot().stdout.strip() == "False False []"
    assert "expected addresses, such as 127.0.0.1,10.0.0.0/8" in boot(CIRCLECHART_PROXY="localhost").stderr


class TlsProxy(BaseHTTPRequestHandler):
    """As much of a TLS proxy as docs/it.md asks for: it keeps the host and overwrites who asked and how."""

    behind_port = 0

    def forward(self) -> None:
        """Ask the pages behind and hand their answer on."""
        headers = {name: value for name, value in self.headers.items() if not name.lower().startswith("x-forwarded")}
        headers |= {"X-Forwarded-For": self.client_address[0], "X-Forwarded-Proto": "https"}
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        pages = http.client.HTTPConnection("127.0.0.1", self.behind_port, timeout=20)
        pages.request(self.command, self.path, body, headers)
        answer = pages.getresponse()
        said = answer.read()
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                self.send_header(name, value)
        self.send_header("content-length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_GET = do_POST = forward

    def log_message(self, *words: object) -> None:
        """Say nothing."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def pages(transactional_db: None) -> Iterator[int]:
    """The pages as they are served, behind a proxy at 127.0.0.1, under the name clinic.example."""
    given, port = connection.settings_dict, free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": f"postgresql:///{given['NAME']}?host={given['HOST']}&user={given['USER']}",
        "CIRCLECHART_PROXY": "127.0.0.1",
        "CIRCLECHART_HOSTS": "clinic.example",
        "CIRCLECHART_SECRET_KEY": "a-key-of-this-test-alone-that-is-long-enough-for-it",
    }
    words = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--blocking-threads", "2"]
    started = subprocess.Popen([*words, "circlechart.web.wsgi:application"], cwd=ROOT, env=environment)
    try:
        deadline = time.monotonic() + 60
        while not listens(port):
            assert started.poll() is None and time.monotonic() < deadline
            time.sleep(0.05)
        yield port
    finally:
        started.terminate()
        started.wait(30)


@pytest.fixture
def tls(pages: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, ssl.SSLContext]]:
    """A TLS proxy in front of them: its port, and what a browser must trust."""
    if shutil.which("openssl") is None:
        pytest.skip("No openssl to make a certificate with.")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=clinic.example"]
    words += ["-addext", "subjectAltName=DNS:clinic.example", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(words, check=True, capture_output=True)
    monkeypatch.setattr(TlsProxy, "behind_port", pages)
    server = ThreadingHTTPServer(("127.0.0.1", 0), TlsProxy)
    mine = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    mine.load_cert_chain(certificate, key)
    server.socket = mine.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, ssl.create_default_context(cafile=str(certificate))
    server.shutdown()
    server.server_close()


class Visitor:
    """A browser that resolves clinic.example to the proxy, keeps cookies, and says where a form comes from."""

    def __init__(self, port: int, trusts: ssl.SSLContext) -> None:
        self.port, self.trusts, self.cookies = port, trusts, dict[str, str]()

    def ask(self, method: str, path: str, **form: str) -> tuple[http.client.HTTPResponse, str]:
        """One request over TLS."""
        link = http.client.HTTPSConnection("clinic.example", self.port, context=self.trusts, timeout=20)
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        link.sock = self.trusts.wrap_socket(plain, server_hostname="clinic.example")
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method == "POST":
            headers |= {"Origin": "https://clinic.example", "Content-Type": "application/x-www-form-urlencoded"}
        headers |= {"Host": "clinic.example", "X-Forwarded-For": OUTSIDE}
        link.request(method, path, urlencode(form), headers)
        answer = link.getresponse()
        said = answer.read().decode()
        for line in answer.headers.get_all("set-cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
            assert "Secure" in line
        link.close()
        return answer, said


def test_signing_in_through_a_tls_proxy(tls: tuple[int, ssl.SSLContext], pages: int) -> None:
    cast.clinic(clients=0).user("lead")
    visitor = Visitor(*tls)

    page, _ = visitor.ask("GET", SIGN_IN)
    token = visitor.cookies["csrftoken"]
    entered, _ = visitor.ask("POST", SIGN_IN, username="anneke", password=cast.PASSWORD, csrfmiddlewaretoken=token)
    today, said = visitor.ask("GET", reverse("home:today"))

    assert page.status == 200
    assert page.headers["strict-transport-security"].startswith("max-age=31536000")
    assert (entered.status, entered.headers["location"]) == (302, reverse("home:today"))
    assert today.status == 200
    assert "Anneke" in said
    assert AuditEvent.objects.get(verb="access.sign_in").ip == "127.0.0.1"  # as the proxy saw it, not as was told
    plain = http.client.HTTPConnection("127.0.0.1", pages, timeout=20)
    plain.request("GET", SIGN_IN, headers={"Host": "clinic.example"})
    assert plain.getresponse().headers["location"] == f"https://clinic.example{SIGN_IN}"
