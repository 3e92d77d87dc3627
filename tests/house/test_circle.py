"""The launcher: what it says when something is not as it should be, and that nothing lives on after it."""

import ast
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType, SimpleNamespace

import psycopg
import pytest
from django.db import OperationalError

from circlechart.base.database import embedded
from circlechart.web import folder, run, supervise

ROOT = Path(__file__).resolve().parents[2]
LAUNCHER = ROOT / "circle"


@pytest.fixture
def circle() -> ModuleType:
    """The launcher as a module; it has no .py."""
    loader = SourceFileLoader("circle_launcher", str(LAUNCHER))
    module = module_from_spec(spec_from_loader("circle_launcher", loader))
    loader.exec_module(module)
    return module


def test_an_old_python_is_told_so_before_it_stumbles() -> None:
    pretend = (
        "import runpy, sys; sys.version_info = (3, 8, 10); sys.version = '3.8.10 (old)'; "
        f"runpy.run_path({str(LAUNCHER)!r}, run_name='__main__')"
    )

    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr.strip() == "Circlechart needs Python 3.11 or newer; this is 3.8.10."


def test_an_old_python_can_read_the_launcher() -> None:
    tree = ast.parse(LAUNCHER.read_text(), feature_version=(3, 7))
    kinds = [type(node) for node in tree.body]

    assert kinds.index(ast.If) < kinds.index(ast.FunctionDef)


def test_the_launcher_needs_the_standard_library_only() -> None:
    imported = re.findall(r"^(?:import|from) (\w+)", LAUNCHER.read_text(), re.MULTILINE)

    assert set(imported) <= set(sys.stdlib_module_names)


def test_without_a_verb_it_lists_the_verbs(circle: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert circle.main([]) == 0
    said = capsys.readouterr().out
    for verb in ("demo", "serve", "test", "check", "fix", "bench", "spec", "map", "manage"):
        assert re.search(rf"^  {verb} ", said, re.MULTILINE)
    assert circle.main(["dance"]) == 2


def test_a_full_disk_is_told_before_anything_is_installed(
    circle: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(circle, "VENV", tmp_path)
    monkeypatch.setattr(circle, "PYTHON", tmp_path / "bin" / "python")
    monkeypatch.setattr(circle.shutil, "disk_usage", lambda _: SimpleNamespace(free=3 * 1024**2))

    with pytest.raises(SystemExit) as stopped:
        circle.prepare(tests=False)

    assert stopped.value.code == 1
    assert "only 3 MB left" in capsys.readouterr().err


def test_nothing_is_fetched_when_the_lock_has_not_changed(
    circle: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.touch()
    wanted = circle.hashlib.sha256((ROOT / "requirements.lock").read_bytes()).hexdigest()
    (tmp_path / "installed-requirements").write_text(wanted)
    monkeypatch.setattr(circle, "VENV", tmp_path)
    monkeypatch.setattr(circle, "PYTHON", python)
    monkeypatch.setattr(circle.subprocess, "run", lambda *_, **__: pytest.fail("something was run"))

    circle.prepare(tests=False)


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens at."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_a_taken_port_is_named_and_the_next_one_used(
    taken: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "FIRST_PORT", taken)
    monkeypatch.setattr(run, "LAST_PORT", taken + 20)

    used = run._port(0)

    assert taken < used <= taken + 20
    assert capsys.readouterr().out == f"Port {taken} is taken, so Circlechart uses {used}.\n"


def test_when_every_port_is_taken_it_says_how_to_name_one(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "LAST_PORT", 0)

    with pytest.raises(embedded.DatabaseTrouble, match=r"give one with --port"):
        run._port(taken)


def test_the_words_about_a_full_disk_come_from_the_log(tmp_path: Path) -> None:
    log = tmp_path / "postgresql.log"
    log.write_text("LOG: starting\nFATAL: could not write lock file: No space left on device\n")

    assert "The disk is full" in embedded._why_not(log)


def test_a_nearly_full_disk_refuses_before_the_database_starts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("CIRCLECHART_DATA", str(tmp_path))
    monkeypatch.setattr(run.os, "statvfs", lambda _: SimpleNamespace(f_bavail=10, f_frsize=4096))

    assert run.main(["serve"]) == 1
    assert "The disk is nearly full" in capsys.readouterr().err
    assert not (tmp_path / "pg").exists()


def test_a_disk_that_fills_up_later_is_named_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(words: list[str]) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(run, "serve", full)

    assert run.main(["serve"]) == 1
    assert "the disk is full. Free some space and start again; nothing is lost." in capsys.readouterr().err


def test_a_disk_that_fills_up_under_the_database_is_named_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(words: list[str]) -> int:
        raise OperationalError("could not extend file") from psycopg.errors.DiskFull("No space left on device")

    monkeypatch.setattr(run, "demo", full)

    assert run.main(["demo"]) == 1
    assert "the disk is full" in capsys.readouterr().err


def test_another_trouble_of_the_database_is_not_called_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(words: list[str]) -> int:
        raise OperationalError("no") from psycopg.errors.AdminShutdown("terminating connection")

    monkeypatch.setattr(run, "demo", broken)

    with pytest.raises(OperationalError):
        run.main(["demo"])


def test_what_a_part_leaves_behind_ends_with_it() -> None:
    leaves = "import subprocess, sys; subprocess.Popen(['sleep', '600']); sys.exit()"
    part = subprocess.Popen([sys.executable, "-c", leaves], start_new_session=True)
    part.wait(30)
    os.killpg(part.pid, 0)  # the sleeper is there

    supervise._end_group(part.pid)

    with pytest.raises(ProcessLookupError):
        os.killpg(part.pid, 0)


def test_a_folder_of_a_newer_postgresql_is_refused_and_left_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("CIRCLECHART_DATA", str(tmp_path))
    (tmp_path / "pg").mkdir()
    (tmp_path / "pg" / "PG_VERSION").write_text("99\n")

    assert run.main(["serve"]) == 1
    assert "belongs to PostgreSQL 99" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "pg").iterdir()] == ["PG_VERSION"]


