"""Days of a recurrence rule, for any rule, anchor, zone and stretch of days: date-only, so that no clock moves them."""

from datetime import date, time, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from circlechart.base.kit import walltime
from circlechart.care.schedules.rules import REPEATS, WEEKDAYS, repeats_of, rule_for, skips_months
from circlechart.care.sessions.rules import occurrences

DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
LENGTHS = st.integers(0, 400)
ZONES = st.sampled_from(
    ["America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "Pacific/Honolulu", "Europe/Berlin",
     "Australia/Lord_Howe", "UTC"]
)  # fmt: skip
CODES = st.sampled_from(WEEKDAYS)
ORDINARY = st.sampled_from([each for each in REPEATS if each != "biweekly"])


@st.composite
def slots(draw: st.DrawFn) -> tuple[str, date]:
    """A rule as the editor writes it, with its anchor."""
    anchor_on, repeats = draw(DAYS), draw(st.sampled_from(sorted(REPEATS)))
    day = WEEKDAYS[anchor_on.weekday()] if repeats in ("monthly_weekday", "monthly_day") else draw(CODES)
    assume(not skips_months(repeats, anchor_on))
    if repeats == "biweekly":
        anchor_on += timedelta(days=WEEKDAYS.index(day) - anchor_on.weekday())
    return rule_for(repeats, day, anchor_on), anchor_on


@given(slots(), DAYS, LENGTHS)
def test_days_lie_in_their_stretch_in_order_and_once(slot: tuple[str, date], first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = list(occurrences(*slot, first, last))
    assert found == sorted(set(found))
    assert all(max(first, slot[1]) <= each <= last for each in found)


@given(slots(), DAYS, LENGTHS, LENGTHS)
def test_asked_twice_or_in_parts_the_days_are_the_same(
    slot: tuple[str, date], first: date, length: int, cut: int
) -> None:
    """Idempotent: a schedule made up to one horizon, and later to the next, has the same days as one made at once."""
    last, middle = first + timedelta(days=length), first + timedelta(days=min(cut, length))
    whole = list(occurrences(*slot, first, last))
    assert list(occurrences(*slot, first, last)) == whole
    parts = [*occurrences(*slot, first, middle), *occurrences(*slot, middle + timedelta(days=1), last)]
    assert parts == whole


@given(slots(), DAYS, LENGTHS, DAYS)
def test_a_version_keeps_its_days_whatever_stretch_it_is_in_force(
    slot: tuple[str, date], first: date, length: int, since: date
) -> None:
    """A version of a schedule has the days of its rule inside its own range, and no other."""
    last = first + timedelta(days=length)
    whole = list(occurrences(*slot, first, last))
    kept = list(occurrences(*slot, max(first, since), last)) if since <= last else []
    assert kept == [each for each in whole if each >= since]


@given(slots(), DAYS, ZONES, st.integers(0, 23 * 4))
def test_wall_time_is_kept_over_every_change_of_the_clock(
    slot: tuple[str, date], first: date, zone: str, quarter: int
) -> None:
    at = time(quarter // 4, quarter % 4 * 15)
    for on in occurrences(*slot, first, first + timedelta(days=400)):
        try:
            instant = walltime.instant(on, at, zone, fold=1)
        except walltime.NoSuchTime:
            continue  # the editor refuses such a start (care.md 0.1.9)
        local = walltime.local(instant, zone)
        assert (local.date(), local.time().replace(tzinfo=None)) == (on, at)


@given(DAYS, CODES, DAYS, LENGTHS)
def test_every_two_weeks_keeps_the_parity_of_weeks_that_start_on_monday(
    anchor_on: date, day: str, first: date, length: int
) -> None:
    """WKST=MO: two days of a rule lie an even number of Monday-weeks apart, whatever day the anchor is."""
    rule = rule_for("biweekly", day, anchor_on)
    found = list(occurrences(rule, anchor_on, first, first + timedelta(days=length)))
    monday = anchor_on - timedelta(days=anchor_on.weekday())
    assert all(((each - monday).days // 7) % 2 == 0 for each in found)
    assert all(WEEKDAYS[each.weekday()] == day for each in found)
    assert all(later - one == timedelta(days=14) for one, later in zip(found, found[1:], strict=False))


@given(st.lists(CODES, min_size=2, max_size=7, unique=True), DAYS)
def test_the_days_of_one_fortnight_meet_in_the_same_weeks(days: list[str], first_on: date) -> None:
    """As the editor anchors them: each weekday of a biweekly line in the Monday-week of its first meeting."""
    monday = first_on - timedelta(days=first_on.weekday())
    weeks = set()
    for day in days:
        anchor_on = monday + timedelta(days=WEEKDAYS.index(day))
        found = occurrences(rule_for("biweekly", day, anchor_on), anchor_on, monday, monday + timedelta(days=69))
        weeks.add(frozenset((each - monday).days // 7 for each in found))
    assert weeks == {frozenset({0, 2, 4, 6, 8})}


@given(ORDINARY, CODES, DAYS)
def test_a_rule_is_read_back_as_it_was_written(repeats: str, day: str, anchor_on: date) -> None:
    assume(repeats != "monthly_weekday" or anchor_on.day <= 28)
    read, weekday = repeats_of(rule_for(repeats, day, anchor_on))
    assert read == repeats
    assert weekday == ("" if repeats in ("monthly_day", "monthly_last") else day)
