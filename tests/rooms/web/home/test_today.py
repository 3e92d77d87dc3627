"""Today: what is on now says so in words, and where there are two zones every time names its own."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from time_machine import travel

from circlechart.base.access.facts import Actor, Grant
from circlechart.care.sessions.models import Session, SessionStaff
from circlechart.web.home import queries
from tests import cast

NOW = cast.evening() + timedelta(minutes=10)
ASKED = dict.fromkeys(("signs", "cosigns", "reaches_out", "enrolls"), False) | {"sees_schedule": True}


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    made = cast.clinic(clients=1)
    made.session(cast.evening())
    return made


def west(clinic: cast.Clinic) -> None:
    """A group at the other facility, at half past five there: half past six in Chicago."""
    session = Session.objects.create(
        group=cast.another_group(clinic, "Relapse prevention"), facility=clinic.west, time_zone=cast.DENVER, sequence=1,
        local_on=cast.evening().date(), local_start="17:30", duration_minutes=60,
    )  # fmt: skip
    SessionStaff.objects.create(session=session, staff=clinic.staff["supervisor"], role="lead")


def times(clinic: cast.Clinic, facility_id: object) -> list[tuple[str, str]]:
    everywhere = Actor(clinic.director.staff_id, "Celeste Obuya", (Grant("program_director", facility_id),))
    return [(each.starts, each.zone) for each in queries.day(everywhere, NOW, **ASKED).others]


def test_zones_are_named_where_there_are_two(clinic: cast.Clinic) -> None:
    west(clinic)
    assert times(clinic, None) == [("6:00 PM", "CST"), ("5:30 PM", "MST")]
    assert times(clinic, clinic.north.id) == [("6:00 PM", "")]


def test_what_is_on_now_says_so_in_words(clinic: cast.Clinic) -> None:
    browser = Browser()
    for now, there in ((NOW, True), (NOW - timedelta(hours=1), False)):
        with travel(now, tick=False):
            browser.force_login(clinic.user("desk"), backend="django.contrib.auth.backends.ModelBackend")
            page = browser.get(reverse("home:today")).content.decode()
        assert "Scheduled" in page
        assert ("Now</span>" in page or ">Now<" in page) is there
