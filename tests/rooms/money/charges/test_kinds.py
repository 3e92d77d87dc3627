"""Each kind of rule stops, changes or marks a charge as its sentence says, and leaves it alone where it does not apply."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from circlechart.base.rulebook.facts import NATIONAL, PAYER, Rulebook, Source, Value
from circlechart.money.charges import rules
from circlechart.money.charges.facts import HOLDS, ChargeCase, Decision, Other, Override

ON = date(2026, 11, 23)
WHOLE = ChargeCase(service_on=ON, minutes=60, session_minutes=60)
SOURCE = Source("Manual", "F1", ON)


def said(key: str, value: Any, level: int = PAYER) -> Value:
    return Value(key, value, "", date(2020, 1, 1), None, "confirmed", SOURCE, "book", level, "1")


def decided(values: dict[str, Any], **changes: Any) -> Decision:
    book = Rulebook("book", "Alder", "1", tuple(said(key, value) for key, value in values.items()))
    code = Rulebook("book", "Alder", "1", (said("group_psychotherapy.code", "90853"), *book.values))
    return rules.decide(replace(WHOLE, **changes), code)


HELD = [
    ({"minutes.session_floor": 45}, {"session_minutes": 44}, {"session_minutes": 45}, "session-too-short"),
    ({"minutes.floor": 45}, {"minutes": 44}, {"minutes": 45}, "under-the-floor"),
    ({"group.maximum_size": 12}, {"present": 13}, {"present": 12}, "group-too-large"),
    ({"group.minimum_size": 3}, {"present": 2}, {"present": 3}, "group-too-small"),
    (
        {"group.maximum_size": 5, "group.counted": "members"},
        {"present": 9, "members": 6}, {"present": 9, "members": 5}, "group-too-large",
    ),
    ({"staff.ratio": 8}, {"present": 17, "staff": 2}, {"present": 16, "staff": 2}, "staff-ratio"),
    ({"telehealth.taken": ["video"]}, {"modality": "audio"}, {"modality": "video"}, "telehealth-not-taken"),
    ({"units.day_maximum": 1}, {"used_day": 1}, {"used_day": 0}, "cap-reached"),
    ({"units.week_maximum": 4}, {"used_week": 4}, {"used_week": 3}, "cap-reached"),
    ({"units.year_maximum": 135}, {"used_year": 135}, {"used_year": 134}, "cap-reached"),
    ({"authorization.required": True}, {"authorized": False}, {"authorized": True}, "authorization-missing"),
    ({"note.hours": 72, "note.late": "hold"}, {"signed_after_hours": 73}, {"signed_after_hours": 72}, "note-late"),
    ({"units.basis": "per_45"}, {"minutes": 44}, {"minutes": 45}, "no-whole-unit"),
    ({"units.basis": "per_hour"}, {"minutes": 59}, {"minutes": 60}, "no-whole-unit"),
    (
        {"modifiers.always": ["U1", "U2", "U3"], "modifiers.group": "HQ", "telehealth.modifier.video": "95"},
        {"modality": "video"}, {}, "too-many-modifiers",
    ),
    (
        {"authorization.after_units": 24},
        {"used_year": 24, "authorized": False}, {"used_year": 23}, "authorization-missing",
    ),
    (
        {"authorization.required": True}, {"authorized": True, "authorized_left": 0},
        {"authorized": True, "authorized_left": 1}, "authorization-used-up",
    ),
    (
        {"day.services_minimum": 3, "day.outside": "hold"}, {"same_day": (Other("90834"),)},
        {"same_day": (Other("90834"), Other("G0177"))}, "few-services",
    ),
    (
        {"day.primary_codes": ["90834"], "day.outside": "hold"}, {"same_day": (Other("G0177"),)},
        {"same_day": (Other("90834"),)}, "no-primary-service",
    ),
    (
        {"week.minutes_minimum": 540, "week.outside": "hold"}, {"week_minutes": 539, "week_over": True},
        {"week_minutes": 540, "week_over": True}, "week-too-short",
    ),
    (
        {"week.minutes_maximum": 1140, "week.outside": "hold"}, {"week_minutes": 1141}, {"week_minutes": 1140},
        "week-too-long",
    ),
    ({"note.goal_required": True}, {"goals": 0}, {"goals": 1}, "goal-missing"),
    ({"minutes.day_floor": 180}, {"minutes": 179}, {"minutes": 180}, "day-too-short"),
    (
        {"same_day.excludes": ["H2035"]}, {"same_day": (Other("H2035"),)}, {"same_day": (Other("90834"),)},
        "stacking-conflict",
    ),
    ({"who_may_render": ["doctoral"]}, {}, {"rendering_level": "doctoral"}, "credential-not-allowed"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "fails", "passes", "rule"), HELD, ids=[each[3] for each in HELD])
def test_a_rule_holds_what_it_says_and_nothing_else(
    values: dict[str, Any], fails: dict[str, Any], passes: dict[str, Any], rule: str
) -> None:
    held = decided(values, **fails)
    assert held.outcome == "hold"
    assert held.blocking is not None
    assert held.blocking.rule == rule
    assert rule in HOLDS
    assert decided(values, **passes).outcome == "bill"
    assert decided({}, **fails).outcome == "bill" or values.get("units.basis"), "without the rule it is charged"


WARNED = [
    ({"group.maximum_size": 12, "group.outside": "warn"}, {"present": 13}, "group-too-large"),
    (
        {"same_day.excludes": ["H2035"], "same_day.excluded": "warn"},
        {"same_day": (Other("H2035"),)},
        "stacking-conflict",
    ),
    ({"staff.ratio": 8, "group.outside": "warn"}, {"present": 9}, "staff-ratio"),
    ({"note.hours": 72}, {"signed_after_hours": 73}, "note-late"),
    ({"filing.days": 95}, {"days_since": 81}, "filing-soon"),
    ({"filing.days": 95}, {"days_since": 96}, "past-filing"),
]


@pytest.mark.parametrize(("values", "changes", "rule"), WARNED)
def test_a_rule_that_only_warns_leaves_the_charge(values: dict[str, Any], changes: dict[str, Any], rule: str) -> None:
    warned = decided(values, **changes)
    assert warned.outcome == "bill"
    assert [each.rule for each in warned.warnings] == [rule]
    assert decided(values).warnings == ()


@pytest.mark.parametrize(
    ("values", "changes", "modifiers"),
    [
        ({"modifiers.program": "HF", "modifiers.group": "HQ"}, {}, ("HF", "HQ")),
        ({"modifiers.level.masters": "HO"}, {}, ("HO",)),
        ({"modifiers.level.masters": "HO"}, {"rendering_level": "doctoral"}, ()),
        ({"modifiers.always": ["HQ"], "modifiers.group": "HQ"}, {}, ("HQ",)),
        ({"telehealth.modifier.video": "GT", "modifiers.removed": ["GT"]}, {"modality": "video"}, ()),
        ({"group_psychotherapy.modifiers.group": "HQ", "iop_group.modifiers.program": "HF"}, {}, ("HQ",)),
    ],
)
def test_modifiers_stand_where_their_condition_holds(
    values: dict[str, Any], changes: dict[str, Any], modifiers: tuple[str, ...]
) -> None:
    assert decided(values, **changes).modifiers == modifiers


@pytest.mark.parametrize(
    ("values", "changes", "units"),
    [
        ({"units.basis": "per_diem"}, {"minutes": 200}, 1),
        ({"units.basis": "per_hour", "units.rounding": "midpoint"}, {"minutes": 91}, 2),
        ({"units.basis": "per_hour", "units.rounding": "midpoint"}, {"minutes": 90}, 1),
        ({"units.basis": "per_45"}, {"minutes": 134}, 2),
        ({"units.basis": "per_15", "minutes.maximum": 90}, {"minutes": 110}, 6),
        ({"units.basis": "per_15", "units.day_maximum": 6}, {"minutes": 90, "used_day": 2}, 4),
    ],
)
def test_units_follow_the_basis_and_stop_at_the_most(
    values: dict[str, Any], changes: dict[str, Any], units: int
) -> None:
    assert decided(values, **changes).units == units


def test_the_nearest_level_wins_before_the_nearest_service() -> None:
    values = (
        said("group_psychotherapy.code", "90853"),
        said("group_psychotherapy.minutes.floor", 90, NATIONAL),
        said("minutes.floor", 45, PAYER),
    )
    book = Rulebook("book", "Alder", "1", values)
    assert rules.decide(WHOLE, book).outcome == "bill"
    closer = replace(book, values=(*values, said("group_psychotherapy.minutes.floor", 61, PAYER)))
    assert rules.decide(WHOLE, closer).outcome == "hold"


def test_the_supervisor_renders_where_the_payer_says_so() -> None:
    values = {"claim.supervisor_renders": ["associate"]}
    assert decided(values, rendering_level="associate", cosigned=True).by_supervisor
    assert not decided(values, rendering_level="associate").by_supervisor
    assert not decided(values, cosigned=True).by_supervisor


def test_a_week_that_only_warns_says_so_when_it_is_over_and_one_that_holds_waits_until_then() -> None:
    short = {"week.minutes_minimum": 540}
    assert decided(short, week_minutes=300).warnings == ()
    over = decided(short, week_minutes=300, week_over=True)
    assert (over.outcome, [each.rule for each in over.warnings]) == ("bill", ["week-too-short"])
    waits = decided(short | {"week.outside": "hold"}, week_minutes=300)
    assert (waits.outcome, waits.blocking and waits.blocking.rule) == ("wait", "week-running")
    released = decided(
        short | {"week.outside": "hold"}, week_minutes=300, week_over=True,
        override=Override(released=frozenset({"week-too-short"})),
    )  # fmt: skip
    assert (released.outcome, [each.rule for each in released.warnings]) == ("bill", ["week-too-short"])


def test_a_day_that_lacks_services_is_charged_with_a_warning_unless_the_payer_holds_it() -> None:
    found = decided({"day.services_minimum": 3, "day.primary_codes": ["90834"]})
    assert (found.outcome, [each.rule for each in found.warnings]) == ("bill", ["few-services", "no-primary-service"])
