"""The scenario by its actions: what comes out of it, and how many acts it takes, counted from what was recorded."""

import pytest
from django.utils import timezone

from circlechart.web.demo import seed
from circlechart.web.demo.scenario import play
from tests.journeys.test_eight_client_group import ACTS, MOST_ACTS, TEXTS

pytestmark = pytest.mark.django_db


def test_the_scenario_takes_as_many_acts_as_people_at_browsers_do() -> None:
    now = timezone.now()
    cast = seed.make(now)
    seed.ready(cast, now)
    came = play(seed.ready_session(), cast, now)
    assert came["status"] == "documented"
    assert came["actions"]["count"] == len(came["actions"]["list"]) == ACTS <= MOST_ACTS, came["actions"]["list"]
    assert came["actions"]["texts"] == TEXTS
    assert came["notes"] == {"group_note": 7, "no_show_note": 1, "staff_part": 1}
    assert came["attendance"]["Yuki Hathaway"] == "late"
    assert came["attendance"]["Darius Feld"] == "left_early"
    assert (len(came["claims"]), len(came["holds"])) == (6, 1)
