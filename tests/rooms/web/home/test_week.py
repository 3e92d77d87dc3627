"""The week: seven days from Monday, own facilities only, whatever stands in the address."""

from datetime import date, timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from circlechart.care.sessions.models import FacilityClosure
from circlechart.web.home import queries
from tests import cast

NOW = cast.evening()


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    return cast.clinic()


def test_week_starts_on_monday_and_marks_today(clinic: cast.Clinic) -> None:
    week = queries.week(clinic.lead, NOW, None, only_mine=False)
    assert week.monday == date(2026, 11, 23)
    assert [column.is_today for column in week.columns] == [True] + [False] * 6
    assert (week.earlier, week.later, week.sunday) == (date(2026, 11, 16), date(2026, 11, 30), date(2026, 11, 29))


def test_week_shows_a_session_on_its_local_day(clinic: cast.Clinic) -> None:
    clinic.session(NOW + timedelta(days=2))
    week = queries.week(clinic.lead, NOW, None, only_mine=False)
    assert [len(column.meetings) for column in week.columns] == [0, 0, 1, 0, 0, 0, 0]
    assert week.columns[2].meetings[0].starts == "6:00 PM"


def test_week_of_mine_leaves_out_the_others(clinic: cast.Clinic) -> None:
    clinic.session(NOW, lead="co")
    assert queries.week(clinic.lead, NOW, None, only_mine=True).columns[0].meetings == ()
    assert len(queries.week(clinic.lead, NOW, None, only_mine=False).columns[0].meetings) == 1


def test_week_shows_nothing_of_another_facility(clinic: cast.Clinic) -> None:
    clinic.session(NOW, group=cast.another_group(clinic))
    assert all(not column.meetings for column in queries.week(clinic.lead, NOW, None, only_mine=False).columns)


def test_week_names_a_closure(clinic: cast.Clinic) -> None:
    FacilityClosure.objects.create(
        facility=clinic.north, closed_on="2026-11-26", name="Thanksgiving", source="manual", policy="skip"
    )
    assert queries.week(clinic.lead, NOW, None, only_mine=False).columns[3].closures == ("Thanksgiving",)


@pytest.mark.parametrize("given", ["", "2026-11-25", "yesterday", "9999-99-99", "<script>"])
def test_week_opens_for_whatever_day_is_asked(clinic: cast.Clinic, given: str) -> None:
    browser = Browser()
    browser.force_login(clinic.user("desk"), backend="django.contrib.auth.backends.ModelBackend")
    answer = browser.get(reverse("home:week"), {"from": given})
    assert answer.status_code == 200
    assert b"<script>" not in answer.content
