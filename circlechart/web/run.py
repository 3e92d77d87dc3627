"""Starting Circlechart: the database, the pages and the worker, which live and die together.

Called by `./circle demo | serve | manage`; `./circle` has made the virtual environment already.
"""

import argparse
import os
import secrets
import signal
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from circlechart.base.database import embedded
from circlechart.web import folder
from circlechart.web.environment import Environment
from circlechart.web.supervise import run_all

ROOT = Path(__file__).resolve().parents[2]
FIRST_PORT, LAST_PORT, HIGHEST_PORT = 8000, 8049, 65535
NEEDED_SPACE = 200 * 1024**2
INTERRUPTED = 130
OF_THE_DEMO = ("seed_demo", "demo_signins", "scenario")
WITHOUT_DATA = ("explain", "leakcheck", "x12")  # they read the files that they are given and nothing else
DEMO_WORDS = "What you enter is kept; ./circle demo --fresh starts over."
OWNER_URL = "CIRCLECHART_DATABASE_OWNER_URL"
LIVE_PORT = "CIRCLECHART_LIVE_PORT"


@dataclass(frozen=True, slots=True)
class Database:
    """Where the data is: our own cluster or none of ours, the address to serve with, the role to give its rights to."""

    cluster: embedded.Cluster | None
    serves: str
    role: str | None
    held: TextIO | None = None

    def at(self, address: str) -> None:
        if self.held:
            folder.tell(self.held, address)

    def stop(self) -> None:
        if self.cluster:
            self.cluster.stop()
        if self.held:
            folder.tell(self.held, "")
            self.held.close()


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
    except KeyboardInterrupt:
        print("Stopped.", flush=True)
        return INTERRUPTED
    except Exception as problem:
        if not folder.is_full(problem):
            raise
        print("Circlechart: the disk is full. Free some space and start again; nothing is lost.", file=sys.stderr)
        return 1


def demo(words: list[str]) -> int:
    """This function will start the app with the demo clinic; what was entered stays from run to run."""
    parser = argparse.ArgumentParser(prog="./circle demo")
    parser.add_argument("--fresh", action="store_true", help="forget everything and start over")
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args(words)
    os.environ["CIRCLECHART_DEMO"] = "yes"
    database = _database(_folder("demo"), fresh=given.fresh)
    try:
        _setup()
        _migrate()
        print("Setting up the demo clinic …", flush=True)
        _manage("seed_demo")
        port = _port(given.port)
        _manage("demo_signins")
        _serve_with(database)
        return run_all(
            port, live_port=_live_port(port), ready=lambda: _welcome(database, f"http://localhost:{port}", DEMO_WORDS)
        )
    finally:
        database.stop()


def serve(words: list[str]) -> int:
    """This function will start the app on the clinic's own data."""
    parser = argparse.ArgumentParser(prog="./circle serve")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--host", default="127.0.0.1")
    given = parser.parse_args(words)
    database = _database(_folder("clinic"), fresh=False)
    try:
        _setup()
        _migrate()
        port = _port(given.port)
        _serve_with(database)
        return run_all(
            port,
            given.host,
            live_port=_live_port(port),
            ready=lambda: _welcome(database, f"http://{given.host}:{port}", ""),
        )
    finally:
        database.stop()


def manage(words: list[str]) -> int:
    """This function will run one of Django's commands on the data that `serve` serves; the demo's own on the demo's."""
    cluster, held = None, None
    if words[:1] and words[0] in WITHOUT_DATA:
        os.environ.setdefault("CIRCLECHART_SECRET_KEY", secrets.token_urlsafe(48))
        _setup()
        _manage(*words)
        return 0
    place = _folder("demo" if words[:1] and words[0] in OF_THE_DEMO else "clinic")
    if OWNER_URL in os.environ:
        os.environ["DATABASE_URL"] = os.environ.pop(OWNER_URL)
    if "DATABASE_URL" not in os.environ:
        cluster = embedded.cluster(place)
        if not cluster.running:  # else it is somebody else's to stop
            held = folder.hold(place)
        cluster.start()
        os.environ["DATABASE_URL"] = cluster.url
    try:
        _setup()
        _manage(*words)
        return 0
    finally:
        if cluster and held:
            cluster.stop()
            held.close()


