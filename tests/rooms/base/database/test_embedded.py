"""The embedded PostgreSQL: where it lies, what it refuses, what it makes of a dead one's traces."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from circlechart.base.database import embedded


@pytest.fixture
def running(tmp_path: Path) -> Iterator[embedded.Cluster]:
    """A server of its own, as quick as it gets."""
    cluster = embedded.cluster(tmp_path / "data", fast=True)
    cluster.start()
    yield cluster
    cluster.stop()


def test_a_folder_with_a_long_name_gets_its_socket_elsewhere(tmp_path: Path) -> None:
    deep = tmp_path / ("a-folder-with-a-very-long-name" * 4)

    assert len(str(embedded.cluster(deep).socket)) <= embedded.LONGEST_SOCKET_PATH
    assert embedded.cluster(deep).socket == embedded.cluster(deep).socket
    assert embedded.cluster(deep).socket != embedded.cluster(deep / "other").socket


def test_a_folder_with_something_else_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pg").mkdir()
    (tmp_path / "pg" / "letters.txt").write_text("dear diary")

    with pytest.raises(embedded.DatabaseTrouble, match="is not empty and no database"):
        embedded.cluster(tmp_path).start()
    assert (tmp_path / "pg" / "letters.txt").read_text() == "dear diary"


def test_programs_that_are_not_there_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CIRCLECHART_PG_BIN", str(tmp_path))

    with pytest.raises(embedded.DatabaseTrouble, match=r"No PostgreSQL was found in CIRCLECHART_PG_BIN"):
        embedded.binaries()


def test_it_starts_twice_knows_the_traces_of_a_dead_one_and_can_be_removed(running: embedded.Cluster) -> None:
    running.start()  # already up: nothing happens
    assert running.running
    running.stop()
    assert not running.running
    (running.data / "postmaster.pid").write_text("1\n/nowhere\n")  # a pid that somebody else has now

    running.start()

    with psycopg.connect(running.url) as database:
        assert database.execute("SELECT 1").fetchone() == (1,)
    running.remove()
    assert not running.data.exists()
    assert not running.running


def test_it_listens_on_its_socket_only(running: embedded.Cluster) -> None:
    with psycopg.connect(running.url) as database:
        assert database.execute("SHOW listen_addresses").fetchone() == ("",)
        assert database.execute("SHOW data_checksums").fetchone() == ("on",)
    assert running.socket.stat().st_mode & 0o077 == 0
