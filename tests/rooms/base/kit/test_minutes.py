from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circlechart.base.kit.minutes import Span, counted, merged, minutes_present, shared, stray, whole_minutes, without

DAY = datetime(2026, 11, 23, tzinfo=UTC)


def at(clock: str) -> datetime:
    hours, minutes, *seconds = (int(part) for part in clock.split(":"))
    return DAY + timedelta(hours=hours, minutes=minutes, seconds=seconds[0] if seconds else 0)


def span(start: str, end: str | None = None) -> Span:
    return Span(at(start), at(end) if end else None)


SESSION = span("18:00", "19:30")


def test_A1_late_partial_and_left_early_counts_53_minutes():
    assert minutes_present([span("18:10", "19:15")], [span("18:40", "18:52")], SESSION) == 53


def test_A2_out_time_outside_presence_counts_for_nothing_and_is_flagged():
    present, out = [span("18:10", "19:00")], [span("19:05", "19:10")]
    assert minutes_present(present, out, SESSION) == 50
    assert stray(out, present) == out


def test_A3_interval_open_at_the_end_is_closed_at_the_actual_end():
    assert minutes_present([span("18:10")], [], SESSION) == 80


def test_A4_arrival_before_the_start_is_clipped():
    assert minutes_present([span("17:45", "19:30")], [], SESSION) == 90


def test_A5_session_that_ran_over_counts_its_actual_span():
    assert minutes_present([span("18:00", "19:50")], [], span("18:00", "19:50")) == 110


def test_A6_fall_back_night_counts_elapsed_minutes():
    zone = ZoneInfo("America/New_York")
    first = datetime(2026, 11, 1, 1, 30, tzinfo=zone, fold=0)
    second = datetime(2026, 11, 1, 1, 15, tzinfo=zone, fold=1)
    evening = Span(datetime(2026, 11, 1, 0, 0, tzinfo=zone), datetime(2026, 11, 1, 3, 0, tzinfo=zone))
    assert minutes_present([Span(first, second)], [], evening) == 45


def test_minutes_floor_the_total_not_each_interval():
    present = [span("18:00:00", "18:36:30"), span("18:40:00", "19:16:30")]
    assert [whole_minutes([each]) for each in present] == [36, 36]
    assert minutes_present(present, [], SESSION) == 73


def test_minutes_of_nobody_are_zero():
    assert minutes_present([], [span("18:00", "19:00")], SESSION) == 0
    assert minutes_present([span("20:00", "21:00")], [], SESSION) == 0


def test_overlapping_presence_is_not_counted_twice():
    assert minutes_present([span("18:00", "18:30"), span("18:20", "18:40")], [], SESSION) == 40


def test_open_session_has_no_length_yet():
    with pytest.raises(ValueError, match="still open"):
        minutes_present([span("18:00")], [], span("18:00"))


def test_naive_instant_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        Span(datetime.fromisoformat("2026-11-23T18:00"))


def test_end_before_start_is_refused():
    with pytest.raises(ValueError, match="before it starts"):
        span("19:00", "18:00")


def test_open_out_time_takes_away_the_rest():
    assert minutes_present([span("18:00", "19:30")], [span("19:00")], SESSION) == 60


def test_merged_joins_into_an_open_span():
    assert merged([span("18:00", "18:30"), span("18:10")]) == [span("18:00")]
    assert merged([span("18:00"), span("18:10", "18:20")]) == [span("18:00")]


def test_shared_time_of_two_groups_is_found():
    assert whole_minutes(shared([span("18:00", "19:00")], [span("18:45", "20:00")])) == 15
    assert shared([span("18:00", "18:45")], [span("18:45", "20:00")]) == []


moments = st.integers(min_value=0, max_value=6 * 3600).map(lambda second: DAY + timedelta(seconds=second))
spans = st.lists(st.tuples(moments, moments).map(lambda pair: Span(min(pair), max(pair))), max_size=6)


def seconds_inside(all_spans: list[Span]) -> set[int]:
    return {
        second
        for each in all_spans
        for second in range(int((each.start - DAY).total_seconds()), int((each.end - DAY).total_seconds()))
    }


@given(spans, spans, moments, moments)
def test_minutes_agree_with_counting_every_second(present, out, one, other):
    within = Span(min(one, other), max(one, other))
    expected = (seconds_inside(present) & seconds_inside([within])) - seconds_inside(out)
    assert minutes_present(present, out, within) == len(expected) // 60


@given(spans, spans)
def test_without_never_overlaps_its_holes(one, holes):
    left = without(one, holes)
    assert not (seconds_inside(left) & seconds_inside(holes))
    assert seconds_inside(left) | (seconds_inside(holes) & seconds_inside(one)) == seconds_inside(one)


@given(spans, spans)
def test_an_out_time_never_adds_minutes(present, out):
    within = Span(DAY, DAY + timedelta(hours=6))
    assert minutes_present(present, out, within) <= minutes_present(present, [], within)
    assert counted(present, [], within) == counted(present, stray(out, present), within)
