"""`manage x12 check`: both opinions, exit codes, no database, and nothing of the file in a log."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[4]
FORMATS = ROOT / "tests" / "formats" / "x12"
GOOD = FORMATS / "golden" / "837p_group_original.edi"
WHEELCHAIR = FORMATS / "corpus" / "837P_wheelchair.edi"


def checked(*words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        call_command("x12", "check", *words)
    out, err = capsys.readouterr()
    return int(str(ended.value.code)), out, err


def test_a_good_file_ends_with_zero(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = checked(str(GOOD), "--json", capsys=capsys)
    said = json.loads(out)
    assert code == 0
    assert (said["segments"], said["transactions"], said["claims"]) == (38, 1, 1)
    assert (said["errors"], said["warnings"], said["findings"], said["pyx12"]) == (0, 0, [], "asked")


def test_errors_end_with_one_and_both_opinions_count_from_the_first_segment(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = GOOD.read_text()
    start, end = text.index("ST*"), text.index("GE*")
    second = text[start:end].replace("*0001", "*0002").replace("*UN*1", "*XX*1")
    second = second.replace("PCN000001", "PCN000002").replace("CH00000001", "CH00000002")
    path = tmp_path / "two.edi"
    path.write_text(text[:end] + second + text[end:].replace("GE*1", "GE*2"))

    code, out, _ = checked(str(path), "--json", capsys=capsys)

    said = json.loads(out)
    assert code == 1
    assert {one["source"] for one in said["findings"]} == {"circlechart", "pyx12"}
    assert {(one["position"], one["element"], one["value"]) for one in said["findings"]} == {(67, "SV103", "XX")}
    assert all(one["sentence"] and one["mend"] for one in said["findings"])


def test_plain_text_names_place_value_sentence_and_mend(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = checked(str(WHEELCHAIR), "--pyx12", "no", capsys=capsys)
    assert code == 1
    assert "segment 11 N403 in 2010AA [47904]: The ZIP code of the billing provider needs all nine digits." in out
    assert "Look up the four digits" in out
    assert "pyx12: not asked: switched off" in out


def test_only_warnings_end_with_zero(capsys: pytest.CaptureFixture[str]) -> None:
    path = FORMATS / "corpus" / "835_dollars-and-data-sent-separate.edi"
    code, out, _ = checked(str(path), "--json", capsys=capsys)
    assert (code, json.loads(out)["errors"], json.loads(out)["warnings"]) == (0, 0, 1)


def test_what_pyx12_has_no_map_for_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = checked(str(FORMATS / "samples" / "270_mh.edi"), capsys=capsys)
    assert code == 0
    assert "pyx12: not asked: it has no map for 005010X279A1." in out


@pytest.mark.parametrize("name", ["nothing.edi", "."])
def test_a_file_that_cannot_be_read_ends_with_two(
    name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, err = checked(str(tmp_path / name), capsys=capsys)
    assert (code, out) == (2, "")
    assert str(tmp_path / name) in err
    code, out, _ = checked(str(tmp_path / name), "--json", capsys=capsys)
    assert code == 2
    assert "cannot be read" in json.loads(out)["unreadable"]


@pytest.mark.parametrize("content", [b"", b"\0" * 100_000, bytes(range(256)) * 9, "ISA*00*".encode("utf-16")])
def test_bytes_that_are_no_x12_are_said_in_words(
    content: bytes, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "bytes"
    path.write_bytes(content)
    code, out, _ = checked(str(path), "--json", capsys=capsys)
    assert code == 1
    assert json.loads(out)["errors"] >= 1


def test_a_terminal_is_not_obeyed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "escape.edi"
    path.write_text(GOOD.read_text().replace("*UN*1", "*\x1b[2JÉ*1"))
    _, out, _ = checked(str(path), capsys=capsys)
    assert "[?[2J?]" in out
    assert "\x1b" not in out


def test_no_value_of_the_file_is_logged(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    path = tmp_path / "secret.edi"
    path.write_text(GOOD.read_text().replace("*UN*1", "*SECRET*1").replace("SE*34", "SE*35"))
    with caplog.at_level(logging.DEBUG):
        code, out, err = checked(str(path), capsys=capsys)
    assert code == 1
    assert "SECRET" in out
    assert "SECRET" not in err + caplog.text


def test_it_needs_no_database_and_makes_no_folder(tmp_path: Path) -> None:
    place = tmp_path / "data"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CIRCLECHART", "DATABASE"))}
    done = subprocess.run(
        [sys.executable, "-m", "circlechart.web.run", "manage", "x12", "check", str(GOOD), "--json"],
        cwd=ROOT,
        env={**kept, "CIRCLECHART_DATA": str(place)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["findings"] == []
    assert not place.exists()
