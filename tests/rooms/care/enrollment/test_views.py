"""The groups screens: who sees them, what they refuse and how they say it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from circlechart.base.audit.models import AuditEvent
from circlechart.care.enrollment.models import Enrollment
from tests import cast


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    return cast.clinic()


def browse(clinic: cast.Clinic, who: str) -> Client:
    client = Client()
    client.force_login(clinic.user(who), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_groups_lists_seats_of_own_facilities_only(clinic: cast.Clinic) -> None:
    cast.another_group(clinic, "Elsewhere")
    page = browse(clinic, "desk").get(reverse("enrollment:groups")).content.decode()
    assert clinic.group.name in page
    assert "8 of 12 seats" in page
    assert "Elsewhere" not in page


def test_group_shows_roster_and_writes_that_it_was_seen(clinic: cast.Clinic) -> None:
    page = browse(clinic, "desk").get(reverse("enrollment:group", args=[clinic.group.id])).content.decode()
    assert clinic.clients[0].display_name in page
    assert AuditEvent.objects.filter(verb="enrollment.view_group", kind="viewed").count() == 1


@pytest.mark.parametrize(
    ("who", "status"), [("desk", 200), ("lead", 200), ("biller", 200), ("administrator", 403), ("nobody", 403)]
)
def test_group_opens_by_role(clinic: cast.Clinic, who: str, status: int) -> None:
    assert browse(clinic, who).get(reverse("enrollment:group", args=[clinic.group.id])).status_code == status


def test_group_of_another_facility_looks_absent(clinic: cast.Clinic) -> None:
    other = cast.another_group(clinic)
    assert browse(clinic, "desk").get(reverse("enrollment:group", args=[other.id])).status_code == 404


def test_enroll_with_an_unknown_chart_number_keeps_what_was_typed(clinic: cast.Clinic) -> None:
    answer = browse(clinic, "desk").post(
        reverse("enrollment:enroll", args=[clinic.group.id]), {"chart_number": "<b>XX</b>", "from_on": "2026-11-23"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "No client of your facilities has this chart number." in page
    assert "&lt;b&gt;XX&lt;/b&gt;" in page
    assert "<b>XX</b>" not in page


def test_enroll_twice_says_so_at_the_field(clinic: cast.Clinic) -> None:
    before = Enrollment.objects.count()
    answer = browse(clinic, "desk").post(
        reverse("enrollment:enroll", args=[clinic.group.id]),
        {"chart_number": clinic.clients[0].chart_number.lower(), "from_on": "2026-11-23"},
    )
    assert answer.status_code == 409
    assert "already has a place" in answer.content.decode()
    assert Enrollment.objects.count() == before


@pytest.mark.parametrize("given", ["", "2026-13-45", "yesterday"])
def test_end_with_a_day_that_is_none_is_refused_and_changes_nothing(clinic: cast.Clinic, given: str) -> None:
    place = Enrollment.objects.filter(group=clinic.group).first()
    assert place is not None
    answer = browse(clinic, "desk").post(
        reverse("enrollment:end", args=[place.id]), {"last_on": given, "reason": "Completed"}
    )
    assert answer.status_code == 422
    assert "Last day" in answer.content.decode()
    place.refresh_from_db()
    assert place.effective.upper is None


def test_waitlist_to_a_place_through_the_screens(clinic: cast.Clinic) -> None:
    desk, chart = browse(clinic, "desk"), clinic.clients[0].chart_number
    clinic.group.enrollments.filter(client=clinic.clients[0]).update(
        status="ended", end_reason="x", effective=("2020-01-01", "2026-01-01")
    )
    desk.post(reverse("enrollment:wait", args=[clinic.group.id]), {"wait-chart_number": chart, "wait-urgent": "on"})
    place = Enrollment.objects.get(status="waitlisted")
    assert place.priority < 100
    desk.post(reverse("enrollment:offer", args=[place.id]))
    desk.post(reverse("enrollment:accept", args=[place.id]), {"from_on": "2026-11-30"})
    place.refresh_from_db()
    assert (place.status, place.effective.lower) == ("active", date(2026, 11, 30))
