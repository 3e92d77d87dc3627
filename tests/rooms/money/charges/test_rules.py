"""Charge decisions by table and by property."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circlechart.base.rulebook.facts import CONTRACT, Rulebook, Source, Value
from circlechart.money.charges import rules
from circlechart.money.charges.facts import ChargeCase, Other
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


@pytest.mark.parametrize(
    ("minutes", "full", "midpoint", "cms8"), [(7, 0, 0, 0), (8, 0, 1, 1), (22, 1, 1, 1), (23, 1, 2, 2)]
)
def test_A15_the_three_roundings_of_quarter_hours(minutes: int, full: int, midpoint: int, cms8: int) -> None:
    found = [rules.units(minutes, "per_15", rounding) for rounding in ("full", "midpoint", "cms8")]
    assert found == [full, midpoint, cms8]


def test_A14_forty_four_minutes_are_not_forty_five_and_the_screen_says_why() -> None:
    book = payers.rulebook("demo-commercial")
    held = rules.decide(replace(WHOLE, minutes=44), book)
    assert (held.outcome, held.units) == ("hold", 0)
    assert held.blocking is not None
    assert held.blocking.rule == "under-the-floor"
    assert held.blocking.sentence.startswith("Present 44 minutes, under the 45 that ")
    assert rules.decide(replace(WHOLE, minutes=45), book).outcome == "bill"


@pytest.mark.parametrize("unknown", [("per_day", "full"), ("per_15", "up")])
def test_units_refuse_a_basis_or_rounding_that_nobody_knows(unknown: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="is not known"):
        rules.units(30, *unknown)


ROUNDINGS = st.sampled_from(["full", "midpoint", "cms8"])


@given(minutes=st.integers(0, 600), more=st.integers(0, 600), rounding=ROUNDINGS)
def test_units_never_fall_when_minutes_rise(minutes: int, more: int, rounding: str) -> None:
    assert rules.units(minutes + more, "per_15", rounding) >= rules.units(minutes, "per_15", rounding)


@given(minutes=st.integers(0, 600), rounding=ROUNDINGS)
def test_units_are_within_one_of_the_quarter_hours(minutes: int, rounding: str) -> None:
    exact = minutes / 15
    assert exact - 1 < rules.units(minutes, "per_15", rounding) < exact + 1
    assert rules.units(minutes, "per_15", "full") <= exact


@given(minutes=st.integers(0, 600), most=st.integers(1, 12), floor=st.integers(1, 120), rounding=ROUNDINGS)
def test_decide_is_nothing_below_the_floor_never_above_the_most_and_never_falls(
    minutes: int, most: int, floor: int, rounding: str
) -> None:
    book = _book({"units.maximum": most, "minutes.floor": floor, "units.rounding": rounding})
    decision = rules.decide(replace(WHOLE, minutes=minutes), book)
    later = rules.decide(replace(WHOLE, minutes=minutes + 1), book)
    assert decision.units <= most
    assert later.units >= decision.units
    if minutes < floor:
        assert (decision.outcome, decision.units) == ("hold", 0)


def _book(own: dict[str, object]) -> Rulebook:
    source = Source("A letter", "F1", ON)
    values = [
        Value(key, value, "", ON, None, "confirmed", source, "clinic", CONTRACT, "1") for key, value in own.items()
    ]
    return payers.rulebook("demo-medicaid").overridden("Prairie State Medicaid", values, ON)


def test_a_rule_of_nothing_is_no_rule() -> None:
    assert rules.decide(replace(WHOLE, present=40), _book({"group.maximum_size": None})).outcome == "bill"
    assert rules.decide(replace(WHOLE, minutes=8), _book({"modifiers.always": None})).modifiers == ()


def test_a_cosigned_associates_supervisor_is_named_where_the_payer_wants_it() -> None:
    case = replace(WHOLE, rendering_level="associate", cosigned=True)
    wanted = rules.decide(case, payers.rulebook("demo-commercial"))
    assert wanted.supervised
    assert wanted.reasons[-1].rule == "supervisor"
    assert not rules.decide(case, _book({"claim.supervising_provider": None})).supervised
    assert not rules.decide(replace(WHOLE, cosigned=True), payers.rulebook("demo-commercial")).supervised


def test_one_client_is_one_client() -> None:
    held = rules.decide(replace(WHOLE, present=1), payers.rulebook("demo-commercial"))
    assert held.blocking is not None
    assert held.blocking.sentence.startswith("1 client was present, fewer than the 2 of ")


def test_units_per_session_is_one() -> None:
    assert rules.units(90, "per_session", "full") == 1


def day_of(given: dict[str, Any]) -> dict[str, Any]:
    """The facts of a case, with the other sessions of the day that it names by their codes."""
    beside = tuple(Other(each) if isinstance(each, str) else Other(**each) for each in given.get("same_day", ()))
    return given | {"same_day": beside}


@pytest.mark.parametrize("name", BOOKS)
def test_every_case_of_every_rulebook_decides_as_it_says(name: str) -> None:
    book = payers.rulebook(name)
    for case in book.cases:
        decision = rules.decide(replace(WHOLE, **day_of(case.given)), book)
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


REASONS_THAT_STOP: list[tuple[dict[str, object], str, str]] = [
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
]


@pytest.mark.parametrize(("changes", "outcome", "rule"), REASONS_THAT_STOP)
def test_decide_holds_with_the_reason(changes: dict[str, object], outcome: str, rule: str) -> None:
    decision = rules.decide(replace(WHOLE, **changes), payers.rulebook("demo-commercial"))
    assert decision.outcome == outcome
    assert decision.blocking is not None
    assert decision.blocking.rule == rule


def test_decide_bills_a_cosigned_trainee() -> None:
    case = replace(WHOLE, rendering_level="associate", cosigned=True)
    assert rules.decide(case, payers.rulebook("demo-commercial")).outcome == "bill"


def test_a_payer_that_lets_a_trainee_lead_still_waits_for_the_cosignature() -> None:
    book = payers.rulebook("demo-commercial")
    levels = replace(next(each for each in book.values if each.key == "who_may_render"), value=["masters", "associate"])
    lets = replace(book, values=tuple(levels if each.key == "who_may_render" else each for each in book.values))
    nobody = replace(book, values=tuple(each for each in book.values if each.key != "who_may_render"))
    for each in (lets, nobody):
        held = rules.decide(replace(WHOLE, rendering_level="associate"), each)
        assert held.blocking is not None
        assert (held.outcome, held.blocking.rule, held.blocking.key) == ("hold", "cosign-missing", "cosign_needed_from")
        assert rules.decide(replace(WHOLE, rendering_level="associate", cosigned=True), each).outcome == "bill"


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
