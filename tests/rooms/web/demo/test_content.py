"""The demo clinic's words: really individual, naming nobody else, and every reference resolves."""

import re
from datetime import date
from itertools import combinations
from uuid import uuid4

from circlechart.base.kit.identifiers import npi_is_valid
from circlechart.care.notes.facts import PersonName
from circlechart.care.notes.rules import names_in
from circlechart.web.demo import content, people

CLINIC, CLIENTS = content.clinic(), content.clients()
PAST = content.past()
WORD = re.compile(r"[a-z’']+")
FIVE = 5


def texts() -> list[tuple[str, str]]:
    entries = [
        (f"{past.group} {past.back} {e.client}", f"{e.response} {e.progress} {e.plan}")
        for past in PAST
        for e in past.entries
    ]
    scenario = [(f"scenario {e.client}", f"{e.response} {e.progress} {e.plan}") for e in content.scenario().entries]
    return [(where, words) for where, words in entries + scenario if words.strip()]


def grams(words: str) -> set[tuple[str, ...]]:
    found = WORD.findall(words.casefold())
    return {tuple(found[at : at + FIVE]) for at in range(len(found) - FIVE + 1)}


def test_four_weeks_of_five_groups_are_written() -> None:
    assert {past.group for past in PAST} == {each["key"] for each in CLINIC["group"]}
    assert len(PAST) == 32
    assert len(texts()) >= 180


def test_no_two_entries_share_much() -> None:
    known = [(where, grams(words)) for where, words in texts()]
    alike = [(a, b) for (a, one), (b, two) in combinations(known, 2) if len(one & two) > 0.2 * min(len(one), len(two))]
    assert alike == []


def test_narratives_and_entries_name_no_other_member() -> None:
    rows = {row[2].lower(): row for row in CLIENTS["others"]["names"]} | CLIENTS["clients"]

    def name(key: str) -> PersonName:
        row = rows[key]
        return PersonName(uuid4(), tuple(filter(None, (row[0], row[1]))), row[2])

    for past in PAST:
        members = [entry.client for entry in past.entries]
        shared = f"{past.topic} {past.interventions} {past.narrative} {past.co_part}"
        assert names_in(shared, [name(key) for key in members]) == []
        for entry in past.entries:
            others = [name(key) for key in members if key != entry.client]
            assert names_in(f"{entry.response} {entry.progress} {entry.plan}", others) == []


def test_every_entry_is_of_a_member_of_that_group() -> None:
    groups = {key: row[11] for key, row in CLIENTS["clients"].items()} | content.places()["joined"]
    for past in PAST:
        for entry in past.entries:
            assert groups[entry.client] == past.group


def test_fifteen_staff_and_sixty_clients_all_different() -> None:
    staff = [" ".join(each["name"]) for each in CLINIC["staff"]]
    rows = [*CLIENTS["clients"].values(), *CLIENTS["others"]["names"]]
    names = [f"{row[0]} {row[2]}" for row in rows]
    assert len(staff) == 15
    assert len(names) == 60
    assert len(set(staff + names)) == 75
    ages = [2026 - date.fromisoformat(row[4]).year for row in rows]
    assert min(ages) >= 16
    assert max(ages) < 90


def test_npis_have_their_check_digit() -> None:
    numbers = [people.npi(each["npi9"]) for each in CLINIC["staff"] if "npi9" in each]
    assert all(map(npi_is_valid, numbers))
    assert len(set(numbers)) == len(numbers)
