"""When a group meets: dates from rules, wall times from dates. Pure functions."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from dateutil.rrule import rrulestr

HORIZON_DAYS = 90


def occurrences(rule: str, anchor_on: date, first: date, last: date) -> Iterator[date]:
    """This function will list the days of a date-only recurrence rule, both ends included.

    Source: care.md 0.1: rules are expanded without times, so that no clock change can move them.
    """
    start = datetime(anchor_on.year, anchor_on.month, anchor_on.day)  # noqa: DTZ001 - dates only
    until = datetime(last.year, last.month, last.day)  # noqa: DTZ001
    for each in rrulestr(rule, dtstart=start).between(start - timedelta(days=1), until, inc=True):
        if first <= each.date() <= last:
            yield each.date()


def horizon(today: date) -> date:
    """This function will say until when sessions are made."""
    return today + timedelta(days=HORIZON_DAYS)
