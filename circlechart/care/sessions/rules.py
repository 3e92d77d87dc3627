"""When a group meets, what a changed schedule makes of its sessions, and which topic comes when. Pure functions."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from dateutil.rrule import rrulestr

from circlechart.care.sessions.facts import Made, Meeting, Plan, Slot

HORIZON_DAYS = 90
CYCLE_DAYS = 730
Key = tuple[UUID, date]


def occurrences(rule: str, anchor_on: date, first: date, last: date) -> Iterator[date]:
    """This function will list the days of a date-only recurrence rule, both ends included.

    Source: care.md 0.1: rules are expanded without times, so that no clock change can move them.
    """
    start, until = datetime.combine(anchor_on, time()), datetime.combine(last, time())
    for each in rrulestr(rule, dtstart=start).between(start - timedelta(days=1), until, inc=True):
        if first <= each.date() <= last:
            yield each.date()


def horizon(today: date) -> date:
    """This function will say until when sessions are made."""
    return today + timedelta(days=HORIZON_DAYS)


def meetings(slots: Iterable[Slot], first: date, last: date) -> list[Meeting]:
    """This function will list the days of all slots in the order of time, both ends included.

    Source: care.md 1.2.
    """
    found = [Meeting(each, on) for each in slots for on in occurrences(each.rule, each.anchor_on, first, last)]
    return sorted(found, key=lambda each: (each.on, each.slot.starts, each.slot.key))


def plan(
    wanted: Sequence[Meeting], made: Sequence[Made], closed: frozenset[date], needed: int | None, skip: bool
) -> Plan:
    """This function will say what becomes of the sessions that exist, and which are missing.

    Source: care.md 1.2: sessions follow by (slot, week) and keep their identity; what a person touched stays as it
    is, and only its key follows, so that nothing is made in its place. `needed` ends a closed group's cycle; with
    the policy `skip` cancelled days count too.
    """
    home = _pair(wanted, made)
    kept = _until_enough(wanted, home, closed, needed, skip)
    housed = {home[each.key].session_id: each for each in kept if each.key in home}
    return Plan(
        make=tuple(each for each in kept if each.key not in home),
        follow=tuple((each, housed[each.session_id]) for each in made if each.follows and each.session_id in housed),
        rekey=tuple(
            (each, housed[each.session_id].on)
            for each in made
            if each.standing in ("touched", "cancelled") and each.session_id in housed
        ),
        drop=tuple(each for each in made if each.follows and each.session_id not in housed),
        left=tuple(each for each in made if each.standing in ("touched", "cancelled", "over")),
    )


def _pair(wanted: Sequence[Meeting], made: Sequence[Made]) -> dict[Key, Made]:
    """Which session a meeting becomes: the one made for that very day, else the next of the same slot and week."""
    exact = {(each.key, each.on): each for each in made}
    home = {each.key: exact[each.key] for each in wanted if each.key in exact}
    homed = {each.session_id for each in home.values()}
    free: dict[tuple[UUID, tuple[int, int]], list[Made]] = {}
    for session in sorted(made, key=lambda each: each.on):
        if session.session_id not in homed and session.standing not in ("over", "dropped"):
            free.setdefault((session.key, period(session.on, False)), []).append(session)
            free.setdefault((session.key, period(session.on, True)), []).append(session)
    for meeting in wanted:
        monthly = meeting.slot.rule.startswith("FREQ=MONTHLY")
        waiting = free.get((meeting.slot.key, period(meeting.on, monthly)), [])
        found = next((each for each in waiting if each.session_id not in homed), None)
        if meeting.key not in home and found is not None:
            home[meeting.key] = found
            homed.add(found.session_id)
    return home


def period(on: date, monthly: bool) -> tuple[int, int]:
    """This function will say within which week (or month) a moved session stays itself; months count below zero.

    Source: care.md 1.2.
    """
    return (on.year, -on.month) if monthly else on.isocalendar()[:2]


def _until_enough(
    wanted: Sequence[Meeting], home: dict[Key, Made], closed: frozenset[date], needed: int | None, skip: bool
) -> list[Meeting]:
    """A closed group meets until it has its sessions, not until a date."""
    kept: list[Meeting] = []
    left = len(wanted) if needed is None else needed
    for meeting in wanted:
        if left <= 0:
            break
        session = home.get(meeting.key)
        by_day = meeting.on in closed and (session is None or session.follows)
        gone = by_day or (session is not None and session.standing == "cancelled")
        left -= 0 if gone and not skip and needed is not None else 1
        kept.append(meeting)
    return kept


def rotation(live: Sequence[bool], count: int, after: int, skip: bool) -> list[int | None]:
    """This function will give topics to an open group's coming sessions: the next one, round and round.

    Source: care.md 1.2: next item = (last held or scheduled item + 1) mod N; a lost topic is lost only with `skip`.
    """
    given: list[int | None] = []
    last = after
    for meets in live:
        if meets or skip:
            last = last % count + 1
        given.append(last if meets or skip else None)
    return given


def sequence(live: Sequence[bool], target: int, policy: str) -> list[int | None]:
    """This function will number a closed group's sessions, the first being 1.

    Source: care.md 1.2: push = later topics move back; skip = the topic is lost; append = it comes at the end.
    """
    if policy != "append":
        return rotation(live, max(len(live), 1), 0, policy == "skip")
    lost = [number for number, meets in enumerate(live[:target], 1) if not meets]
    given: list[int | None] = []
    for number, meets in enumerate(live, 1):
        if number <= target:
            given.append(number if meets else None)
        else:
            given.append(lost.pop(0) if meets and lost else None)
    return given
