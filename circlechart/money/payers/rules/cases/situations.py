"""Which cases show what a kind of rule does: its boundary from both sides. Pure functions."""

from collections.abc import Callable
from typing import Any

from circlechart.money.payers.facts import CREDENTIALS, MODALITIES

Changes = list[dict[str, Any]]
Situations = Callable[[Any], Changes]
NOT_THERE: dict[str, Any] = {"came": False, "minutes": 0}
LENGTHS = (60, 90, 45, 30, 20, 8, 23, 38, 53, 75, 120, 180, 240, 300, 480, 7, 1)
SIZES = (12, 13, 2, 1, 8, 9, 10, 11, 14, 15, 16, 20, 21, 30)
LIMITS = {
    "minutes.floor", "minutes.session_floor", "minutes.day_floor", "group.maximum_size", "group.minimum_size",
    "group.counted", "group.outside", "staff.ratio", "units.day_maximum", "units.week_maximum", "units.year_maximum",
    "telehealth.taken", "who_may_render", "cosign_needed_from", "authorization.required", "authorization.after_units",
    "filing.days", "note.hours", "note.late", "note.goal_required", "same_day.excludes",
    "same_day.excluded", "no_show.fee", "day.services_minimum", "day.primary_codes", "day.outside",
    "week.minutes_minimum", "week.minutes_maximum", "week.outside",
}  # fmt: skip
"""Rules that let a case through or not; the others say what a line carries."""
BESIDE: dict[str, dict[str, Any]] = {
    "group.counted": {"group.maximum_size": 12},
    "group.outside": {"group.maximum_size": 12},
    "note.late": {"note.hours": 72},
    "same_day.excluded": {"same_day.excludes": ["90834"]},
    "same_day.modifier": {"same_day.distinct": ["90834"]},
    "same_day.distinct": {"same_day.modifier": "59"},
    "day.full_code": {"day.full_minutes": 300},
    "day.full_minutes": {"day.full_code": "99998"},
    "day.full_revenue_code": {"day.full_code": "99998", "day.full_minutes": 300},
    "day.outside": {"day.services_minimum": 3},
    "week.outside": {"week.minutes_minimum": 540},
}
"""Without these a rule has nothing to act on; they stand in where the payer has said nothing yet."""
TIMED = ("units.rounding", "units.maximum", "minutes.maximum")
SAMPLES: dict[str, list[Any]] = {
    "code": ["99999"], "modifier": ["ZZ"], "modifiers": [["ZZ"]], "flag": [True], "levels": [["peer"], ["associate"]],
    "codes": [["99999"]], "place": ["99"], "revenue": ["9999"], "bill": ["99"], "conditions": [["ZZ"]],
}  # fmt: skip
"""What a payer might say of a kind of which it says nothing."""


def aside(root: str, value: Any, basis: str) -> dict[str, Any]:
    """This function will list what stands aside while a rule is tried, because it would hide what the rule does.

    Source: the order in which `charges` decides.
    """
    if root.endswith(".code"):
        return {f"{root.partition('.')[0]}.per_diem.part": None}
    if root in TIMED and basis in ("", "per_session"):
        return {"units.basis": "per_15"}
    if root in ("modifiers.program", "modifiers.group", "modifiers.always"):
        return {"modifiers.removed": None} | ({} if root == "modifiers.always" else {"modifiers.always": None})
    if root.startswith("modifiers.level."):
        return {"who_may_render": None, "modifiers.always": None, "modifiers.removed": None}
    if root in ("claim.supervising_provider", "claim.supervisor_renders"):
        return {"who_may_render": None}
    if root == "staff.ratio":
        return {"group.maximum_size": None, "group.minimum_size": None}
    if root.startswith("telehealth.") and root != "telehealth.taken":
        return {"telehealth.taken": None, "modifiers.removed": None}
    return {"modifiers.always": value} if root == "modifiers.removed" and value else {}


def situations(root: str, value: Any, beside: Callable[[str], Any]) -> Changes:
    """This function will list what could show the rule at work, the plainest first; a client who did not come is last.

    `beside` reads another rule of the payer. Source: the kinds of `facts.KINDS` and what decides with each.
    """
    found = _of(root, value, beside)
    return [*found, {}, NOT_THERE]


def _of(root: str, value: Any, beside: Callable[[str], Any]) -> Changes:
    if root in _NUMBERED and isinstance(value, int):
        return _NUMBERED[root](value)
    if root.endswith(".code"):
        return [{"service": root.partition(".")[0]}]
    if root.startswith("modifiers.level."):
        return [{"rendering_level": each, "cosigned": True} for each in (root.rpartition(".")[2], *CREDENTIALS)]
    if root in ("same_day.excludes", "same_day.distinct", "same_day.excluded", "same_day.modifier"):
        codes = value if isinstance(value, list) else beside("same_day.excludes") or beside("same_day.distinct") or []
        return [{"same_day": [{"code": each, "minutes": 60}]} for each in codes]
    if root in ("group.counted", "group.outside"):
        most = beside("group.maximum_size") or 12
        return [
            {"present": most + 1, "members": most}, {"present": most + 1, "members": most + 1},
            {"present": most, "members": most},
        ]  # fmt: skip
    if root == "note.late":
        hours = beside("note.hours") or 72
        return [{"signed_after_hours": hours + 1}, {"signed_after_hours": hours}]
    if root == "day.full_code":
        full = beside("day.full_minutes") or 300
        return [{"minutes": full}, {"minutes": full - 1}]
    if root == "day.primary_codes":
        return [_beside_day([each]) for each in value or ()] + [_beside_day([])]
    if root == "day.outside":
        return [_beside_day(["99999"] * (count - 1)) for count in (beside("day.services_minimum") or 3, 1)]
    if root == "week.outside":
        return _weekly([beside("week.minutes_minimum") or 540, (beside("week.minutes_minimum") or 540) - 1])
    return _PLAIN.get(root, [])


