"""Which day it is at the office: the facility's own. An evening in Chicago is already tomorrow in Greenwich."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client as Browser
from django.urls import reverse
from psycopg.types.range import DateRange
from time_machine import travel

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor, Grant
from circlechart.base.coverage.models import Coverage
from circlechart.care.enrollment import queries as groups
from circlechart.care.enrollment.models import Enrollment
from circlechart.care.plans.models import Goal
from circlechart.web.office import queries
from tests import cast

EVENING = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)  # Monday the 23rd, 11:30 PM in Chicago and 10:30 PM in Denver
HALF_PAST_MIDNIGHT = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)  # Tuesday in Chicago, still Monday in Denver
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    return cast.clinic()


def open_page(clinic: cast.Clinic, who: str, name: str, *args: object) -> str:
    browser = Browser()
    with travel(EVENING, tick=False):
        browser.force_login(clinic.user(who), backend="django.contrib.auth.backends.ModelBackend")
        return browser.get(reverse(name, args=args)).content.decode()


def test_each_facility_has_its_own_day(clinic: cast.Clinic) -> None:
    everywhere = Actor(clinic.desk.staff_id, "Rosa Quill", (Grant("front_desk", None),))
    assert reach.days(everywhere, HALF_PAST_MIDNIGHT) == {clinic.north.id: TUESDAY, clinic.west.id: MONDAY}
    assert reach.today(everywhere, HALF_PAST_MIDNIGHT) == MONDAY
    assert reach.today(clinic.desk, HALF_PAST_MIDNIGHT) == TUESDAY


def test_a_coverage_whose_last_day_is_today_can_still_be_ended_today(clinic: cast.Clinic) -> None:
    client = clinic.clients[0]
    page = open_page(clinic, "desk", "office:client", client.id)
    assert f'value="{MONDAY}"' in page
    assert f'value="{TUESDAY}"' not in page


def test_a_goal_from_tomorrow_on_is_not_in_force_this_evening(clinic: cast.Clinic) -> None:
    client = clinic.clients[0]
    Goal.objects.create(client=client, number="9.1", text="Begin on Tuesday", effective=DateRange(TUESDAY, None))
    Goal.objects.create(client=client, number="9.2", text="Until Monday night", effective=DateRange(None, TUESDAY))
    page = open_page(clinic, "lead", "office:client", client.id)
    assert "Until Monday night" in page
    assert "Begin on Tuesday" not in page


def test_a_place_that_ends_today_holds_until_midnight_there(clinic: cast.Clinic) -> None:
    client = clinic.clients[0]
    Enrollment.objects.filter(client=client).update(effective=DateRange(cast.SINCE, TUESDAY))
    (found,) = queries.clients(clinic.desk, client.chart_number, EVENING).clients
    assert [place.group.name for place in vars(found)["places_now"]] == [clinic.group.name]
    (gone,) = queries.clients(clinic.desk, client.chart_number, HALF_PAST_MIDNIGHT).clients
    assert vars(gone)["places_now"] == []
    seats = [dict(groups.groups(clinic.desk, now))[clinic.group].taken for now in (EVENING, HALF_PAST_MIDNIGHT)]
    assert seats[0] == seats[1] + 1


def test_new_staff_and_roles_begin_today_where_they_work(clinic: cast.Clinic) -> None:
    assert f'value="{MONDAY}"' in open_page(clinic, "administrator", "office:new-staff")
    page = open_page(clinic, "administrator", "office:member", clinic.staff["co"].id)
    assert f'value="{MONDAY}"' in page
    assert f'value="{TUESDAY}"' not in page


def test_who_works_until_today_is_on_the_list_this_evening(clinic: cast.Clinic) -> None:
    nurse = clinic.staff["nurse"]
    nurse.active_until = TUESDAY
    nurse.save()
    assert nurse.display_name in open_page(clinic, "director", "office:staff")


def test_a_coverage_ended_this_evening_covers_today(clinic: cast.Clinic) -> None:
    coverage = Coverage.objects.filter(client=clinic.clients[0]).first()
    assert coverage is not None
    browser = Browser()
    with travel(EVENING, tick=False):
        browser.force_login(clinic.user("desk"), backend="django.contrib.auth.backends.ModelBackend")
        browser.post(reverse("office:end-coverage", args=[coverage.id]), {"last_on": str(MONDAY)})
    coverage.refresh_from_db()
    assert MONDAY in coverage.effective
    assert TUESDAY not in coverage.effective
