"""`manage leakcheck`: a line for each case, no database, and words instead of a traceback."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROSTER = [{"first": "Nora", "last": "Voss"}, {"first": "Will", "last": "Lind"}]


def test_a_case_comes_to_spans_with_their_level(tmp_path: Path) -> None:
    file, out = tmp_path / "cases.jsonl", StringIO()
    case = {"id": 7, "roster": ROSTER, "me": ROSTER[1], "text": "Will thanked Nora."}
    file.write_text(json.dumps(case) + "\n")

    call_command("leakcheck", cases=file, json=True, stdout=out)

    told = json.loads(out.getvalue())
    assert told["id"] == 7
    (span,) = told["spans"]
    assert (span["start"], span["end"], span["text"], span["level"], span["whom"]) == (13, 17, "Nora", "block", "Nora")


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("no json", ""),
        ("[]", ""),
        ('{"roster": 3, "text": "a"}', "roster"),
        ('{"roster": [3], "text": "a"}', "roster[0]"),
        ('{"roster": [{"first": 3}], "text": "a"}', "roster[0].first"),
        ('{"roster": [], "text": null}', "text"),
        ("[" * 100_000, ""),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_the_rest_is_checked(tmp_path: Path, line: str, key: str) -> None:
    file, out = tmp_path / "cases.jsonl", StringIO()
    good = json.dumps({"roster": ROSTER, "me": None, "text": "Nora spoke."})
    file.write_text(f"{line}\n{good}\n")

    with pytest.raises(CommandError, match="1 line of"):
        call_command("leakcheck", cases=file, json=True, stdout=out)

    bad, told = (json.loads(each) for each in out.getvalue().splitlines())
    assert (bad["error"]["line"], bad["error"]["key"]) == (1, key)
    assert bad["error"]["mend"]
    assert [each["text"] for each in told["spans"]] == ["Nora"]
