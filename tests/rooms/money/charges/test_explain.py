"""A case from a file, decided without a database: the eight clients, every way to write it wrong, and anything at all."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circlechart.money.charges import rules
from circlechart.money.charges.errors import BadCase
from circlechart.money.charges.facts import ChargeCase
from circlechart.money.payers import queries as payers
from circlechart.money.payers.facts import KINDS

ROOT = Path(__file__).resolve().parents[4]
BOOKS = {"alder": payers.rulebook("demo-commercial"), "prairie": payers.rulebook("demo-medicaid")}
SESSION = {"service_on": "2026-11-23", "minutes": 60, "staff": 2}
EIGHT: list[dict[str, Any]] = [
    {"name": "Imre", "payer": "alder", "fee": "62.00"},
    {"name": "Lu", "payer": "alder"},
    {"name": "Mona", "payer": "alder", "minutes": 55},
    {"name": "Darius", "payer": "alder", "minutes": 20},
    {"name": "Yuki", "payer": "prairie", "fee": 24.5},
    {"name": "Rafael", "payer": "prairie", "minutes": 38},
    {"name": "Ada", "payer": "prairie", "modality": "video"},
    {"name": "Oren", "payer": "prairie", "attended": False},
]


def decided(*clients: dict[str, Any], **session: Any) -> dict[str, Any]:
    return rules.explain({"session": SESSION | session, "client": list(clients)}, BOOKS)


def test_eight_clients_one_no_show_two_payers() -> None:
    told = decided(*EIGHT)
    by_name = {each["name"]: each for each in told["clients"]}
    assert told["present"] == 7
    assert told["totals"] == {"charges": 6, "holds": 1, "waits": 0, "included": 0, "nothing": 1}
    assert (by_name["Imre"]["code"], by_name["Imre"]["units"], by_name["Imre"]["amount"]) == ("90853", 1, "62.00")
    yuki = by_name["Yuki"]
    assert (yuki["code"], yuki["modifiers"], yuki["units"], yuki["amount"]) == ("H0005", ["HF", "HQ"], 4, "98.0")
    assert by_name["Rafael"]["units"] == 3
    assert by_name["Darius"]["hold"].startswith("Present 20 minutes, under the 45")
    floor = by_name["Darius"]["reasons"][-1]
    assert (floor["rule"], floor["key"], floor["version"], floor["unverified"]) == (
        "under-the-floor", "minutes.floor", "2026.1", True
    )  # fmt: skip
    assert by_name["Oren"]["outcome"] == "none"


def test_who_has_no_payer_has_no_coverage() -> None:
    assert decided({"payer": ""})["clients"][0]["reasons"][0]["rule"] == "no-coverage"


@pytest.mark.parametrize(
    ("client", "words"),
    [
        ({"payer": "elsewhere"}, "client 1.payer 'elsewhere': Name one of the rules files: alder, prairie."),
        ({"payer": "alder", "minutes": "long"}, "client 1.minutes 'long': Write a whole number, zero or more."),
        ({"payer": "alder", "minutes": -1}, "client 1.minutes -1: Write a whole number"),
        ({"payer": "alder", "minutes": True}, "client 1.minutes True: Write a whole number"),
        ({"payer": "alder", "note": "lost"}, "client 1.note 'lost': Write one of signed, unsigned, none."),
        ({"payer": "alder", "weight": 70}, "client 1.weight 70: There is no such fact."),
        ({"payer": "alder", "fee": "1.005"}, "client 1.fee '1.005': Write dollars in whole cents"),
        ({"payer": "alder", "fee": "much"}, "client 1.fee 'much': Write dollars like 62.00."),
        ({"payer": "alder", "attended": "no"}, "client 1.attended 'no': Write true or false."),
        ({"payer": "alder", "same_day": "90834"}, "client 1.same_day '90834': Write a list."),
        (
            {"payer": "alder", "same_day": [{"code": "90834", "minutes": "45"}]},
            "client 1.same_day 1.minutes '45': Write a",
        ),
        ({"payer": "alder", "pairs": [{"column_1": "90853"}]}, "client 1.pairs 1 {'column_1': '90853'}: Write a table"),
        ("Imre", "client 1 'Imre': Write it as a [[client]] table."),
    ],
)
def test_a_bad_case_names_place_value_and_mend(client: Any, words: str) -> None:
    with pytest.raises(BadCase) as refused:
        decided(client)
    assert str(refused.value).startswith(words)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({}, "It needs a [session]."),
        ({"session": SESSION}, "It needs at least one [[client]]."),
        ({"session": {}, "client": [{}]}, "session.service_on: Write the day of service"),
        ({"session": {"service_on": "soon"}, "client": [{}]}, "session.service_on 'soon': Write a day like"),
    ],
)
def test_a_case_without_its_parts_is_told_so(raw: dict[str, Any], words: str) -> None:
    with pytest.raises(BadCase, match=words.replace("[", r"\[").replace("]", r"\]").replace(".", r"\.")):
        rules.explain(raw, BOOKS)


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
ANY = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)
FACTS = st.sampled_from([*ChargeCase.__dataclass_fields__, "name", "payer", "attended", "fee"])


@given(st.dictionaries(FACTS, ANY, max_size=5), st.lists(st.dictionaries(FACTS, ANY, max_size=5), max_size=3))
def test_anything_is_decided_or_told_in_words(session: dict[str, Any], clients: list[dict[str, Any]]) -> None:
    try:
        told = rules.explain({"session": {"service_on": "2026-11-23"} | session, "client": clients}, BOOKS)
    except BadCase as refused:
        assert refused.mend
    else:
        json.dumps(told)


def run(*words: str) -> "subprocess.CompletedProcess[str]":
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("CIRCLECHART", "DATABASE", "DJANGO"))
    }
    return subprocess.run(
        [sys.executable, "-m", "circlechart.web.run", "manage", "explain", *words],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_the_command_needs_no_database_and_tells_a_bad_file_in_words(tmp_path: Path) -> None:
    book = payers.FOLDER / "demo-commercial.toml"
    case = tmp_path / "case.json"
    case.write_text(json.dumps({"session": SESSION | {"present": 8}, "clients": [{"name": "Imre"}]}))
    done = run("--rules", str(book), "--case", str(case), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["clients"][0]["code"] == "90853"
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(book.read_text().replace("value = 45", "value = 4500"))
    refused = run("--rules", str(wrong), "--case", str(case))
    assert refused.returncode == 1
    assert "wrong.toml, minutes.floor: 4500. Write a whole number from 1 to 600." in refused.stderr
    assert "Traceback" not in refused.stderr


def test_every_kind_of_rule_stands_in_the_description_of_the_file() -> None:
    told = (ROOT / "docs" / "rulebook-files.md").read_text()
    assert [key for key in KINDS if f"| `{key}` |" not in told] == []
    assert [fact for fact in ChargeCase.__dataclass_fields__ if f"`{fact}`" not in told] == ["override"]
