"""How minutes are counted."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from circlechart.care.attendance import rules
from circlechart.care.attendance.facts import Interval
from tests.spec.page import Page, Row, Table

ZONE = ZoneInfo("America/Chicago")
PLAIN, SPRING, FALL = date(2026, 11, 23), date(2026, 3, 8), date(2026, 11, 1)
EVENING = ("18:00", "19:30")


def _at(on: date, clock: str) -> datetime:
    """`01:30` that day; `+1 06:00` the next; `01:15 (again)` the second one of a night on which clocks go back."""
    fold = int(clock.endswith("(again)"))
    days = 1 if clock.startswith("+1 ") else 0
    wall = time.fromisoformat(clock.removeprefix("+1 ").removesuffix(" (again)"))
    return datetime.combine(on + timedelta(days=days), wall, ZONE).replace(fold=fold).astimezone(UTC)


def _row(session: tuple[str, str], present: str, out: str, minutes: int, why: str, on: date = PLAIN) -> Row:
    """`present` and `out` are spans such as `18:10–19:15`, several parted by commas; an open end is left empty."""

    def ask() -> str:
        intervals = [*_spans("present", present, on), *_spans("out", out, on)]
        return str(rules.minutes(intervals, _at(on, session[0]), _at(on, session[1])))

    day = "" if on == PLAIN else f"{on:%B} {on.day}, {on.year}: "
    return Row((f"{day}{session[0]}–{session[1]}", present or "never", out or "never"), str(minutes), ask, why)


def _spans(kind: str, words: str, on: date) -> list[Interval]:
    found = []
    for each in filter(None, words.split(", ")):
        start, end = each.split("–")
        found.append(Interval(kind, _at(on, start), _at(on, end) if end else None, "med pass" if kind == "out" else ""))
    return found


PAGE = Page(
    "minutes",
    "How minutes are counted",
    "A client's minutes are the time that they were present, inside the session as it really ran, without the times "
    "that they were out of the room. They are counted once, from the marks; nobody types minutes. Notes, charges and "
    "weekly hours all use this number.",
    (
        Table(
            "An evening like any other",
            "An empty end means: still there when the session ended.",
            (
                "Session",
                "Present",
                "Out",
            ),
            "Minutes",
            (
                _row(EVENING, "18:00–", "", 90, "There from start to end."),
                _row(EVENING, "18:10–", "", 80, "Came ten minutes late."),
                _row(EVENING, "18:00–19:15", "", 75, "Left early."),
                _row(EVENING, "18:10–19:15", "18:40–18:52", 53, "Late, out for a med pass, left early (A1)."),
                _row(EVENING, "18:00–18:30, 18:45–", "", 75, "Came back after a quarter of an hour."),
                _row(EVENING, "17:45–", "", 90, "Early arrivals count from the start (A4)."),
                _row(EVENING, "18:00–", "19:20–", 80, "Out and not back: the rest does not count."),
                _row(EVENING, "18:30–19:00", "18:00–18:20", 30, "Out while not yet there takes nothing away (A2)."),
                _row(("18:00", "19:50"), "18:00–", "", 110, "The session ran over; the real end counts (A5)."),
                _row(EVENING, "", "", 0, "A no-show has no minutes."),
            ),
        ),
        Table(
            "Seconds",
            "Seconds are added up first and cut off once, at the end; nothing is ever rounded up.",
            ("Session", "Present", "Out"),
            "Minutes",
            (
                _row(EVENING, "18:00:00–18:30:40, 18:31:00–19:00:40", "", 60, "30:40 and 29:40 are 60:20."),
                _row(EVENING, "18:00:00–18:44:59", "", 44, "One second under 45 minutes is 44 (A14)."),
            ),
        ),
        Table(
            "Nights on which clocks change",
            "Minutes are elapsed time. An hour that the clock skips is not counted; one that it repeats is.",
            ("Session", "Present", "Out"),
            "Minutes",
            (
                _row(("01:30", "03:30"), "01:30–", "", 60, "Two o'clock to three does not exist that night.", SPRING),
                _row(("00:30", "03:00"), "00:30–", "", 210, "One o'clock to two happens twice.", FALL),
                _row(("01:30", "01:15 (again)"), "01:30–", "", 45, "Half past one to a quarter past one (A6).", FALL),
                _row(
                    ("22:00", "+1 06:00"),
                    "22:00–",
                    "",
                    540,
                    "Eight hours on the clock, nine in life.",
                    date(2026, 10, 31),
                ),
            ),
        ),
    ),
)
