"""Starting Circlechart: the database, the pages and the worker, which live and die together.

Called by `./circle demo | serve | manage`; `./circle` has made the virtual environment already.
"""

import argparse
import ctypes
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from circlechart.base.database import embedded

ROOT = Path(__file__).resolve().parents[2]
FIRST_PORT, LAST_PORT = 8000, 8049
DIE_WITH_PARENT = 1  # prctl(PR_SET_PDEATHSIG)
STOP_SECONDS = 15
NEEDED_SPACE = 200 * 1024**2


def main(words: list[str]) -> int:
    """This function will start what the first word says."""
    verb, *rest = words
    try:
        if verb == "manage":
            return manage(rest)
        return demo(rest) if verb == "demo" else serve(rest)
    except embedded.DatabaseTrouble as problem:
        print(f"Circlechart: {problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        if problem.errno == 28:  # noqa: PLR2004
            print("Circlechart: the disk is full. Free some space and start again.", file=sys.stderr)
            return 1
        raise


def demo(words: list[str]) -> int:
    """This function will start the app with the demo clinic; what was entered stays from run to run."""
    parser = argparse.ArgumentParser(prog="./circle demo")
    parser.add_argument("--fresh", action="store_true", help="forget everything and start over")
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args(words)
    folder = _folder("demo")
    os.environ["CIRCLECHART_DEMO"] = "yes"
    cluster = _database(folder, fresh=given.fresh)
    try:
        _setup()
        _migrate()
        print("Setting up the demo clinic …", flush=True)
        _manage("seed_demo")
        port = _port(given.port)
        print(f"\nCirclechart is at http://localhost:{port}\n", flush=True)
        _manage("demo_signins")
        print("\nPress Ctrl-C to stop. What you enter is kept; ./circle demo --fresh starts over.\n", flush=True)
        return _run_all(port)
    finally:
        if cluster:
            cluster.stop()


def serve(words: list[str]) -> int:
    """This function will start the app on the clinic's own data."""
    parser = argparse.ArgumentParser(prog="./circle serve")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--host", default="127.0.0.1")
    given = parser.parse_args(words)
    cluster = _database(_folder("clinic"), fresh=False)
    try:
        _setup()
        _migrate()
        port = _port(given.port)
        print(f"Circlechart is at http://{given.host}:{port}", flush=True)
        return _run_all(port, given.host)
    finally:
        if cluster:
            cluster.stop()


def manage(words: list[str]) -> int:
    """This function will run one of Django's commands with Circlechart's database."""
    cluster = None
    started = False
    if "DATABASE_URL" not in os.environ:
        cluster = embedded.cluster(_folder("clinic" if "CIRCLECHART_DATA" in os.environ else "demo"))
        started = not cluster.running
        cluster.start()
        os.environ["DATABASE_URL"] = cluster.url
    try:
        _setup()
        _manage(*words)
        return 0
    finally:
        if cluster and started:
            cluster.stop()


def _folder(name: str) -> Path:
    folder = Path(os.environ.get("CIRCLECHART_DATA") or ROOT / ".data" / name)
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["CIRCLECHART_DATA"] = str(folder)
    return folder


def _database(folder: Path, *, fresh: bool) -> embedded.Cluster | None:
    if "DATABASE_URL" in os.environ:
        return None
    free = os.statvfs(folder)
    if free.f_bavail * free.f_frsize < NEEDED_SPACE:
        raise embedded.DatabaseTrouble("The disk is nearly full; a database needs about 200 MB. Free some space.")
    cluster = embedded.cluster(folder)
    if fresh:
        cluster.remove()
    print("Starting the database …", flush=True)
    cluster.start()
    os.environ["DATABASE_URL"] = cluster.url
    return cluster


def _setup() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "circlechart.web.settings")
    os.environ.setdefault("CIRCLECHART_SECRET_KEY", _secret())
    (ROOT / "static_collected").mkdir(exist_ok=True)
    import django

    django.setup()


def _secret() -> str:
    """Each data folder has its own key, made once."""
    place = Path(os.environ["CIRCLECHART_DATA"]) / "secret-key"
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch(mode=0o600)
        place.write_text(secrets.token_urlsafe(48))
    return place.read_text()


def _manage(*words: str) -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["circle", *words])


def _migrate() -> None:
    """Bring the tables up to date; a folder that a newer Circlechart has used is left alone."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    known = set(loader.disk_migrations)
    known |= {old for each in loader.disk_migrations.values() for old in each.replaces}
    strange = sorted(f"{app} {name}" for app, name in set(loader.applied_migrations) - known)
    if strange:
        raise embedded.DatabaseTrouble(
            f"This database was last used by a newer Circlechart (it has {strange[-1]}, which this one does not know). "
            "Start that version again. Nothing was changed."
        )
    _manage("migrate", "--verbosity", "0")


def _port(wished: int) -> int:
    first = wished or FIRST_PORT
    for port in range(first, max(first, LAST_PORT) + 1):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port != first:
            print(f"Port {first} is taken, so Circlechart uses {port}.", flush=True)
        return port
    raise embedded.DatabaseTrouble(f"No free port between {first} and {LAST_PORT}; give one with --port.")


def _run_all(port: int, host: str = "127.0.0.1") -> int:
    """Pages and worker as children; when one ends, all end."""
    from django.db import connection

    connection.close_pool()  # type: ignore[attr-defined]
    python = sys.executable
    pages = [python, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", "1"]
    pages += ["--blocking-threads", "4", "--no-ws", "--log-level", "warning", "circlechart.web.wsgi:application"]
    worker = [python, "-m", "django", "procrastinate", "worker", "--concurrency", "1"]
    children = [_child(pages), _child(worker)]
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping and all(child.poll() is None for child in children):
        time.sleep(0.2)
    failed = not stopping
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    for child in children:
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
    print("A part of Circlechart stopped by itself; the lines above say why." if failed else "Stopped.", flush=True)
    return 1 if failed else 0


def _child(words: list[str]) -> "subprocess.Popen[bytes]":
    # its own process group, so that Ctrl-C reaches only us and we stop things in order
    return subprocess.Popen(words, cwd=ROOT, preexec_fn=_tied_to_parent)


def _tied_to_parent() -> None:
    os.setpgrp()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
