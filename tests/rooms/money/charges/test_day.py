"""What the client's other sessions of the day make of a charge, and that the order of signing makes no difference."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circlechart.base.rulebook.facts import PAYER, Rulebook, Source, Value
from circlechart.money.charges import rules
from circlechart.money.charges.facts import ChargeCase, Decision, Other, Override, Pair

ON = date(2026, 11, 23)
CODES = {"group_psychotherapy": "90853", "individual_45": "90834", "iop_group": "H0015", "peer_group": "H0038"}
DAY = {
    "iop_group.units.basis": "per_diem",
    "iop_group.minutes.day_floor": 180,
    "iop_group.per_diem.includes": ["90853"],
}


def book(values: dict[str, Any]) -> Rulebook:
    said = {f"{service}.code": code for service, code in CODES.items()} | values
    source = Source("Manual", "F1", ON)
    return Rulebook(
        "book", "Alder", "1",
        tuple(Value(key, value, "", date(2020, 1, 1), None, "confirmed", source, "book", PAYER, "1")
              for key, value in said.items()),
    )  # fmt: skip


def decided(values: dict[str, Any], service: str, *others: Other, **changes: Any) -> Decision:
    case = ChargeCase(service_on=ON, minutes=60, session_minutes=60, service=service, same_day=others)
    return rules.decide(replace(case, **changes), book(values))


def told(decision: Decision) -> tuple[str, str]:
    return decision.outcome, decision.blocking.rule if decision.blocking else ""


def test_the_session_that_reaches_the_day_carries_its_one_charge() -> None:
    earlier, later = Other("H0015", 120, earlier=True), Other("H0015", 120, earlier=False)
    assert told(decided(DAY, "iop_group", earlier)) == ("bill", "")
    assert told(decided(DAY, "iop_group", replace(earlier, minutes=180))) == ("included", "inside-the-day")
    assert told(decided(DAY, "iop_group", later)) == ("included", "inside-the-day")
    assert told(decided(DAY, "iop_group", replace(earlier, minutes=119))) == ("hold", "day-too-short")
    short = decided(DAY, "iop_group", replace(earlier, minutes=30), replace(later, minutes=29))
    assert short.blocking is not None
    assert short.blocking.sentence == "Present 119 minutes that day, under the 180 that Alder wants of a day."


def test_the_days_charge_waits_for_the_earlier_note_that_it_counts() -> None:
    assert told(decided(DAY, "iop_group", Other("H0015", 120, signed=False))) == ("wait", "day-unsigned")


def test_a_service_inside_the_day_is_not_charged_on_its_own_and_nothing_is_lost_when_the_day_is_none() -> None:
    assert told(decided(DAY, "group_psychotherapy", Other("H0015", 180))) == ("included", "inside-the-day")
    assert told(decided(DAY, "group_psychotherapy", Other("H0015", 179))) == ("bill", "")
    assert told(decided(DAY, "peer_group", Other("H0015", 180))) == ("bill", "")
    by_session = DAY | {"iop_group.units.basis": "per_session"}
    assert told(decided(by_session, "group_psychotherapy", Other("H0015", 180))) == ("bill", "")


@pytest.mark.parametrize(
    ("indicator", "outcome", "modifiers"), [(0, "hold", ()), (1, "bill", ("XE",)), (9, "bill", ())]
)
def test_a_pair_edit_acts_on_its_second_code_only(indicator: int, outcome: str, modifiers: tuple[str, ...]) -> None:
    pair = Pair("90853", "90834", indicator, "Medicare NCCI, practitioner", "2026Q4")
    says = {"same_day.modifier": "XE"}
    second = decided(says, "individual_45", Other("90853"), pairs=(pair,))
    assert (second.outcome, second.modifiers if outcome == "bill" else ()) == (outcome, modifiers)
    first = decided(says, "group_psychotherapy", Other("90834"), pairs=(pair,))
    assert (first.outcome, first.modifiers) == ("bill", ())
    alone = decided(says, "individual_45", pairs=(pair,))
    assert (alone.outcome, alone.modifiers) == ("bill", ())


def test_a_held_pair_names_the_table_and_its_quarter() -> None:
    pair = Pair("90853", "90834", 0, "Medicare NCCI, practitioner", "2026Q4")
    blocking = decided({}, "individual_45", Other("90853"), pairs=(pair,)).blocking
    assert blocking is not None
    assert (blocking.rule, blocking.source, blocking.version) == ("stacking-conflict", pair.source, "2026Q4")


def test_without_a_rule_for_the_modifier_the_second_code_is_held() -> None:
    pair = Pair("90853", "90834", 1)
    assert told(decided({}, "individual_45", Other("90853"), pairs=(pair,))) == ("hold", "stacking-conflict")


def test_a_payers_own_pair_needs_no_table() -> None:
    says = {"individual_45.same_day.distinct": ["90853"], "same_day.modifier": "59"}
    assert decided(says, "individual_45", Other("90853")).modifiers == ("59",)
    assert decided(says, "individual_45", Other("H0038")).modifiers == ()
    assert decided(says, "group_psychotherapy", Other("90834")).modifiers == ()
    full = says | {"modifiers.always": ["U1", "U2", "U3", "U4"]}
    assert told(decided(full, "individual_45", Other("90853"))) == ("hold", "too-many-modifiers")


def test_an_override_of_the_modifiers_is_the_last_word() -> None:
    says = {"individual_45.same_day.distinct": ["90853"], "same_day.modifier": "59"}
    said = Override(words=("Charge something else: by telephone.",), modifiers=("XE",))
    assert decided(says, "individual_45", Other("90853"), override=said).modifiers == ("XE",)


SERVICE = st.sampled_from(sorted(CODES))
SESSIONS = st.lists(st.tuples(SERVICE, st.integers(15, 200)), min_size=1, max_size=5)
VALUES: list[dict[str, Any]] = [
    DAY,
    {"iop_group.same_day.excludes": ["90853"], "group_psychotherapy.same_day.excludes": ["H0015"]},
    {"units.day_maximum": 1, "peer_group.same_day.excludes": ["90853"], "minutes.floor": 45},
    DAY | {"units.day_maximum": 1, "individual_45.same_day.distinct": ["90853"], "same_day.modifier": "59"},
]
PAIRS = (Pair("90853", "90834", 1), Pair("90853", "H0038", 0), Pair("H0038", "90834", 0))


class Day:
    """A client's day: what each session was last decided to be, as the charges of the database keep it."""

    def __init__(self, sessions: list[tuple[str, int]], values: dict[str, Any]) -> None:
        self.sessions, self.values = sessions, values
        self.signed: set[int] = set()
        self.charges: dict[int, Decision] = {}

    def derive(self, number: int) -> None:
        service, minutes = self.sessions[number]
        beside = tuple(
            Other(each.provided, self.sessions[other][1], other < number, other in self.signed)
            for other, each in sorted(self.charges.items()) if other != number and each.provided
        )  # fmt: skip
        used = sum(
            each.units for other, each in self.charges.items()
            if other < number and each.outcome == "bill" and each.code == CODES[service]
        )  # fmt: skip
        note = "signed" if number in self.signed else "unsigned"
        self.charges[number] = decided(
            self.values,
            service,
            *beside,
            minutes=minutes,
            session_minutes=minutes,
            note=note,
            used_day=used,
            pairs=PAIRS,
        )

    def catch_up(self, number: int) -> None:
        """As web/pull does: the session that changed, then all of its day in order."""
        self.derive(number)
        for each in sorted(self.charges):
            self.derive(each)


