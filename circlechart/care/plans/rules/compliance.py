"""What was done of what the plan says, week by week: prescribed against delivered."""

from collections.abc import Iterable
from datetime import date, timedelta

from circlechart.care.plans.facts import Compliance, Delivered, Prescribed, Week

DAYS = 7
WEEK = timedelta(days=DAYS)
OUTCOMES = {
    "attended": "attended",
    "elsewhere": "attended",
    "removed": "partial",
    "no_show": "missed",
    "cancelled_late": "missed",
    "cancelled_timely": "excluded",
    "excused": "excluded",
    "facility_cancelled": "excluded",
}


def outcome(disposition: str, basis: str, short: bool = False) -> str:
    """This function will say what a disposition means for the plan; empty for what says nothing of it.

    Source: care.md 2.2, plan compliance: what was not the client's fault is not in the denominator.
    """
    if basis == "observer":
        return ""
    found = OUTCOMES.get(disposition, "")
    return "partial" if found == "attended" and short and disposition == "attended" else found


def monday(day: date) -> date:
    """This function will find the first day of a day's week."""
    return day - timedelta(days=day.weekday())


def compliance(prescribed: Iterable[Prescribed], delivered: Iterable[Delivered], today: date) -> tuple[Compliance, ...]:
    """This function will compare what the plan says of each group with what was delivered, week by week until today.

    A week over all of whose days the plan was in force owes what the plan says, less what was excluded. A week in
    which it began, ended or changed, and the one that runs, owe no more than met. What is more than was due in a week
    does not repair another one. Units: sessions. Source: care.md 2.2.
    """
    known = list(delivered)
    groups: dict[tuple[object, str], list[Prescribed]] = {}
    for each in prescribed:
        groups.setdefault((each.group_id, each.group), []).append(each)
    found = []
    for (group_id, group), lines in groups.items():
        own = [each for each in known if each.group_id == group_id and each.on <= today]
        weeks = tuple(_week(begins, lines, own, today) for begins in _weeks(lines, today))
        latest = max(lines, key=lambda each: each.from_on)
        found.append(Compliance(latest.group_id, group, latest.times, weeks))
    return tuple(sorted(found, key=lambda each: each.group))


def _weeks(lines: list[Prescribed], today: date) -> list[date]:
    first = monday(min(each.from_on for each in lines))
    ends = [each.until_on - timedelta(days=1) if each.until_on else today for each in lines]
    last = monday(min(max(ends), today))
    return [first + number * WEEK for number in range((last - first).days // DAYS + 1)]


def _week(begins: date, lines: list[Prescribed], own: list[Delivered], today: date) -> Week:
    days = [begins + timedelta(days=number) for number in range(DAYS)]
    times = [next((each.times for each in lines if each.on(day)), 0) for day in days]
    met = [each for each in own if monday(each.on) == begins and times[each.on.weekday()]]
    kinds = [each.outcome for each in met]
    excluded = kinds.count("excluded")
    offered = len(met) - excluded
    over = days[-1] < today
    whole = over and len(set(times)) == 1
    due = max(times[0] - excluded, 0) if whole else min(max(times), offered)
    done = kinds.count("attended") + kinds.count("partial")
    made_up = sum(each.made_up for each in met)
    return Week(begins, due, done, kinds.count("partial"), kinds.count("missed"), excluded, made_up, over)
