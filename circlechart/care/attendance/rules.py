"""What follows from attendance: status, minutes, the note owed, and every other effect. Pure functions."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from circlechart.base.kit.minutes import Span, minutes_present
from circlechart.care.attendance.facts import Effect, Interval

IN_THE_ROOM = frozenset({"attended", "removed"})
OUTREACH_HOURS = 24
REVIEW_AFTER_NO_SHOWS = 2


def minutes(intervals: Iterable[Interval], started_at: datetime | None, ended_at: datetime) -> int:
    """This function will count the minutes that count: present, inside the session, not out.

    Units: minutes. Source: care.md 2.1, one floor over the total.
    """
    if started_at is None or ended_at <= started_at:
        return 0
    known = list(intervals)
    present = [Span(each.start, each.end) for each in known if each.kind == "present"]
    out = [Span(each.start, each.end) for each in known if each.kind == "out"]
    return minutes_present(present, out, Span(started_at, ended_at))


def arrived(intervals: Iterable[Interval], started_at: datetime | None) -> datetime | None:
    """This function will say when a late client came. Returns None when: they were there from the start."""
    starts = [each.start for each in intervals if each.kind == "present"]
    return min(starts) if starts and started_at is not None and min(starts) > started_at else None


def left(intervals: Iterable[Interval], ended_at: datetime | None) -> datetime | None:
    """This function will say when a client left early. Returns None when: they stayed, or are still there."""
    ends = [each.end for each in intervals if each.kind == "present"]
    if not ends or any(end is None for end in ends):
        return None
    last = max(end for end in ends if end is not None)
    return last if ended_at is None or last < ended_at else None


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


def start_time(now: datetime, scheduled: datetime, scheduled_end: datetime) -> tuple[datetime, str]:
    """This function will say when a session that is started now really began, and how that is known.

    Pressed late while the group is on, the group began as scheduled: the person leads it and presses later.
    """
    if scheduled < now < scheduled_end + timedelta(hours=12):
        return scheduled, "scheduled"
    return now.replace(second=0, microsecond=0), "stamped"


def end_time(now: datetime, scheduled_end: datetime) -> tuple[datetime, str]:
    """This function will say when a session that is ended now really ended, and how that is known."""
    if now >= scheduled_end:
        return scheduled_end, "scheduled"
    return now.replace(second=0, microsecond=0), "stamped"


def effects(disposition: str, basis: str, minutes_counted: int) -> tuple[Effect, ...]:
    """This function will list everything that a disposition drives. Source: care.md 2.2, the default policy rows."""
    owed = note_owed(disposition, basis)
    if owed == "undecided":
        return ()
    if basis == "observer":
        return (Effect("note", "none", "An observer is not treated."),)
    if disposition in IN_THE_ROOM:
        found = [
            Effect("note", "group_note", "The client was in the group."),
            Effect("charge", "by rule", f"{minutes_counted} minutes count; the payer's rule decides."),
            Effect("weekly_minutes", str(minutes_counted), "Minutes attended."),
            Effect(
                "plan", "attended" if disposition == "attended" else "partial", "Attendance counts toward the plan."
            ),
        ]
        if disposition == "removed":
            found.append(Effect("task", "clinical_review", "The client was removed from the group."))
        return tuple(found)
    if disposition == "no_show":
        return (
            Effect("note", "no_show_note", "The client was expected and did not come; this is no encounter."),
            Effect("charge", "none", "A no-show is never billed as a service."),
            Effect("weekly_minutes", "0", "Nothing was attended."),
            Effect("plan", "missed", "The client was expected."),
            Effect("task", "outreach", f"Reach out within {OUTREACH_HOURS} hours."),
        )
    return (
        Effect("note", "none", "Nothing was provided."),
        Effect("charge", "none", "Nothing was provided."),
        Effect("weekly_minutes", "0", "Nothing was attended."),
        Effect(
            "plan",
            "missed" if disposition == "cancelled_late" else "excluded",
            "An excused absence does not count against the plan.",
        ),
    )
