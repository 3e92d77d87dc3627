"""`manage similarity` over a file."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

NOTE = "Rosalind cried at the county window and smoked outside; her second pay stub came by email in ten minutes."


def lines_of(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_each_pair_gets_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pairs.jsonl"
    other = "Winifred held my sleeve at the dentist and had two fillings done before lunch on the way home."
    pairs = [{"id": "same", "a": NOTE, "b": NOTE}, {"id": 2, "a": NOTE, "b": other, "shared": ""}]
    file.write_text("\n".join(map(json.dumps, pairs)))
    call_command("similarity", pairs=file, json=True)
    first, second = lines_of(capsys.readouterr().out)
    assert (first["id"], first["verdict"]) == ("same", "cloned")
    assert (second["id"], second["verdict"]) == (2, "distinct")


@pytest.mark.parametrize(
    ("line", "key"),
    [
        (b'{"id": "1", "a": 3, "b": ""}', "a"),
        (b'{"id": "1", "a": "x"}', "b"),
        (b'{"a": "x", "b": "y"}', "id"),
        (b'{"id": "1", "a": "x", "b": "y", "shared": []}', "shared"),
        (b"[1]", ""),
        (b"{", ""),
        (b"[" * 100_000, ""),
        (b"\xff\xfe", ""),
        (b'{"id": "1", "a": "\\ud800", "b": ""}', "a"),
    ],
)
def test_a_bad_line_is_told_and_the_others_answered(
    line: bytes, key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pairs.jsonl"
    good = json.dumps({"id": "1", "a": NOTE, "b": NOTE}).encode()
    file.write_bytes(line + b"\n" + good + b"\n")
    with pytest.raises(CommandError, match="1 of the lines"):
        call_command("similarity", pairs=file, json=True)
    bad, answer = lines_of(capsys.readouterr().out)
    assert bad["error"]["file"] == str(file) and bad["error"]["line"] == 1 and bad["error"]["key"] == key
    assert bad["error"]["mend"]
    assert answer["verdict"] == "cloned"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("similarity", pairs=tmp_path / "none.jsonl")
