"""Where a plan stands: not begun, not signed, in force, due for review, expired. And by when it is reviewed."""

from collections.abc import Iterable
from datetime import date, timedelta

from circlechart.base.rulebook.facts import Rulebook, Value
from circlechart.care.plans.facts import PlanFacts, ReviewRule, Standing, VersionFacts

REVIEW, WARNING = "review.days", "review.warning_days"


def standing(today: date, plan: PlanFacts, now_hash: str, version: VersionFacts | None, warning_days: int) -> Standing:
    """This function will say where a plan stands on a day. Units: days.

    Source: rulebook `review.warning_days`; the day of review is the one that the clinician signed.
    """
    if version is None:
        if plan.is_empty:
            return Standing("none", "No treatment plan", "bad", "target")
        return Standing("draft", "Treatment plan not signed", "warn", "pen")
    left = (version.review_on - today).days
    changed, awaits = now_hash != version.plan_hash, not version.agreed
    on = f"{version.review_on:%b} {version.review_on.day}"
    if left < 0:
        late = f"{-left} day{'' if left == -1 else 's'}"
        words = f"Plan review overdue by {late}"
        return Standing("expired", words, "bad", "alert", version.review_on, changed, awaits)
    if left <= warning_days:
        when = "today" if left == 0 else f"by {on}"
        return Standing("due", f"Plan review due {when}", "warn", "clock", version.review_on, changed, awaits)
    words = f"Plan in force, review by {on}"
    return Standing("in_force", words, "good", "check", version.review_on, changed, awaits)


def review_rule(book: Rulebook, on: date, scopes: Iterable[tuple[str, str]]) -> ReviewRule:
    """This function will say within how many days a plan is reviewed: the shortest of what any program or payer asks.

    `scopes` are (name in the rulebook, as people say it). Units: days. Source: rulebook `review.days`, by scope.
    """
    found: list[tuple[Value, str]] = []
    for scope, words in scopes:
        value = book.find(f"{scope}.{REVIEW}", on)
        if value is not None:
            found.append((value, words))
    if not found:
        value = book.find(REVIEW, on)
        assert value is not None
        found = [(value, "any plan")]
    shortest, words = min(found, key=lambda each: int(each[0].value))
    because = f"{shortest.value} days for {words}: {shortest.source.title}."
    return ReviewRule(int(shortest.value), because, shortest.unverified)


def latest_review(from_on: date, rule: ReviewRule) -> date:
    """This function will say the last day on which a plan that begins on a day may be reviewed. Source: `review.days`."""
    return from_on + timedelta(days=rule.days)
