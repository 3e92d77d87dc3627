"""Wall time and instants. Wall time is what people plan and type; instants are UTC and are what is stored."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

NOWHERE = "UTC"  # the zone of what is at no facility
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)  # what a clinic can mean; the day after must exist, too


class NoSuchTime(ValueError):
    """The clock jumped over this time (spring forward)."""


class AmbiguousTime(ValueError):
    """The clock showed this time twice (fall back); say which with `fold` 0 or 1."""


class NoSuchZone(ValueError):
    """No time zone has this name."""


def zone(name: str) -> ZoneInfo:
    """This function will find a time zone by its IANA name. Raises: NoSuchZone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise NoSuchZone(f"“{name}” is not a time zone; write it like America/Chicago.") from None


def instant(on: date, at: time, zone_name: str, fold: int | None = None) -> datetime:
    """This function will turn a wall time into its instant in UTC.

    Raises: NoSuchTime for a time the clock skips; AmbiguousTime for a doubled one without `fold`; NoSuchZone.
    """
    where = zone(zone_name)
    first = datetime.combine(on, at, where).replace(fold=0)
    second = first.replace(fold=1)
    if first.astimezone(UTC).astimezone(where).replace(tzinfo=None) != first.replace(tzinfo=None):
        raise NoSuchTime(f"{at:%-I:%M %p} does not exist on {on.isoformat()}: the clock is set forward.")
    if first.utcoffset() != second.utcoffset() and fold is None:
        raise AmbiguousTime(
            f"{at:%-I:%M %p} happens twice on {on.isoformat()}: say whether it is the first or the second."
        )
    return (second if fold else first).astimezone(UTC)


def utc(at: datetime) -> datetime:
    """This function will turn an aware instant into UTC, where comparing and subtracting mean elapsed time.

    Two times of one local zone compare by what the clock shows, and in the doubled hour that is not their order.
    Raises: ValueError for a time without a zone.
    """
    if at.utcoffset() is None:
        raise ValueError(f"{at.isoformat()} has no time zone; give an aware instant.")
    return at.astimezone(UTC)


def local(at: datetime, zone_name: str) -> datetime:
    """This function will show an instant as wall time in a zone."""
    return at.astimezone(zone(zone_name))


def clock(at: datetime, zone_name: str) -> str:
    """This function will say an instant's wall time as an American clinic reads it, such as 6:05 PM."""
    return local(at, zone_name).strftime("%-I:%M %p")


def zone_word(at: datetime, zone_name: str) -> str:
    """This function will name the zone as people do on that day, such as CST."""
    return local(at, zone_name).strftime("%Z")


def moment(at: datetime, zone_name: str) -> str:
    """This function will say an instant with its day and zone, such as Nov 23, 2026, 6:05 PM CST."""
    return local(at, zone_name).strftime("%b %-d, %Y, %-I:%M %p %Z")


def sets_back(on: date, zone_name: str) -> bool:
    """This function will say whether the clock is set back in the night after a day, so that it shows times twice."""
    where = zone(zone_name)
    start, end = datetime.combine(on, time(0), where), datetime.combine(on + timedelta(days=1), time(12), where)
    before, after = start.utcoffset(), end.utcoffset()
    return before is not None and after is not None and after < before


def today(now: datetime, zone_name: str) -> date:
    """This function will say which day it is in a zone."""
    return local(now, zone_name).date()
