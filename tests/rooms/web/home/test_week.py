"""The week: seven days from Monday, own facilities only, whatever stands in the address."""

from datetime import date, timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from circlechart.base.access.models import RoleGrant
from circlechart.base.access.queries import actor_of
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
    (closed,) = queries.week(clinic.lead, NOW, None, only_mine=False).columns[3].closures
    assert (closed.words, closed.held) == ("Thanksgiving", False)


def test_week_does_not_draw_a_day_that_is_held_anyway_as_closed(clinic: cast.Clinic) -> None:
    FacilityClosure.objects.create(
        facility=clinic.north, closed_on="2026-11-26", name="Thanksgiving", source="manual", policy="hold_anyway"
    )
    browser = Browser()
    browser.force_login(clinic.user("desk"), backend="django.contrib.auth.backends.ModelBackend")
    page = browser.get(reverse("home:week"), {"from": "2026-11-26"}).content.decode()
    assert "Thanksgiving: held anyway" in page
    assert "#blocked" not in page


def test_week_says_whose_day_is_closed_where_somebody_works_at_two_facilities(clinic: cast.Clinic) -> None:
    FacilityClosure.objects.create(
        facility=clinic.north, closed_on="2026-11-26", name="Thanksgiving", source="manual", policy="skip"
    )
    RoleGrant.objects.create(staff=clinic.staff["lead"], role="facilitator", facility=clinic.west, valid=cast.ALWAYS)
    (closed,) = queries.week(actor_of(clinic.staff["lead"].id, NOW), NOW, None, only_mine=False).columns[3].closures
    assert closed.words == f"Thanksgiving, {clinic.north.name}"


@pytest.mark.parametrize("given", ["", "2026-11-25", "yesterday", "9999-99-99", "<script>"])
def test_week_opens_for_whatever_day_is_asked(clinic: cast.Clinic, given: str) -> None:
    browser = Browser()
    browser.force_login(clinic.user("desk"), backend="django.contrib.auth.backends.ModelBackend")
    answer = browser.get(reverse("home:week"), {"from": given})
    assert answer.status_code == 200
    assert b"<script>" not in answer.content
