"""How a slot repeats, written as a recurrence rule and read back; which days are holidays. Pure functions."""

from collections.abc import Mapping
from datetime import date

from holidays import country_holidays

from circlechart.base.kit import walltime
from circlechart.care.schedules.facts import Holiday
from circlechart.care.sessions.facts import Slot
from circlechart.care.sessions.rules import occurrences

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
REPEATS = {
    "weekly": "Every week",
    "biweekly": "Every two weeks",
    "monthly_weekday": "Every month, on that weekday of the first meeting",
    "monthly_last_weekday": "Every month, on the last such weekday",
    "monthly_day": "Every month, on the first meeting's date",
    "monthly_last": "Every month, on its last day",
}
ALWAYS_THERE = 28  # every month has that many days


def rule_for(repeats: str, weekday: str, anchor_on: date) -> str:
    """This function will write the recurrence rule of a slot.

    Source: RFC 5545 3.3.10; weeks start on Monday, so that every two weeks means the same everywhere.
    """
    ordinal = min((anchor_on.day - 1) // 7 + 1, 4)
    return {
        "weekly": f"FREQ=WEEKLY;BYDAY={weekday}",
        "biweekly": f"FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY={weekday}",
        "monthly_weekday": f"FREQ=MONTHLY;BYDAY=+{ordinal}{weekday}",
        "monthly_last_weekday": f"FREQ=MONTHLY;BYDAY=-1{weekday}",
        "monthly_day": f"FREQ=MONTHLY;BYMONTHDAY={anchor_on.day}",
        "monthly_last": "FREQ=MONTHLY;BYMONTHDAY=-1",
    }[repeats]


def repeats_of(rule: str) -> tuple[str, str]:
    """This function will read a rule back: (how it repeats, the weekday or "").

    Source: `rule_for`.
    """
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    day = parts.get("BYDAY", "")
    if parts.get("FREQ") == "WEEKLY":
        return ("biweekly" if parts.get("INTERVAL") == "2" else "weekly"), day
    if day:
        return ("monthly_last_weekday" if day.startswith("-1") else "monthly_weekday"), day[-2:]
    return ("monthly_last" if parts.get("BYMONTHDAY") == "-1" else "monthly_day"), ""


def skips_months(repeats: str, anchor_on: date) -> bool:
    """This function will say whether some months have no such date, or no such fifth weekday.

    Source: RFC 5545 3.3.10: a recurrence on a day that a month does not have is left out.
    """
    return repeats in ("monthly_day", "monthly_weekday") and anchor_on.day > ALWAYS_THERE


def skipped_by_clock(slot: Slot, zone: str, first: date, last: date) -> date | None:
    """This function will find a day on which the clock jumps over a slot's start. Returns None when: there is none.

    Source: care.md 0.1.9: such a time is refused, never shifted.
    """
    for on in occurrences(slot.rule, slot.anchor_on, first, last):
        try:
            walltime.instant(on, slot.starts, zone, fold=0)
        except walltime.NoSuchTime:
            return on
    return None


def federal_holidays(first: date, last: date, known: Mapping[date, str]) -> list[Holiday]:
    """This function will list the federal holidays of some days, both ends included, with what is known of each day.

    Source: 5 USC 6103(a) and (b), as the `holidays` package keeps it; a holiday on a weekend is there with the day on
    which it is observed. They are proposed, never applied.
    """
    calendar = country_holidays("US", years=range(first.year, last.year + 1), observed=True)
    found = sorted((on, name) for on, name in calendar.items() if first <= on <= last)
    return [Holiday(on, name, known.get(on, "")) for on, name in found]


def cycle_ages(state: str, started: bool, to_come: bool) -> tuple[str, ...]:
    """This function will say through which states a cycle has gone as time passed, in their order.

    Source: care.md 1.2: planned and enrolling cycles run from their first session on, and are complete after the last.
    """
    steps = ("running",) if started and state in ("planned", "enrolling") else ()
    runs = state == "running" or bool(steps)
    return (*steps, "complete") if runs and not to_come else steps
