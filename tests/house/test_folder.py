"""The data folder: whose it is, whose eyes it is for, and its key."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from circlechart.base.database import embedded
from circlechart.web import folder, run, settings

ROOT = Path(__file__).resolve().parents[2]


def mode(place: Path) -> int:
    return stat.S_IMODE(place.stat().st_mode)


def test_a_new_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder.make(tmp_path / "some" / "where")

    assert mode(tmp_path / "some" / "where") == 0o700


@pytest.mark.parametrize(("holds", "becomes"), [("pg", 0o700), ("letters", 0o755), (None, 0o700)])
def test_a_folder_that_stood_open_is_closed_unless_it_is_for_something_else(
    holds: str | None, becomes: int, tmp_path: Path
) -> None:
    place = tmp_path / "clinic"
    place.mkdir()
    place.chmod(0o755)
    if holds:
        (place / holds).mkdir()

    folder.make(place)

    assert mode(place) == becomes


def test_the_key_is_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    key = folder.secret(tmp_path)

    assert len(key) >= folder.SHORTEST_KEY
    assert folder.secret(tmp_path) == key
    assert mode(tmp_path / folder.KEY) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [folder.KEY]


def test_a_disk_that_fills_up_under_the_key_leaves_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as now, pytest.raises(OSError, match="No space left"):
        now.setattr(folder.os, "fsync", full)
        folder.secret(tmp_path)

    assert not (tmp_path / folder.KEY).exists()
    assert len(folder.secret(tmp_path)) >= folder.SHORTEST_KEY


@pytest.mark.parametrize("left", ["", "\n", "half-of-a-key"])
def test_a_key_that_was_cut_short_is_refused_and_never_replaced_by_the_public_one(
    left: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / folder.KEY).write_text(left)
    monkeypatch.setenv("CIRCLECHART_DATA", str(tmp_path))
    monkeypatch.setenv("CIRCLECHART_SECRET_KEY", "")

    assert run.main(["manage", "check"]) == 1

    assert "is empty or cut short" in capsys.readouterr().err
    assert os.environ["CIRCLECHART_SECRET_KEY"] == ""
    assert (tmp_path / folder.KEY).read_text() == left


@pytest.mark.parametrize("key", ["", settings.INSECURE_KEY])
def test_the_public_key_never_serves(key: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import circlechart.web.wsgi"], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "CIRCLECHART_SECRET_KEY": key},
    )  # fmt: skip

    assert done.returncode == 1
    assert "does not serve with the public key" in done.stderr


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["serve"], "clinic"),
        (["manage", "check"], "clinic"),
        (["manage"], "clinic"),
        (["demo"], "demo"),
        (["manage", "scenario", "--json"], "demo"),
        (["manage", "seed_demo"], "demo"),
    ],
)
def test_each_verb_has_its_folder(
    words: list[str], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def look(place: Path) -> embedded.Cluster:
        raise embedded.DatabaseTrouble(f"It was to be {place.name}.")

    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(embedded, "cluster", look)
    for variable in ("CIRCLECHART_DATA", "DATABASE_URL", "CIRCLECHART_DEMO"):
        monkeypatch.setenv(variable, "")  # so that it is put back afterwards
        monkeypatch.delenv(variable)

    run.main(words)

    assert capsys.readouterr().err == f"Circlechart: It was to be {name}.\n"
