"""The embedded PostgreSQL: where it lies, what it refuses, what it makes of a dead one's traces."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
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
    assert next(running.socket.glob(".s.PGSQL.*")).stat().st_mode & 0o077 == 0


def _as_a_link(place: Path) -> None:
    (place.parent / "elsewhere").mkdir(mode=0o700)
    place.symlink_to(place.parent / "elsewhere")


def _as_a_link_to_nowhere(place: Path) -> None:
    place.symlink_to(place.parent / "nowhere")


def _as_a_folder_for_everybody(place: Path) -> None:
    place.mkdir()
    place.chmod(0o777)


def _as_somebody_elses(place: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can play a second user")
    place.mkdir(mode=0o700)
    os.chown(place, embedded.NOBODY, embedded.NOBODY)


@pytest.mark.parametrize("made", [_as_a_link, _as_a_link_to_nowhere, _as_a_folder_for_everybody, _as_somebody_elses])
def test_a_socket_folder_that_is_not_ours_alone_is_refused(made: Callable[[Path], None], tmp_path: Path) -> None:
    place = tmp_path / "circlechart-0123456789ab"
    made(place)
    cluster = replace(embedded.cluster(tmp_path / "data"), socket=place)

    with pytest.raises(embedded.DatabaseTrouble, match="must be a folder that belongs to you alone"):
        cluster.start()
    assert not cluster.data.exists()


def test_the_log_holds_no_words_of_a_refused_statement(running: embedded.Cluster) -> None:
    """Refused by a check, by a length, by a type, by a trigger's own words; the statement carries the words, too."""
    refused = [
        "INSERT INTO said VALUES ('Oren Pell spoke of his relapse')",
        "INSERT INTO said VALUES ('Oren Pell spoke of his relapse on Sunday, at length')",
        "SELECT 'Oren Pell'::date",
        "DO $$ BEGIN RAISE EXCEPTION 'Oren Pell relapsed'; END $$",
    ]
    with psycopg.connect(running.url, autocommit=True) as database:
        database.execute("CREATE TABLE said (word varchar(40) CHECK (length(word) < 20))")
        for statement in refused:
            with pytest.raises(psycopg.Error):
                database.execute(statement.encode())
        with pytest.raises(psycopg.Error):
            database.execute("INSERT INTO said VALUES (%s)", ["Oren Pell spoke of his relapse"])
    running.stop()

    log = (running.data.parent / "postgresql.log").read_text()
    assert "Pell" not in log
    assert "database system is ready to accept connections" in log