@pytest.mark.django_db
def test_a_database_of_a_newer_circlechart_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.create(app="notes", name="0942_telepathy")
    monkeypatch.setattr(run, "_manage", lambda *_: pytest.fail("it was migrated"))

    with pytest.raises(embedded.DatabaseTrouble, match=r"newer Circlechart \(it has notes 0942_telepathy"):
        run._migrate()


def test_a_held_folder_is_refused_until_its_holder_lets_go(tmp_path: Path) -> None:
    held = folder.hold(tmp_path)
    with pytest.raises(embedded.DatabaseTrouble, match="in use by another one that is just starting"):
        folder.hold(tmp_path)
    folder.tell(held, "http://localhost:8000")
    with pytest.raises(
        embedded.DatabaseTrouble, match=r"the one that runs at http://localhost:8000\. .* CIRCLECHART_DATA"
    ):
        folder.hold(tmp_path)
    held.close()
    folder.hold(tmp_path).close()
    assert (tmp_path / folder.NAME).read_text() == ""


def test_told_to_stop_while_it_starts_it_leaves_no_process(tmp_path: Path) -> None:
    place = tmp_path / "d"
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    starting = subprocess.Popen(
        [sys.executable, "-m", "circlechart.web.run", "serve"], cwd=ROOT,
        env=environment | {"CIRCLECHART_DATA": str(place)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _until(lambda: (place / "pg" / "postmaster.pid").exists())
    starting.terminate()

    assert starting.wait(60) == run.INTERRUPTED
    _until(lambda: _living(place) == [])


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A data folder that nothing works in any more once the test is over, however it went."""
    yield tmp_path / "d"
    for process in _living(tmp_path / "d"):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def test_it_starts_survives_being_killed_and_leaves_nothing_behind(place: Path) -> None:
    """One start for all of it, because a start takes seconds: serve, kill -9, serve again, Ctrl-C."""
    first = _serving(place)
    with psycopg.connect(embedded.cluster(place).url, autocommit=True) as database:
        database.execute("CREATE TABLE kept (word text)")
        database.execute("INSERT INTO kept VALUES ('what was saved')")
        _until(
            lambda: _serving_roles(database) == {embedded.APP_USER}
        )  # the owner's last connection may still be going
    server = int((place / "pg" / "postmaster.pid").read_text().split()[0])
    first.kill()
    os.kill(server, signal.SIGKILL)  # and the power is gone
    first.wait(30)

    second = _serving(place)
    _until(lambda: (place / folder.NAME).read_text() != "")  # it says where it is once its pages answer
    refused = _told(place)
    assert refused.returncode == 1
    assert re.search(r"in use by the one that runs at http://127.0.0.1:\d+\.", refused.stderr)
    with psycopg.connect(embedded.cluster(place).url) as database:
        assert database.execute("SELECT word FROM kept").fetchall() == [("what was saved",)]
    _the_live_process_comes_back(place)
    second.send_signal(signal.SIGINT)

    assert second.wait(60) == 0
    _until(lambda: _living(place) == [])
    assert not (place / "pg" / "postmaster.pid").exists()


def _the_live_process_comes_back(place: Path) -> None:
    """Killed, it is started again, and neither the pages nor the worker have ended."""
    _until(lambda: len(_running(place, b"circlechart.base.live")) == 1)
    before = _running(place, b"circlechart.base.live")
    others = _running(place, b"granian") | _running(place, b"procrastinate")
    assert len(others) >= 2
    os.kill(*before, signal.SIGKILL)

    _until(lambda: bool(_running(place, b"circlechart.base.live") - before))
    assert others <= set(_living(place))


def _running(place: Path, word: bytes) -> set[int]:
    """The processes of the folder that were started with this word."""
    found = set()
    for process in _living(place):
        with suppress(OSError):
            if word in Path(f"/proc/{process}/cmdline").read_bytes():
                found.add(process)
    return found


def _serving(place: Path) -> "subprocess.Popen[bytes]":
    """`./circle serve` behind its virtual environment, until it answers."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"CIRCLECHART_DATA": str(place), "CIRCLECHART_LOG_LEVEL": "ERROR"}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    started = subprocess.Popen(
        [sys.executable, "-m", "circlechart.web.run", "serve", "--port", str(port)],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _until(lambda: started.poll() is not None or _answers(port))
    assert started.poll() is None
    return started


def _told(place: Path) -> "subprocess.CompletedProcess[str]":
    """What a second start on the same folder is told; it must leave the first one's database running."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-m", "circlechart.web.run", "serve"],
        cwd=ROOT, env=environment | {"CIRCLECHART_DATA": str(place)}, capture_output=True, text=True, check=False,
        timeout=60,
    )  # fmt: skip


def _serving_roles(database: "psycopg.Connection[tuple[str, ...]]") -> set[str]:
    found = database.execute("SELECT usename FROM pg_stat_activity WHERE application_name = 'circlechart'")
    return {row[0] for row in found}


def _answers(port: int) -> bool:
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=5).status == 200
    except OSError:
        return False


def _living(place: Path) -> list[int]:
    """The processes that work in the folder or were started for it."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            known = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
            mine = str(place).encode() in known and int(process.name) != os.getpid()
            state = (process / "stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            continue
        if mine and state != "Z":
            found.append(int(process.name))
    return found


def _until(condition: Callable[[], bool], patience: float = 240) -> None:
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.05)


def test_an_external_database_has_an_owner_and_a_role_that_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://serving:one@db.example/clinic")
    monkeypatch.setenv(run.OWNER_URL, "postgresql://owner:two@db.example/clinic")

    found = run._database(Path(), fresh=False)

    assert (found.cluster, found.role) == (None, "serving")
    assert found.serves == "postgresql://serving:one@db.example/clinic"
    assert os.environ["DATABASE_URL"] == "postgresql://owner:two@db.example/clinic"
    assert run.OWNER_URL not in os.environ


def test_an_owner_that_is_also_the_role_that_serves_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://owner:one@db.example/clinic")
    monkeypatch.setenv(run.OWNER_URL, "postgresql://owner:two@db.example/clinic")

    with pytest.raises(embedded.DatabaseTrouble, match="name the same role, owner"):
        run._database(Path(), fresh=False)


def test_one_external_address_serves_and_migrates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://owner@db.example/clinic")
    monkeypatch.delenv(run.OWNER_URL, raising=False)

    assert run._database(Path(), fresh=False) == run.Database(None, "postgresql://owner@db.example/clinic", None)


def test_ctrl_c_while_it_starts_ends_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(words: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "demo", interrupted)

    assert run.main(["demo"]) == 130
    assert capsys.readouterr().out == "Stopped.\n"
