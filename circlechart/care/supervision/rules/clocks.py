"""When a cosignature is due."""

from datetime import datetime, timedelta

from circlechart.base.kit import walltime
from circlechart.care.supervision.facts import SOON_HOURS, Clock

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def clock(signed_at: datetime, due_hours: int, now: datetime) -> Clock:
    """This function will say how a note stands with its due instant: hours run on, over nights and clock changes alike."""
    due = walltime.utc(signed_at) + timedelta(hours=due_hours)
    left = due - walltime.utc(now)
    if left < timedelta(0):
        return Clock(due, f"Overdue by {hours_words(-left)}", "bad", True)
    return Clock(due, f"Due in {hours_words(left)}", "warn" if left < SOON_HOURS * HOUR else "neutral", False)


def hours_words(span: timedelta) -> str:
    """This function will say a span as people do: minutes under an hour, hours under two days, else days; never rounded up."""
    if span < HOUR:
        return _many(int(span.total_seconds()) // 60, "minute")
    return _many(span // HOUR, "hour") if span < 2 * DAY else _many(span // DAY, "day")


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