def _welcome(database: Database, address: str, more: str) -> None:
    """Said when the pages answer, not before: whoever follows the address at once finds them."""
    database.at(address)
    print(f"\nCirclechart is at {address}\n\nPress Ctrl-C to stop. {more}\n", flush=True)


def _folder(name: str) -> Path:
    place = Path(os.environ.get("CIRCLECHART_DATA") or ROOT / ".data" / name)
    folder.make(place)
    os.environ["CIRCLECHART_DATA"] = str(place)
    return place


def _database(place: Path, *, fresh: bool) -> Database:
    """Start the database where it is ours; from here on DATABASE_URL is its owner's."""
    if "DATABASE_URL" in os.environ:
        return _external(os.environ["DATABASE_URL"], os.environ.pop(OWNER_URL, ""))
    free = os.statvfs(place)
    if free.f_bavail * free.f_frsize < NEEDED_SPACE:
        raise embedded.DatabaseTrouble("The disk is nearly full; a database needs about 200 MB. Free some space.")
    cluster = embedded.cluster(place)
    held = folder.hold(place)
    if fresh:
        cluster.remove()
    print("Starting the database …", flush=True)
    try:
        cluster.start()
    except KeyboardInterrupt:
        cluster.stop()
        raise
    os.environ["DATABASE_URL"] = cluster.url
    return Database(cluster, cluster.app_url, embedded.APP_USER, held)


def _external(serves: str, owner: str) -> Database:
    """Two addresses, two roles; with one address the owner serves, and the triggers alone keep what is append-only."""
    if not owner:
        return Database(None, serves, None)
    roles = [str(Environment({"URL": each}).database("URL", Path())["USER"]) for each in (serves, owner)]
    if roles[0] == roles[1]:
        raise embedded.DatabaseTrouble(f"DATABASE_URL and {OWNER_URL} name the same role, {roles[0]}. Name two.")
    os.environ["DATABASE_URL"] = owner
    return Database(None, serves, roles[0])


def _setup() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "circlechart.web.settings")
    if not os.environ.get("CIRCLECHART_SECRET_KEY"):
        os.environ["CIRCLECHART_SECRET_KEY"] = folder.secret(Path(os.environ["CIRCLECHART_DATA"]))
    (ROOT / "static_collected").mkdir(exist_ok=True)
    import django

    django.setup()


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


def _serve_with(database: Database) -> None:
    """From here on the role that serves: it owns nothing and cannot change what is append-only."""
    from django.db import connection

    from circlechart.base.database import grants

    if database.role is not None:
        grants.grant(database.role)
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's has one
    os.environ["DATABASE_URL"] = database.serves


def _port(wished: int) -> int:
    first = wished or FIRST_PORT
    port = _free(first, max(first, LAST_PORT))
    if port is None:
        raise embedded.DatabaseTrouble(f"No free port between {first} and {LAST_PORT}; give one with --port.")
    if port != first:
        print(f"Port {first} is taken, so Circlechart uses {port}.", flush=True)
    return port


def _live_port(port: int) -> int:
    """The port of the live process: the next free one after the pages', and where the pages say that it is."""
    given = int(os.environ.get(LIVE_PORT) or 0) or _free(port + 1, min(port + 100, HIGHEST_PORT)) or 0
    os.environ[LIVE_PORT] = str(given)
    return given


def _free(first: int, last: int) -> int | None:
    for port in range(first, last + 1):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    return None


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # told to stop while it starts, it stops in order
    sys.exit(main(sys.argv[1:]))
