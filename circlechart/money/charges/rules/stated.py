"""What a case says in times and days, turned into the facts that decide: minutes present, coverage, authorization."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from circlechart.money.charges.errors import BadCase

OF_SESSION = frozenset(("starts", "ends", "timezone"))
TIMES = frozenset(("arrived", "left", "out"))
DAYS = frozenset(("covered_from", "covered_until", "authorized_from", "authorized_until"))
WRITE_TIME = "Write a time like 2026-11-23T18:00:00-05:00, or 18:00."


@dataclass(frozen=True, slots=True)
class Held:
    """When a session ran: where the facility's clock stood at the start, and its first and last moment in UTC."""

    near: datetime
    zone: ZoneInfo | None
    starts: datetime
    ends: datetime


def held(session: Mapping[str, Any]) -> Held | None:
    """This function will read when a session ran. Returns None when: it is not said.

    Source: care.md 0.1 (what went by is counted in UTC, also on a night on which the clock is set). Raises: BadCase.
    """
    zone = _zone(session.get("timezone"))
    if "starts" not in session and "ends" not in session:
        return None
    if "starts" not in session or "ends" not in session:
        raise BadCase("session", "", "It says one of starts and ends. Say both.")
    starts = _moment("session.starts", session["starts"], zone, None)
    ends = _moment("session.ends", session["ends"], zone, starts)
    near = starts.astimezone(zone) if zone and starts.tzinfo else starts
    found = Held(near, zone, _utc(starts), _utc(ends))
    if found.ends <= found.starts:
        raise BadCase("session.ends", str(session["ends"]), "It does not end after it starts. Correct one of the two.")
    return found


def of_session(when: Held | None) -> dict[str, Any]:
    """This function will say the day and the whole minutes of a session as facts. Source: care.md 0.1 and 2.1."""
    if when is None:
        return {}
    return {"service_on": when.near.date(), "session_minutes": _minutes(when.ends - when.starts)}


def stated(
    at: str, client: Mapping[str, Any], session: Mapping[str, Any], when: Held | None, on: date
) -> dict[str, Any]:
    """This function will read a client's times and days as facts.

    Units: whole minutes between arriving and leaving, inside the session, without what the client was out; a day named
    as the last one is covered. Source: care.md 2.1 (A1, A4) and docs/rulebook-files.md. Raises: BadCase.
    """
    found: dict[str, Any] = {}
    if TIMES & client.keys():
        if when is None:
            raise BadCase(at, "", "Times of a client need starts and ends in [session].")
        found["minutes"] = _present(at, client, when)
    days = {name: _day(f"{at}.{name}", client.get(name, session.get(name))) for name in DAYS}
    if days["covered_from"] or days["covered_until"]:
        found["covered"] = _within(on, days["covered_from"], days["covered_until"])
    if days["authorized_from"] or days["authorized_until"]:
        found["authorized"] = _within(on, days["authorized_from"], days["authorized_until"])
    return found


def _present(at: str, client: Mapping[str, Any], when: Held) -> int:
    came = _at(f"{at}.arrived", client["arrived"], when) if "arrived" in client else when.starts
    went = _at(f"{at}.left", client["left"], when) if "left" in client else when.ends
    if went < came:
        raise BadCase(
            f"{at}.left", str(client.get("left", "")), "The client left before arriving. Correct one of the two."
        )
    came, went = max(came, when.starts), min(went, when.ends)
    here = max(went - came, timedelta(0))
    outs = client.get("out", [])
    if not isinstance(outs, list):
        raise BadCase(f"{at}.out", outs, "Write a list of tables with from and until.")
    until = came
    for begins, returns in sorted(_out(f"{at}.out", each, when) for each in outs):
        begins, returns = max(begins, until), min(returns, went)
        if begins < returns:
            here, until = here - (returns - begins), returns
    return _minutes(max(here, timedelta(0)))


def _out(at: str, raw: Any, when: Held) -> tuple[datetime, datetime]:
    if not isinstance(raw, Mapping) or {"from", "until"} - raw.keys() or raw.keys() - {"from", "until", "reason"}:
        raise BadCase(at, raw, "Write each as a table with from and until.")
    return _at(at, raw["from"], when), _at(at, raw["until"], when)


def _at(at: str, said: Any, when: Held) -> datetime:
    return _utc(_moment(at, said, when.zone, when.near))


def _utc(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)


def _within(on: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= on) and (last is None or on <= last)


def _zone(said: Any) -> ZoneInfo | None:
    if said is None:
        return None
    try:
        return ZoneInfo(said)
    except (ValueError, OSError, KeyError, TypeError, AttributeError):
        raise BadCase("session.timezone", said, "Write a time zone such as America/New_York.") from None


def _moment(at: str, said: Any, zone: ZoneInfo | None, near: datetime | None) -> datetime:
    """A moment; a time alone is of the day on which it lies nearest to the session's start. Raises: BadCase."""
    read = _time(said)
    if isinstance(read, time) and near is not None:
        days = (near.date() + timedelta(days=each) for each in (-1, 0, 1))
        read = min(
            (datetime.combine(each, read.replace(tzinfo=None)) for each in days),
            key=lambda each: abs(each - near.replace(tzinfo=None)),
        )
        if near.tzinfo is not None:
            read = read.replace(tzinfo=near.tzinfo)
    if not isinstance(read, datetime):
        raise BadCase(at, str(said), WRITE_TIME)
    if read.tzinfo is None and zone is not None:
        read = read.replace(tzinfo=zone)
    if near is not None and (read.tzinfo is None) != (near.tzinfo is None):
        raise BadCase(at, str(said), "Give every time an offset, or none.")
    return read


def _time(said: Any) -> datetime | time | None:
    if isinstance(said, (datetime, time)):
        return said
    if not isinstance(said, str):
        return None
    for kind in (datetime, time):
        try:
            read = kind.fromisoformat(said)
        except ValueError:
            continue
        return read if kind is time or "T" in said or " " in said.strip() else None
    return None


def _day(at: str, said: Any) -> date | None:
    if said is None or type(said) is date:
        return said
    try:
        return date.fromisoformat(said)
    except (TypeError, ValueError):
        raise BadCase(at, said, "Write a day like 2026-11-23.") from None
