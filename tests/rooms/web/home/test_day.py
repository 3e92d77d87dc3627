"""Today: what begins today, and what began yesterday and still runs."""

from datetime import timedelta

import pytest

from circlechart.care.attendance import actions as attendance
from circlechart.web.home import queries
from tests import cast

NOW = cast.evening()
LATE = NOW + timedelta(hours=5)  # 11:00 PM
AFTER_MIDNIGHT = LATE + timedelta(hours=1, minutes=10)
ALL = {"sees_schedule": True, "signs": False, "cosigns": False, "reaches_out": False, "enrolls": False}


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    return cast.clinic()


def test_today_keeps_a_group_that_is_planned_past_midnight(clinic: cast.Clinic) -> None:
    session = clinic.session(LATE)
    day = queries.day(clinic.lead, AFTER_MIDNIGHT, **ALL)
    assert day.on == session.local_on + timedelta(days=1)
    assert [(each.session, each.now) for each in day.mine] == [(session, True)]


def test_today_drops_yesterdays_group_when_its_time_is_over(clinic: cast.Clinic) -> None:
    clinic.session(LATE)
    assert queries.day(clinic.lead, AFTER_MIDNIGHT + timedelta(hours=1), **ALL).mine == ()


def test_today_keeps_yesterdays_group_until_somebody_ends_it(clinic: cast.Clinic) -> None:
    session = clinic.session(LATE)
    attendance.open_session(session_id=session.id, by=clinic.lead, now=LATE)
    morning = AFTER_MIDNIGHT + timedelta(hours=7)
    assert [each.session for each in queries.day(clinic.lead, morning, **ALL).mine] == [session]
    attendance.close_session(session_id=session.id, by=clinic.lead, now=morning)
    assert queries.day(clinic.lead, morning, **ALL).mine == ()
