"""What follows from attendance: status, minutes, the note owed, and every other effect. Pure functions."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from circlechart.base.kit.minutes import Span, minutes_present
from circlechart.base.kit.walltime import instant, local, utc, zone
from circlechart.care.attendance.facts import IN_THE_ROOM, Credit, Difference, Effect, Interval

OPENS_HOURS = 2
NEAR_HOURS = 3
OUTREACH_HOURS = 24
REVIEW_AFTER_NO_SHOWS = 2
Row = tuple[Effect, ...]


def _row(note: tuple[str, str], charge: tuple[str, str], minutes: tuple[str, str], plan: tuple[str, str]) -> Row:
    """One row of the policy without its fee and tasks: what each kind becomes, and why."""
    kinds = ("note", "charge", "weekly_minutes", "plan")
    return tuple(Effect(kind, *each) for kind, each in zip(kinds, (note, charge, minutes, plan), strict=True))


_BY_RULE = ("by rule", "The payer's rule decides by the minutes.")
_ATTENDED = ("{minutes}", "Minutes attended.")
_NO_NOTE = _NO_CHARGE = ("none", "Nothing was provided.")
_NO_MINUTES = ("0", "Nothing was attended.")
_MISSED = ("missed", "The client was expected.")
_EXCLUDED = ("excluded", "It does not count against the plan.")
_NO_FEE = Effect("fee", "none", "No fee follows from this.")
_FEE_BY_POLICY = Effect("fee", "off", "No-show fees are off until the clinic sets a policy for this payer.")
_NOT_THEIR_FAULT: Row = (
    *_row(_NO_NOTE, _NO_CHARGE, _NO_MINUTES, _EXCLUDED),
    _NO_FEE,
    Effect("task", "make-up", "Offer a make-up session."),
)
_REVIEW = "clinical review"

# care.md 2.2, the default policy rows; {minutes} is what was counted
POLICY: dict[str, Row] = {
    "attended": (
        *_row(
            ("group_note", "The client was in the group."),
            _BY_RULE,
            _ATTENDED,
            ("attended", "Attendance counts toward the plan."),
        ),
        _NO_FEE,
    ),
    "removed": (
        *_row(
            ("group_note", "The client was in the group until removed."),
            _BY_RULE,
            _ATTENDED,
            ("partial", "The client was there for a part."),
        ),
        _NO_FEE,
        Effect("task", _REVIEW, "The client was removed from the group."),
    ),
    "no_show": (
        *_row(
            ("no_show_note", "The client was expected and did not come; this is no encounter."),
            ("none", "A no-show is never billed as a service."),
            _NO_MINUTES,
            _MISSED,
        ),
        _FEE_BY_POLICY,
        Effect("task", "outreach", f"Reach out within {OUTREACH_HOURS} hours."),
    ),
    "cancelled_late": (
        *_row(_NO_NOTE, _NO_CHARGE, _NO_MINUTES, _MISSED),
        _FEE_BY_POLICY,
        Effect("task", "reschedule", "Offer another time."),
    ),
    "cancelled_timely": _NOT_THEIR_FAULT,
    "excused": _NOT_THEIR_FAULT,
    "facility_cancelled": _NOT_THEIR_FAULT,
    "elsewhere": (
        *_row(
            ("none", "The other service has its own note."),
            ("none", "Only the other service is charged."),
            ("0", "The other service's minutes count."),
            ("attended", "The client was in another service of the program."),
        ),
        _NO_FEE,
    ),
    "observer": (
        Effect("note", "none", "An observer is not treated."),
        Effect("charge", "none", "An observer is never charged."),
    ),
}


def minutes(intervals: Iterable[Interval], started_at: datetime | None, ended_at: datetime) -> int:
    """This function will count the minutes that count: present, inside the session, not out.

    Units: minutes. Source: care.md 2.1, one floor over the total. Raises: ValueError for a time without a zone.
    """
    if started_at is None or utc(ended_at) <= utc(started_at):
        return 0
    known = list(intervals)
    present = [Span(each.start, each.end) for each in known if each.kind == "present"]
    out = [Span(each.start, each.end) for each in known if each.kind == "out"]
    return minutes_present(present, out, Span(started_at, ended_at))


def arrived(intervals: Iterable[Interval], started_at: datetime | None) -> datetime | None:
    """This function will say when a late client came. Returns None when: they were there from the start."""
    starts = [each.start for each in intervals if each.kind == "present"]
    return min(starts) if starts and started_at is not None and min(starts) > utc(started_at) else None


def left(intervals: Iterable[Interval], ended_at: datetime | None) -> datetime | None:
    """This function will say when a client left early. Returns None when: they stayed, or are still there."""
    ends = [each.end for each in intervals if each.kind == "present"]
    if not ends or any(end is None for end in ends):
        return None
    last = max(end for end in ends if end is not None)
    return last if ended_at is None or last < utc(ended_at) else None


def status(disposition: str, late: bool, left_early: bool, was_out: bool) -> str:
    """This function will name the status that a person sees. Source: care.md 2.1, statuses are computed."""
    if disposition != "attended":
        return disposition
    if late:
        return "late"
    if left_early:
        return "left_early"
    return "partial" if was_out else "present"


def note_owed(disposition: str, basis: str) -> str:
    """This function will say which note is owed: group_note, no_show_note, none or undecided. Source: care.md 2.2."""
    if basis == "observer":
        return "none"
    if disposition == "expected":
        return "undecided"
    if disposition in IN_THE_ROOM:
        return "group_note"
    return "no_show_note" if disposition == "no_show" else "none"


def opens_at(scheduled: datetime, zone_name: str) -> datetime:
    """This function will say from when on a session may be started: shortly before its time, on its own day.

    The day is part of every note and claim, so a session that is held on another one is moved first.
    """
    midnight = local(scheduled, zone_name).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return max(utc(midnight), utc(scheduled) - timedelta(hours=OPENS_HOURS))


def start_time(now: datetime, scheduled: datetime) -> tuple[datetime, str]:
    """This function will say when a session that is started now really began, and how that is known.

    Pressed late, the group began as scheduled: the person leads it and presses later, or documents it days later.
    """
    now, began = utc(now), utc(scheduled)
    return (began, "scheduled") if now > began else (now.replace(second=0, microsecond=0), "stamped")


def planned_end(started_at: datetime, scheduled: datetime, scheduled_end: datetime) -> datetime:
    """This function will say when a session ends by itself: as scheduled, or after its length if it began later."""
    began, over = utc(started_at), utc(scheduled_end)
    return over if over > began else began + (over - utc(scheduled))


def end_time(now: datetime, planned: datetime) -> tuple[datetime, str]:
    """This function will say when a session that is ended now really ended, and how that is known."""
    now, over = utc(now), utc(planned)
    return (over, "scheduled") if now >= over else (now.replace(second=0, microsecond=0), "stamped")


def runs_until(now: datetime, opened_at: datetime, planned: datetime) -> datetime:
    """This function will say until when minutes count in a session that nobody has ended.

    It may run over; but opened after its end, or long after it, it is being documented, and is as long as planned.
    """
    now, over = utc(now), utc(planned)
    return over if utc(opened_at) >= over or now > over + timedelta(hours=NEAR_HOURS) else now


def meant(at: time, on: date, zone_name: str, near: Span, fold: int | None = None) -> datetime:
    """This function will find the instant that a typed wall time means: on a day or one beside it, nearest to a span.

    Raises: walltime.NoSuchTime; walltime.AmbiguousTime without `fold`.
    """
    assert near.end is not None
    began, over = utc(near.start), utc(near.end)

    def _away(day: date) -> timedelta:
        rough = utc(datetime.combine(day, at, zone(zone_name)))
        return max(began - rough, rough - over, timedelta())

    return instant(min((on + timedelta(days=each) for each in (0, -1, 1)), key=_away), at, zone_name, fold)


def effects(disposition: str, basis: str, minutes_counted: int, no_shows_before: int = 0) -> tuple[Effect, ...]:
    """This function will list everything that a disposition drives: note, charge, minutes, fee, plan, tasks.

    Units: `minutes_counted` minutes; `no_shows_before` sessions missed in a row before this one.
    Source: care.md 2.2, the default policy rows; an undecided row drives nothing yet.
    """
    found = tuple(
        Effect(each.kind, each.value.format(minutes=minutes_counted), each.because)
        for each in POLICY.get("observer" if basis == "observer" else disposition, ())
    )
    in_a_row = no_shows_before + 1
    if disposition == "no_show" and basis != "observer" and in_a_row >= REVIEW_AFTER_NO_SHOWS:
        return (*found, Effect("task", _REVIEW, f"{in_a_row} sessions missed in a row."))
    return found


def differences(before: Iterable[Effect], after: Iterable[Effect]) -> tuple[Difference, ...]:
    """This function will say what a correction changes, effect by effect. Source: design, "shows the difference"."""
    was, becomes = list(before), list(after)
    found = []
    for kind in dict.fromkeys(each.kind for each in (*was, *becomes)):
        old = [each for each in was if each.kind == kind]
        new = [each for each in becomes if each.kind == kind]
        if [each.value for each in old] != [each.value for each in new]:
            words = [
                ", ".join(each.value.replace("no_show", "no-show").replace("_", " ") for each in side)
                for side in (old, new)
            ]
            because = (new or old)[-1].because
            found.append(Difference(kind, words[0], words[1], because if new else "It follows no longer."))
    return tuple(found)


def credited(found: Iterable[Credit]) -> dict[tuple[UUID, str], Credit]:
    """This function will say which topics are earned, each once, by the first session with minutes that count.

    Source: care.md 1.2: progress = distinct items with counted minutes, over all groups of the curriculum. Editions of
    a curriculum share a topic when it has the same title.
    """
    earned: dict[tuple[UUID, str], Credit] = {}
    for each in found:
        if each.minutes > 0:
            earned.setdefault((each.curriculum_id, each.title.casefold()), each)
    return earned
