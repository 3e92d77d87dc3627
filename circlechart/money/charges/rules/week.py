"""What the payer's week makes of a charge: too few or too many minutes present in it."""

from circlechart.base.rulebook.facts import Rulebook
from circlechart.money.charges.facts import ChargeCase, Decision
from circlechart.money.charges.rules.reasons import many, reason, stopped, warned

LIMITS = (("week.minutes_minimum", "week-too-short", -1), ("week.minutes_maximum", "week-too-long", 1))
KEYS = tuple(key for key, _, _ in LIMITS)


def of_the_week(case: ChargeCase, decision: Decision, book: Rulebook) -> Decision:
    """This function will warn of a week with too few or too many minutes, or hold its charges where the payer says so.

    Too few is known when the week is over; where it holds, the week's charges wait until then.

    Source: rulebook `week.minutes_minimum`, `week.minutes_maximum`, `week.outside`.
    """
    holds = book.get("week.outside", case.service_on, "warn", case.service) == "hold"
    for key, rule, too in LIMITS:
        limit = book.find(key, case.service_on, case.service)
        if limit is None or case.week_minutes is None:
            continue
        if holds and too < 0 and not case.week_over and rule not in case.override.released:
            words = f"{book.title} pays a week of at least {many(limit.value, 'minute')}; the week is not over."
            return stopped(decision, "wait", "week-running", words, limit)
        if (case.week_minutes - limit.value) * too <= 0 or (too < 0 and not case.week_over):
            continue
        word = "over" if too > 0 else "under"
        words = f"Present {many(case.week_minutes, 'minute')} in the week, {word} the {limit.value} of {book.title}."
        if holds and rule not in case.override.released:
            return stopped(decision, "hold", rule, words, limit)
        decision = warned(decision, reason(rule, words, limit))
    return decision
