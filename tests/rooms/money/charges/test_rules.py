"""Charge decisions by table and by property."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circlechart.money.charges import rules
from circlechart.money.charges.facts import ChargeCase
from circlechart.money.payers import queries as payers

ON = date(2026, 11, 23)
WHOLE = ChargeCase(service_on=ON, minutes=90)
BOOKS = payers.shipped()


@pytest.mark.parametrize(
    ("minutes", "full", "midpoint"), [(7, 0, 0), (8, 0, 1), (23, 1, 2), (22, 1, 1), (90, 6, 6), (0, 0, 0)]
)
def test_units_by_quarter_hour(minutes: int, full: int, midpoint: int) -> None:
    assert rules.units(minutes, "per_15", "full") == full
    assert rules.units(minutes, "per_15", "midpoint") == midpoint


def test_units_per_session_is_one() -> None:
    assert rules.units(90, "per_session", "full") == 1


@pytest.mark.parametrize("name", BOOKS)
def test_every_case_of_every_rulebook_decides_as_it_says(name: str) -> None:
    book = payers.rulebook(name)
    for case in book.cases:
        decision = rules.decide(replace(WHOLE, **case.given), book)
        assert decision.outcome == case.expected["outcome"], case.name
        if case.passes:
            found = {
                "outcome": "bill",
                "code": decision.code,
                "modifiers": list(decision.modifiers),
                "units": decision.units,
            }
            assert found == case.expected, case.name
        else:
            assert decision.blocking is not None
            assert decision.blocking.rule == case.expected["rule"], case.name


@pytest.mark.parametrize(
    ("changes", "outcome", "rule"),
    [
        ({"note": "none"}, "none", "nothing-provided"),
        ({"covered": False}, "hold", "no-coverage"),
        ({"note": "unsigned"}, "wait", "unsigned"),
        ({"running": True}, "wait", "session-running"),
        ({"diagnoses": 0}, "hold", "diagnosis-missing"),
        ({"rendering_level": "associate"}, "hold", "cosign-missing"),
        ({"rendering_level": "peer"}, "hold", "credential-not-allowed"),
        ({"rendering_npi": ""}, "hold", "rendering-npi-missing"),
        ({"present": 13}, "hold", "group-too-large"),
        ({"present": 1}, "hold", "group-too-small"),
        ({"minutes": 44}, "hold", "under-the-floor"),
        ({"note_matches": False}, "hold", "note-and-attendance-differ"),
        ({"service": "skills_group"}, "hold", "service-not-covered"),
    ],
)
def test_decide_holds_with_the_reason(changes: dict[str, object], outcome: str, rule: str) -> None:
    decision = rules.decide(replace(WHOLE, **changes), payers.rulebook("demo-commercial"))
    assert decision.outcome == outcome
    assert decision.blocking is not None
    assert decision.blocking.rule == rule


def test_decide_bills_a_cosigned_trainee() -> None:
    case = replace(WHOLE, rendering_level="associate", cosigned=True)
    assert rules.decide(case, payers.rulebook("demo-commercial")).outcome == "bill"


def test_the_hold_sentence_names_both_numbers() -> None:
    decision = rules.decide(replace(WHOLE, minutes=20), payers.rulebook("demo-commercial"))
    assert decision.blocking is not None
    assert "20 minutes, under the 45" in decision.blocking.sentence
    assert decision.blocking.unverified


@given(
    minutes=st.integers(0, 400), present=st.integers(0, 40), book=st.sampled_from(BOOKS),
    note=st.sampled_from(["signed", "unsigned", "none"]), level=st.sampled_from(["masters", "peer", "associate", ""]),
)  # fmt: skip
def test_decide_bills_only_what_is_signed_with_units_and_reasons(
    minutes: int, present: int, book: str, note: str, level: str
) -> None:
    case = replace(WHOLE, minutes=minutes, present=present, note=note, rendering_level=level)
    decision = rules.decide(case, payers.rulebook(book))
    assert decision.reasons
    if decision.outcome == "bill":
        assert note == "signed"
        assert decision.units >= 1
        assert decision.code
    else:
        assert decision.blocking is not None
        assert decision.blocking.sentence
