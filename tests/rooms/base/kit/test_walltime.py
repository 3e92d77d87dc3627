"""Wall time and instants: zones that are none, times that the clock skips or doubles, days where people are."""

from datetime import UTC, date, datetime, time

import pytest

from circlechart.base.kit import walltime

CHICAGO, DENVER = "America/Chicago", "America/Denver"
FORWARD, BACK = date(2026, 3, 8), date(2026, 11, 1)


@pytest.mark.parametrize(
    "name", ["Mars/Olympus", "", "CENTRAL", "../../etc/passwd", "America/Chicago ", "America", "\0"]
)
def test_a_zone_that_is_none_is_refused_with_how_to_write_one(name: str) -> None:
    with pytest.raises(walltime.NoSuchZone, match="write it like America/Chicago"):
        walltime.zone(name)


def test_a_time_that_the_clock_skips_is_refused() -> None:
    with pytest.raises(walltime.NoSuchTime, match=r"2:30 AM does not exist on 2026-03-08"):
        walltime.instant(FORWARD, time(2, 30), CHICAGO)
    assert walltime.instant(FORWARD, time(3, 0), CHICAGO) == datetime(2026, 3, 8, 8, tzinfo=UTC)


def test_a_time_that_the_clock_shows_twice_asks_which() -> None:
    with pytest.raises(walltime.AmbiguousTime, match=r"1:30 AM happens twice on 2026-11-01"):
        walltime.instant(BACK, time(1, 30), CHICAGO)
    assert walltime.instant(BACK, time(1, 30), CHICAGO, fold=0) == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    assert walltime.instant(BACK, time(1, 30), CHICAGO, fold=1) == datetime(2026, 11, 1, 7, 30, tzinfo=UTC)
    assert walltime.instant(BACK, time(2, 0), CHICAGO) == datetime(2026, 11, 1, 8, tzinfo=UTC)


def test_the_night_on_which_clocks_go_back_is_known() -> None:
    assert walltime.sets_back(BACK, CHICAGO)
    assert not walltime.sets_back(FORWARD, CHICAGO)
    assert not walltime.sets_back(BACK, "America/Phoenix")


def test_an_instant_is_another_day_elsewhere_and_names_its_zone() -> None:
    at = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
    assert (walltime.today(at, CHICAGO), walltime.today(at, DENVER)) == (date(2026, 11, 24), date(2026, 11, 23))
    assert walltime.clock(at, DENVER) == "11:30 PM"
    assert walltime.moment(at, DENVER) == "Nov 23, 2026, 11:30 PM MST"
    assert (walltime.zone_word(at, CHICAGO), walltime.zone_word(datetime(2026, 7, 1, tzinfo=UTC), CHICAGO)) == (
        "CST",
        "CDT",
    )


def test_local_times_become_utc_and_naive_ones_are_refused() -> None:
    assert walltime.utc(datetime(2026, 11, 1, 1, 30, tzinfo=walltime.zone(CHICAGO), fold=1)).hour == 7
    with pytest.raises(ValueError, match="has no time zone"):
        walltime.utc(datetime.fromisoformat("2026-11-01T01:30"))
