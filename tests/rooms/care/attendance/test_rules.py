"""What follows from attendance, as tables and properties."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circlechart.care.attendance import rules
from circlechart.care.attendance.facts import Effect, Interval, Mark, OutTime
from circlechart.care.attendance.models import Attendance

START = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
END = START + timedelta(minutes=90)
DISPOSITIONS = sorted(Attendance.Disposition.values)


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def test_A1_late_out_for_medication_and_left_early_is_53_minutes() -> None:
    intervals = [Interval("present", at(10), at(75)), Interval("out", at(40), at(52), "medication")]
    assert rules.minutes(intervals, START, END) == 53
    assert rules.arrived(intervals, START) == at(10)
    assert rules.left(intervals, END) == at(75)
    assert rules.status("attended", late=True, left_early=True, was_out=True) == "late"


def test_A3_an_interval_that_is_open_at_the_end_closes_with_the_session() -> None:
    assert rules.minutes([Interval("present", START, None)], START, END) == 90
    assert (
        rules.minutes([Interval("present", START, None), Interval("out", at(60), None, "called out")], START, END) == 60
    )


CHICAGO, DENVER = ZoneInfo("America/Chicago"), ZoneInfo("America/Denver")


def wall(hour: int, minute: int, *, fold: int = 0, zone: ZoneInfo = CHICAGO) -> datetime:
    """A time of the night on which the clocks are set back."""
    return datetime(2026, 11, 1, hour, minute, tzinfo=zone, fold=fold)


def test_A6_local_times_of_the_doubled_hour_count_what_elapsed() -> None:
    began, over = wall(1, 30), wall(1, 15, fold=1)  # the clock shows an earlier time; 45 minutes have passed
    assert rules.minutes([Interval("present", began, None)], began, over) == 45
    late = Interval("present", wall(1, 50), wall(1, 5, fold=1))
    assert rules.minutes([late], began, over) == 15
    assert rules.arrived([late], began) == wall(1, 50).astimezone(UTC)
    assert rules.left([late], over) == wall(1, 5, fold=1).astimezone(UTC)
    out = Interval("out", wall(1, 55), wall(1, 5, fold=1), "medication")
    assert rules.minutes([Interval("present", began, None), out], began, over) == 35


def test_A6_the_second_fold_is_not_late_and_not_before_the_first() -> None:
    began = wall(1, 30, fold=1)
    assert rules.minutes([Interval("present", wall(1, 45), None)], began, wall(2, 0)) == 30
    assert rules.arrived([Interval("present", wall(1, 45), None)], began) is None
    assert rules.minutes([Interval("present", began, None)], began, wall(1, 45)) == 0


def test_A6_times_of_two_zones_are_instants_like_any_others() -> None:
    began, over = wall(1, 30), wall(0, 15, fold=0, zone=DENVER)  # 1:15 daylight time in Chicago, before the start
    assert rules.minutes([Interval("present", began, None)], began, over) == 0
    over = wall(1, 0, zone=DENVER)  # 1:00 the first time in Denver is the second 1:00 in Chicago
    assert rules.minutes([Interval("present", began, None)], began, over) == 30
    assert rules.minutes([Interval("present", wall(0, 45, zone=DENVER), None)], began, over) == 15


def test_a_session_started_or_ended_in_the_doubled_hour_keeps_the_order_of_instants() -> None:
    scheduled, planned_end = wall(1, 30), wall(1, 15, fold=1)
    assert rules.start_time(wall(1, 5, fold=1), scheduled) == (scheduled.astimezone(UTC), "scheduled")
    assert rules.end_time(wall(1, 45), planned_end) == (wall(1, 45).astimezone(UTC), "stamped")
    assert rules.end_time(wall(1, 20, fold=1), planned_end) == (planned_end.astimezone(UTC), "scheduled")


def test_a_time_without_a_zone_is_refused_before_it_counts() -> None:
    naive = START.replace(tzinfo=None)
    with pytest.raises(ValueError, match="no time zone"):
        Interval("present", naive, None)
    with pytest.raises(ValueError, match="no time zone"):
        rules.minutes([], naive, END)


def test_A4_an_arrival_before_the_start_is_clipped() -> None:
    assert rules.minutes([Interval("present", at(-15), None)], START, END) == 90


def test_A5_a_session_that_runs_over_counts_what_it_really_took() -> None:
    assert rules.minutes([Interval("present", START, None)], START, at(110)) == 110


@pytest.mark.parametrize(
    ("disposition", "expected"),
    [
        ("attended", {"note": "group_note", "charge": "by rule", "weekly_minutes": "90", "plan": "attended"}),
        (
            "no_show",
            {"note": "no_show_note", "charge": "none", "weekly_minutes": "0", "plan": "missed", "task": "outreach"},
        ),
        ("cancelled_late", {"note": "none", "charge": "none", "plan": "missed", "fee": "off", "task": "reschedule"}),
        ("cancelled_timely", {"note": "none", "charge": "none", "plan": "excluded", "fee": "none", "task": "make-up"}),
        ("excused", {"note": "none", "charge": "none", "plan": "excluded", "fee": "none", "task": "make-up"}),
        (
            "facility_cancelled",
            {"note": "none", "charge": "none", "plan": "excluded", "fee": "none", "task": "make-up"},
        ),
        ("elsewhere", {"note": "none", "charge": "none", "plan": "attended"}),
        ("removed", {"note": "group_note", "charge": "by rule", "plan": "partial", "task": "clinical review"}),
    ],
)
def test_effects_follow_the_policy_of_each_disposition(disposition: str, expected: dict[str, str]) -> None:
    found = {each.kind: each.value for each in rules.effects(disposition, "member", 90)}
    assert {kind: found.get(kind) for kind in expected} == expected


def test_effects_of_an_undecided_row_are_none_yet() -> None:
    assert rules.effects("expected", "member", 0) == ()


def test_effects_of_an_observer_are_no_note_and_no_charge() -> None:
    assert [(each.kind, each.value) for each in rules.effects("attended", "observer", 90)] == [
        ("note", "none"), ("charge", "none"),
    ]  # fmt: skip


def test_effects_of_a_second_no_show_in_a_row_ask_for_a_review() -> None:
    tasks = [each.value for each in rules.effects("no_show", "member", 0, no_shows_before=1) if each.kind == "task"]
    assert tasks == ["outreach", "clinical review"]


@given(st.sampled_from(DISPOSITIONS), st.sampled_from(Attendance.Basis.values), st.integers(0, 720))
def test_effects_never_charge_without_a_group_note(disposition: str, basis: str, minutes: int) -> None:
    found = {each.kind: each.value for each in rules.effects(disposition, basis, minutes)}
    assert (found.get("charge") == "by rule") == (rules.note_owed(disposition, basis) == "group_note")
    assert found.get("note", "undecided") == rules.note_owed(disposition, basis) or disposition == "void"


@given(st.sampled_from(DISPOSITIONS), st.sampled_from(DISPOSITIONS))
def test_differences_are_empty_exactly_when_every_effect_stays(one: str, other: str) -> None:
    before, after = rules.effects(one, "member", 60), rules.effects(other, "member", 60)
    said = [(each.kind, each.value) for each in before], [(each.kind, each.value) for each in after]
    assert (rules.differences(before, after) == ()) == (sorted(said[0]) == sorted(said[1]))


def test_differences_say_what_falls_away() -> None:
    task = Effect("task", "outreach", "Reach out within 24 hours.")
    (found,) = rules.differences([task], [])
    assert (found.kind_words, found.before, found.after) == ("Task", "outreach", "")


minutes_in = st.integers(-30, 150)


@st.composite
def spans(draw: st.DrawFn, kind: str) -> list[Interval]:
    """Intervals of one kind that do not overlap, as the database holds them."""
    edges = sorted(draw(st.sets(minutes_in, min_size=0, max_size=6)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    return [Interval(kind, at(start), at(end), "reason") for start, end in pairs]


@given(spans("present"), spans("out"))
def test_minutes_agree_with_counting_minute_by_minute(present: list[Interval], out: list[Interval]) -> None:
    def covers(known: list[Interval], minute: int) -> bool:
        return any(each.start <= at(minute) < each.end for each in known if each.end)

    counted = sum(covers(present, minute) and not covers(out, minute) for minute in range(90))
    assert rules.minutes([*present, *out], START, END) == counted


@given(
    st.builds(
        Mark,
        choice=st.sampled_from(["", "attended", "late", "no_show"]),
        arrived_at=st.none() | st.just(at(5)),
        left_at=st.none() | st.just(at(80)),
        clear_arrived=st.booleans(),
        clear_left=st.booleans(),
        reason=st.text(max_size=20),
        outs=st.none() | st.just((OutTime(at(20), at(30), "call"), OutTime(at(40), None, "ill"))),
    )
)
def test_a_mark_survives_the_log(mark: Mark) -> None:
    assert Mark.from_plain(mark.as_plain()) == mark
