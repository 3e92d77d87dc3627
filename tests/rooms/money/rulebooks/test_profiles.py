"""The ten profiles: marked as their sources are, listed in docs, with cases that are charged and held."""

import pytest

from circlechart.base.rulebook.facts import PAYER, STATE, Value
from circlechart.money.payers import queries as payers
from tests.house.building import ROOT

DOC = (ROOT / "docs/payer-profiles.md").read_text(encoding="utf-8")
BOOKS = [name for name in payers.shipped() if not name.startswith("demo-")]


def own(name: str) -> list[Value]:
    return [each for each in payers.rulebook(name).values if each.book == name]


@pytest.mark.parametrize("name", BOOKS)
def test_every_value_of_a_profile_stands_in_the_table(name: str) -> None:
    section = DOC[DOC.index(f"\n`{name}`, ") :].split("\n## ")[0]
    for each in own(name):
        row = f"| `{each.key}` | "
        assert row in section, each.key
        rest = section[section.index(row) :].split("\n")[0]
        assert f"| {each.source.trust} | {each.status} | {each.effective_from:%m/%d/%Y} | {each.source.title} |" in rest


@pytest.mark.parametrize("name", BOOKS)
def test_general_knowledge_is_unverified_and_every_value_names_its_fact_or_profile(name: str) -> None:
    for each in own(name):
        assert each.status == "unverified" or each.source.trust in ("F1", "F2"), each.key
        if each.source.trust != "G":
            assert "(fact" in each.source.title or "fact" in each.source.title, each.key
        assert each.level in (STATE, PAYER)
        assert len(each.source.title) <= 200


def test_the_ten_profiles_are_there() -> None:
    assert {f"P{number}" for number in range(1, 11)} == {
        line[3:].split(":")[0] for line in DOC.splitlines() if line.startswith("## P")
    }
    assert len(BOOKS) == 18