@given(SESSIONS, st.sampled_from(VALUES), st.randoms())
def test_the_order_of_ending_and_signing_makes_no_difference_and_the_result_is_stable(
    sessions: list[tuple[str, int]], values: dict[str, Any], random: Any
) -> None:
    found = []
    for _ in range(2):
        acts = [(act, number) for number in range(len(sessions)) for act in ("end", "sign")]
        random.shuffle(acts)
        day = Day(sessions, values)
        for act, number in acts:
            if act == "sign":
                day.signed.add(number)
            if act == "end" or number in day.charges:
                day.catch_up(number)
        settled = dict(day.charges)
        for number in range(len(sessions)):
            day.catch_up(number)
        assert day.charges == settled, "nothing moves when it is derived again"
        found.append(settled)
    assert found[0] == found[1]


PART = DAY | {"group_psychotherapy.per_diem.part": "iop_group", "iop_group.revenue_code": "0906"}


def test_a_part_of_a_day_adds_its_minutes_and_is_charged_as_that_day() -> None:
    assert told(decided(PART, "group_psychotherapy")) == ("hold", "day-too-short")
    completed = decided(PART, "group_psychotherapy", Other("H0015", 120))
    assert (completed.outcome, completed.code, completed.units) == ("bill", "H0015", 1)
    assert completed.reasons[0].sentence == "Group psychotherapy is a part of the day of IOP group."
    assert told(decided(PART, "iop_group", Other("H0015", 120, earlier=False))) == ("included", "inside-the-day")
    assert told(decided(PART, "group_psychotherapy", Other("H0015", 180))) == ("included", "inside-the-day")


FULL = {"iop_group.day.full_code": "H0037", "iop_group.day.full_minutes": 300}


def test_a_full_day_carries_its_own_code_from_its_minutes_on() -> None:
    assert decided(FULL, "iop_group", minutes=299).code == "H0015"
    assert decided(FULL, "iop_group", minutes=300).code == "H0037"
    together = decided(FULL, "iop_group", Other("H0015", 240, earlier=False))
    assert (together.outcome, together.code, together.provided) == ("bill", "H0037", "H0015")
    assert told(decided(FULL, "iop_group", Other("H0015", 240))) == ("included", "inside-the-day")
    unsigned = decided(FULL, "iop_group", Other("H0015", 240, earlier=False, signed=False))
    assert told(unsigned) == ("wait", "day-unsigned"), "the full day counts the later session"
    short = decided(FULL, "iop_group", Other("H0015", 10, earlier=False, signed=False))
    assert told(short) == ("bill", ""), "the day stands without it"


def test_a_full_day_that_is_authorized_as_less_is_charged_as_what_was_authorized() -> None:
    less = decided(FULL, "iop_group", minutes=300, authorized=True, authorized_codes=("H0015",))
    assert (less.outcome, less.code, [each.rule for each in less.warnings]) == (
        "bill", "H0015", ["full-day-not-authorized"],
    )  # fmt: skip
    said = {"iop_group.day.full_code": "H0037"}
    assert decided(said, "iop_group", minutes=300).code == "H0015", "no minutes are said and none was authorized"
    assert decided(said, "iop_group", authorized=True, authorized_codes=("H0037",)).code == "H0037"