def _beside_day(codes: list[str]) -> dict[str, Any]:
    return {"same_day": [{"code": each, "minutes": 60} for each in codes]}


def _weekly(minutes: list[int]) -> Changes:
    return [{"week_minutes": each, "week_over": True} for each in minutes]


def _sized(first: int, second: int) -> Changes:
    return [{"present": first, "members": first}, {"present": second, "members": second}]


_NUMBERED: dict[str, Situations] = {
    "minutes.floor": lambda least: [{"minutes": least}, {"minutes": least - 1}],
    "minutes.day_floor": lambda least: [{"minutes": least}, {"minutes": least - 1}],
    "minutes.session_floor": lambda least: [{"session_minutes": least}, {"session_minutes": least - 1}],
    "minutes.maximum": lambda most: [{"minutes": most + more} for more in (15, 30, 60, 8)] + [{"minutes": most}],
    "group.maximum_size": lambda most: _sized(most, most + 1),
    "group.minimum_size": lambda least: _sized(least, least - 1),
    "staff.ratio": lambda most: [{"staff": 1, **each} for each in _sized(most, most + 1)],
    "units.maximum": lambda most: [{"minutes": 15 * (most + 1)}, {"minutes": 15 * most}],
    "units.day_maximum": lambda most: [{"used_day": 0}, {"used_day": most}],
    "units.week_maximum": lambda most: [{"used_week": 0}, {"used_week": most}],
    "units.year_maximum": lambda most: [{"used_year": 0}, {"used_year": most}],
    "filing.days": lambda most: [{"days_since": max(0, most - 30)}, {"days_since": 0}, {"days_since": most + 1}],
    "day.full_minutes": lambda least: [{"minutes": least}, {"minutes": least - 1}],
    "day.services_minimum": lambda least: [_beside_day(["99999"] * count) for count in (least - 1, max(0, least - 2))],
    "week.minutes_minimum": lambda least: _weekly([least, least - 1]),
    "week.minutes_maximum": lambda most: _weekly([most, most + 1]),
    "note.hours": lambda most: [{"signed_after_hours": most}, {"signed_after_hours": most + 1}],
    "authorization.after_units": lambda most: [
        {"used_year": used, "authorized": False} for used in (0, most, most + 1, max(0, most - 1))
    ],
}
_LEVELS = [{"rendering_level": each, "cosigned": cosigned} for each in CREDENTIALS for cosigned in (False, True)]
_PLAIN: dict[str, Changes] = {
    "per_diem.part": [{"minutes": each} for each in LENGTHS],
    "units.basis": [{"minutes": each} for each in LENGTHS],
    "units.rounding": [{"minutes": each} for each in (38, 23, 8, 7, 53, 75, 60)],
    "who_may_render": [{"rendering_level": each, "cosigned": False} for each in CREDENTIALS],
    "cosign_needed_from": _LEVELS,
    "claim.supervising_provider": [each for each in _LEVELS if each["cosigned"]],
    "claim.supervisor_renders": [each for each in _LEVELS if each["cosigned"]],
    "telehealth.taken": [{"modality": each} for each in ("video", "audio", "in_person")],
    "telehealth.modifier.video": [{"modality": "video"}],
    "telehealth.modifier.audio": [{"modality": "audio"}],
    "telehealth.place_of_service.home": [{"modality": each} for each in MODALITIES],
    "modifiers.removed": [{"modality": "video"}, {"modality": "audio"}, *_LEVELS],
    "authorization.required": [{"authorized": True}, {"authorized": False}],
    "note.goal_required": [{"goals": 1}, {"goals": 0}],
}
_OTHERS = {
    "modifiers.always", "modifiers.program", "modifiers.group", "same_day.excludes", "same_day.distinct",
    "same_day.excluded", "same_day.modifier", "group.counted", "group.outside", "note.late",
    "day.full_code", "day.primary_codes", "day.outside", "week.outside",
}  # fmt: skip


def is_decided(root: str) -> bool:
    """This function will say whether a decision shows a rule; what a claim only looks up is read from the book.

    Source: what `charges` decides with.
    """
    known = {*_NUMBERED, *_PLAIN, *_OTHERS} - {"telehealth.place_of_service.home"}
    return root in known or root.endswith(".code") or root.startswith("modifiers.level.")
