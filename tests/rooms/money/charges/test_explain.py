"""A case from a file, decided without a database: the eight clients, every way to write it wrong, and anything at all."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from circlechart.base.rulebook.loader import BadRulebook
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


BOOK = """
title = "Own"
level = "payer"
version = "7"

[[value]]
key = "group_psychotherapy.code"
value = "90853"
unit = "code"
from = 2026-01-01
status = "confirmed"
trust = "F1"
source = "Manual"
read_on = 2026-01-01

[[value]]
key = "minutes.floor"
value = 45
unit = "minutes present"
from = 2026-01-01
status = "confirmed"
trust = "F1"
source = "Manual"
read_on = 2026-01-01

[[case]]
name = "Billed"
given = { minutes = 60 }
expected = { outcome = "bill" }

[[case]]
name = "Held"
given = { minutes = 20 }
expected = { outcome = "hold" }
"""
SECOND_FLOOR = BOOK[BOOK.rindex("[[value]]") : BOOK.index("[[case]]")].replace("45", "30")


def own(folder: Path, text: str, **client: Any) -> dict[str, Any]:
    (folder / "own.toml").write_text(text)
    books = {"own": payers.from_file(folder / "own.toml")}
    given: dict[str, Any] = rules.explain({"session": SESSION, "client": [client]}, books)["clients"][0]
    return given


def test_what_a_file_has_on_trial_decides_nothing(tmp_path: Path) -> None:
    told = own(tmp_path, BOOK + SECOND_FLOOR.replace("confirmed", "testing"), minutes=40)
    assert (told["outcome"], told["reasons"][-1]["rule"]) == ("hold", "under-the-floor")


def test_what_a_file_retired_decides_the_days_before_and_no_other(tmp_path: Path) -> None:
    retired = BOOK.replace("value = 45", "value = 45\nuntil = DAY").replace('"confirmed"', '"retired"')
    retired = retired.replace('"retired"', '"confirmed"', 1)
    assert own(tmp_path, retired.replace("DAY", "2026-11-24"), minutes=40)["outcome"] == "hold"
    assert own(tmp_path, retired.replace("DAY", "2026-11-23"), minutes=40)["outcome"] == "bill"
    with pytest.raises(BadRulebook, match="minutes.floor: a retired value decides nothing after its day"):
        own(tmp_path, retired.replace("until = DAY", ""))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('version = "7"', 'verzion = "7"', "'verzion' is not known here"),
        ("value = 45", "value = 45\nuntill = 2026-02-01", "minutes.floor: 'untill' is not known here"),
        ("given = { minutes = 20 }", "given = { minutes = 20 }\nexpect = 3", "a case: 'expect' is not known here"),
        (
            'version = "7"',
            'version = "7"\n[payer]\nkind = "medicaid"\n'
            + SECOND_FLOOR.replace("minutes.floor", "no_show.fee").replace("30", '"policy"'),
            "A Medicaid member is never charged",
        ),
    ],
)
def test_a_misspelled_name_and_a_fee_of_a_medicaid_member_are_refused(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    with pytest.raises(BadRulebook) as refused:
        own(tmp_path, BOOK.replace(old, new))
    assert words in str(refused.value)


def test_a_code_that_is_missing_names_the_rule_and_the_version_of_the_book(tmp_path: Path) -> None:
    why = own(tmp_path, BOOK, service="iop_group")["reasons"][-1]
    assert (why["rule"], why["key"], why["version"]) == ("service-not-covered", "iop_group.code", "7")


def timed(client: dict[str, Any], **session: Any) -> dict[str, Any]:
    whole = {
        "starts": "2026-11-23T18:00:00-05:00",
        "ends": "2026-11-23T19:30:00-05:00",
        "staff": 2,
        "present": 8,
    } | session
    given: dict[str, Any] = rules.explain({"session": whole, "client": [{"payer": "alder"} | client]}, BOOKS)
    return given


def minutes_of(told: dict[str, Any]) -> str:
    found: str = next(each for each in told["clients"][0]["reasons"] if each["rule"] == "units")["sentence"]
    return found


def test_A1_times_of_a_client_count_without_what_was_out() -> None:
    told = timed({"arrived": "18:10", "left": "19:15", "out": [{"from": "18:40", "until": "18:52"}]})
    assert told["service_on"] == "2026-11-23"
    assert minutes_of(told).startswith("53 minutes")
    twice = [{"from": "18:40", "until": "18:52"}, {"from": "18:45", "until": "18:52"}]
    assert minutes_of(timed({"arrived": "18:10", "left": "19:15", "out": twice})).startswith("53 minutes")


def test_A4_an_arrival_before_the_start_counts_from_the_start() -> None:
    assert minutes_of(timed({"arrived": "17:40"})).startswith("90 minutes")


def test_A6_a_night_on_which_the_clock_is_set_counts_what_went_by() -> None:
    offsets = {"starts": "2026-11-01T01:30:00-04:00", "ends": "2026-11-01T01:15:00-05:00"}
    assert minutes_of(timed({}, **offsets)).startswith("45 minutes")
    zone = {"starts": "2026-10-31T23:30:00", "ends": "2026-11-01T02:30:00", "timezone": "America/New_York"}
    told = timed({}, **zone)
    assert (told["service_on"], minutes_of(told)[:11]) == ("2026-10-31", "240 minutes")


def test_the_day_of_service_is_that_of_the_zone_whatever_offset_the_times_are_written_in() -> None:
    late = {"starts": "2026-11-24T01:00:00Z", "ends": "2026-11-24T02:30:00Z", "timezone": "America/Chicago"}
    assert timed({}, **late)["service_on"] == "2026-11-23"


@pytest.mark.parametrize(
    ("client", "rule"),
    [
        ({"covered_until": "2026-11-23"}, ""),
        ({"covered_until": "2026-11-22"}, "no-coverage"),
        ({"covered_from": "2026-11-24"}, "no-coverage"),
    ],
)
def test_a_coverage_that_ends_on_the_service_date_covers_it(client: dict[str, Any], rule: str) -> None:
    told = timed(client)["clients"][0]
    assert (told["reasons"][-1]["rule"] if told["outcome"] != "bill" else "") == rule


def test_an_authorization_that_has_ended_is_none() -> None:
    books = {"eap": payers.rulebook("eap")}
    session = {"service_on": "2026-11-23", "minutes": 45, "service": "individual_45"}

    def came_to(**client: Any) -> str:
        told = rules.explain({"session": session, "client": [client]}, books)["clients"][0]
        return str(told["outcome"] if told["outcome"] == "bill" else told["reasons"][-1]["rule"])

    assert came_to(authorization="E-1", authorized_left=3) == "bill"
    assert came_to(authorization="E-1", authorized_left=0) == "authorization-used-up"
    assert came_to(authorized_until="2026-11-23") == "bill"
    assert came_to(authorization="E-1", authorized_until="2026-11-22") == "authorization-missing"


def test_who_did_not_come_is_told_whether_a_fee_may_be_asked() -> None:
    told = decided({"payer": "prairie", "attended": False})["clients"][0]
    assert [each["rule"] for each in told["reasons"]] == ["no-show-fee", "nothing-provided"]


@pytest.mark.parametrize(
    ("client", "session", "words"),
    [
        ({"service": "group"}, {}, "client 1.service 'group': Write one of group_psychotherapy"),
        ({}, {"lead_level": "LCSW"}, "session.lead_level 'LCSW': Write one of doctoral, masters"),
        ({"minutes": 70}, {}, "client 1.minutes 70: The session ran 60 minutes."),
        ({"arrived": "18:10"}, {}, "client 1: Times of a client need starts and ends"),
        ({"covered_until": "soon"}, {}, "client 1.covered_until 'soon': Write a day"),
        ({}, {"starts": "2026-11-23T18:00:00"}, "session: It says one of starts and ends."),
        (
            {},
            {"starts": "2026-11-23T18:00", "ends": "2026-11-23T17:00"},
            "session.ends '2026-11-23T17:00': It does not",
        ),
        (
            {},
            {"starts": "2026-11-23T18:00Z", "ends": "2026-11-23T19:00"},
            "session.ends '2026-11-23T19:00': Give every",
        ),
        ({}, {"timezone": "Mars"}, "session.timezone 'Mars': Write a time zone"),
    ],
)
def test_what_cannot_be_is_told_in_words(client: dict[str, Any], session: dict[str, Any], words: str) -> None:
    with pytest.raises(BadCase) as refused:
        decided({"payer": "alder"} | client, **session)
    assert str(refused.value).startswith(words)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b"[" * 100000), ("a.json", b'{"session": ' + b"9" * 5000 + b"}"), ("a.json", b""), ("a.toml", b"\xff\xfe"),
        ("a.toml", b"x = " + b"[" * 5000), ("a.json", b"[]"), ("a.json", b"\x00"), ("a.toml", b'[sesion]\nminutes = 1'),
    ],
)  # fmt: skip
def test_a_case_that_is_none_is_refused_in_json_too(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command(
            "explain", rules=[payers.FOLDER / "demo-commercial.toml"], case=tmp_path / name, json=True, stdout=out
        )
    assert json.loads(out.getvalue())["error"]["words"]


def test_two_rules_files_of_one_name_are_refused_and_a_mark_before_the_text_is_forgiven(tmp_path: Path) -> None:
    book = tmp_path / "own.toml"
    book.write_bytes(b"\xef\xbb\xbf" + BOOK.encode())
    case = tmp_path / "case.json"
    case.write_bytes(b"\xef\xbb\xbf" + json.dumps({"session": SESSION, "client": [{}]}).encode())
    out = io.StringIO()
    call_command("explain", rules=[book], case=case, json=True, stdout=out)
    assert json.loads(out.getvalue())["totals"]["charges"] == 1
    with pytest.raises(CommandError, match="another rules file is called own too"):
        call_command("explain", "--rules", str(book), "--rules", str(book), "--case", str(case), stdout=out)


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
