"""The editor of a group's schedule: preview first, then save; every error at its field, nothing typed is lost."""

from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from circlechart.care.enrollment.models import Group
from circlechart.care.sessions.models import Booking, ScheduleSlot, Session
from tests import cast
from tests.rooms.care.schedules.test_views import browse, words


def monday() -> date:
    today = timezone.now().date()
    return today + timedelta(days=(7 - today.weekday()) % 7 + 7)


def filled(clinic: cast.Clinic, **given: object) -> dict[str, object]:
    form = {
        "name": "Morning skills", "kind": "open", "service": "skills_group", "capacity": "8", "minimum_size": "3",
        "default_modality": "in_person", "program": "", "curriculum": "", "cancel_policy": "push", "advance_on": "held",
        "state": "active", "from_on": monday().isoformat(), "slots-TOTAL_FORMS": "2", "slots-INITIAL_FORMS": "0",
        "slots-0-repeats": "weekly", "slots-0-days": ["MO", "WE"], "slots-0-starts": "10:00", "slots-0-minutes": "60",
        "slots-0-room": str(clinic.room.id), "slots-0-lead": str(clinic.staff["lead"].id), "slots-1-repeats": "weekly",
    }  # fmt: skip
    return {**form, **given}


def send(desk: Browser, address: str, form: dict[str, object], step: str = "preview") -> HttpResponse:
    return desk.post(address, {**form, "step": step})


def save(desk: Browser, address: str, form: dict[str, object]) -> HttpResponse:
    seen = send(desk, address, form).context["preview"].digest
    return send(desk, address, {**form, "seen": seen}, "save")


def new(clinic: cast.Clinic) -> str:
    return f"{reverse('schedules:new-group')}?facility={clinic.north.id}"


def test_new_group_is_previewed_and_then_saved_with_its_sessions(clinic: cast.Clinic) -> None:
    desk, form = browse(clinic, "desk"), filled(clinic)
    shown = send(desk, new(clinic), form)
    assert shown.status_code == 200
    assert "What this would do" in words(shown)
    assert not Group.objects.filter(name="Morning skills").exists()
    answer = send(desk, new(clinic), {**form, "seen": shown.context["preview"].digest}, "save")
    made = Group.objects.get(name="Morning skills")
    assert answer.url == reverse("schedules:schedule", args=[made.id])
    assert {on.weekday() for on in made.sessions.values_list("local_on", flat=True)} == {0, 2}
    assert Booking.objects.filter(resource=clinic.room, active=True).count() == made.sessions.count() > 10
    assert ScheduleSlot.objects.filter(version__group=made).count() == 2


def test_save_without_a_look_shows_the_preview_first(clinic: cast.Clinic) -> None:
    answer = send(browse(clinic, "desk"), new(clinic), filled(clinic), "save")
    assert answer.status_code == 409
    assert "What this would do" in words(answer)
    assert not Group.objects.filter(name="Morning skills").exists()


def test_edit_moves_a_weekday_from_a_day_on_and_keeps_the_sessions(clinic: cast.Clinic) -> None:
    desk = browse(clinic, "desk")
    save(desk, new(clinic), filled(clinic, **{"slots-0-days": ["MO"]}))
    made = Group.objects.get(name="Morning skills")
    before = set(made.sessions.values_list("id", flat=True))
    key = ScheduleSlot.objects.get(version__group=made).slot_key
    address = reverse("schedules:edit-group", args=[made.id])
    assert 'value="Morning skills"' in words(desk.get(address))
    form = filled(clinic, name="Morning skills II", **{
        "slots-INITIAL_FORMS": "1", "slots-TOTAL_FORMS": "3", "slots-0-key": str(key), "slots-0-days": ["TH"],
        "from_on": (monday() + timedelta(weeks=1)).isoformat(), "slots-2-repeats": "weekly",
    })  # fmt: skip
    assert save(desk, address, form).status_code == 302
    made.refresh_from_db()
    assert made.name == "Morning skills II"
    assert set(made.sessions.values_list("id", flat=True)) >= before
    first, *others = Session.objects.filter(group=made, status="scheduled").order_by("local_on")
    assert first.local_on == monday()
    assert {each.local_on.weekday() for each in others} == {3}


def test_a_line_that_is_ticked_off_takes_its_sessions_off(clinic: cast.Clinic) -> None:
    desk = browse(clinic, "desk")
    save(desk, new(clinic), filled(clinic, **{"slots-0-days": ["MO"]}))
    made = Group.objects.get(name="Morning skills")
    key = ScheduleSlot.objects.get(version__group=made).slot_key
    address = reverse("schedules:edit-group", args=[made.id])
    form = filled(clinic, **{
        "slots-INITIAL_FORMS": "1", "slots-TOTAL_FORMS": "1", "slots-0-key": str(key), "slots-0-days": ["MO"],
        "slots-0-DELETE": "on",
    })  # fmt: skip
    assert save(desk, address, form).status_code == 302
    assert set(made.sessions.values_list("status", flat=True)) == {"cancelled"}


def test_a_paused_group_does_not_meet_and_comes_back(clinic: cast.Clinic) -> None:
    desk = browse(clinic, "desk")
    save(desk, new(clinic), filled(clinic, **{"slots-0-days": ["MO"]}))
    made = Group.objects.get(name="Morning skills")
    key = ScheduleSlot.objects.get(version__group=made).slot_key
    address = reverse("schedules:edit-group", args=[made.id])
    line = {"slots-INITIAL_FORMS": "1", "slots-TOTAL_FORMS": "1", "slots-0-key": str(key), "slots-0-days": ["MO"]}
    save(desk, address, filled(clinic, state="paused", **line))
    assert set(made.sessions.values_list("status", flat=True)) == {"cancelled"}
    save(desk, address, filled(clinic, state="active", **line))
    assert set(made.sessions.values_list("status", flat=True)) == {"scheduled"}


@pytest.mark.parametrize(("given", "status", "said"), [
    ({"name": ""}, 422, "Give the group a name"),
    ({"name": "Evening process group"}, 409, "Another group of this facility has this name"),
    ({"capacity": "0"}, 422, "At least 1"),
    ({"minimum_size": "9"}, 422, "The minimum is more than the capacity"),
    ({"cancel_policy": "append"}, 422, "Only a closed group adds a date"),
    ({"from_on": "2020-01-01"}, 422, "what is past stays as it was"),
    ({"from_on": "2099-01-01"}, 422, "more than a year away"),
    ({"slots-0-days": []}, 422, "Choose at least one day of the week"),
    ({"slots-0-starts": "25:00"}, 422, "Write the time like"),
    ({"slots-0-minutes": "2"}, 422, "at least 5 minutes"),
    ({"slots-0-lead": ""}, 422, "Choose: lead"),
    ({"slots-0-room": "x"}, 422, "Choose one from the list"),
    ({"slots-0-repeats": "biweekly"}, 422, "Say when it meets first"),
    ({"slots-0-days": ["SU"], "slots-0-starts": "02:30"}, 422, "2:30 AM does not exist on"),
    ({"slots-0-days": ["XX"]}, 422, "Choose days of the week"),
])  # fmt: skip
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_made(
    clinic: cast.Clinic, given: dict[str, object], status: int, said: str
) -> None:
    desk, form = browse(clinic, "desk"), filled(clinic, **given)
    answer = send(desk, new(clinic), form)
    if status == 409:
        answer = send(desk, new(clinic), {**form, "seen": answer.context["preview"].digest}, "save")
    assert answer.status_code == status
    assert said in words(answer)
    assert 'value="8"' in words(answer) or given.get("capacity")
    assert Group.objects.count() == 1
    assert not Session.objects.exists()


def test_G8_the_thirty_first_offers_the_last_day(clinic: cast.Clinic) -> None:
    first = next(date(monday().year + 1, month, 31) for month in (1, 3))
    form = filled(clinic, **{"slots-0-repeats": "monthly_day", "slots-0-first_on": first.isoformat()})
    answer = send(browse(clinic, "desk"), new(clinic), form)
    assert answer.status_code == 422
    assert "Choose “Every month, on its last day”" in words(answer)


def test_preview_names_whose_booking_is_in_the_way(clinic: cast.Clinic) -> None:
    desk = browse(clinic, "desk")
    save(desk, new(clinic), filled(clinic))
    shown = send(desk, new(clinic), filled(clinic, name="Second group", **{"slots-0-days": ["MO"]}))
    assert "Room 2 is taken by Morning skills, 10:00 AM to 11:00 AM" in words(shown)
    assert "Save in spite of the clashes" in words(shown)


@pytest.mark.parametrize("who", ["lead", "biller", "nobody"])
def test_the_editor_is_for_whoever_keeps_the_schedule(clinic: cast.Clinic, who: str) -> None:
    browser = browse(clinic, who)
    assert browser.get(new(clinic)).status_code == 403
    assert browser.get(reverse("schedules:edit-group", args=[clinic.group.id])).status_code == 403


def test_the_editor_of_another_facilitys_group_looks_absent(clinic: cast.Clinic) -> None:
    other = cast.another_group(clinic)
    assert browse(clinic, "desk").get(reverse("schedules:edit-group", args=[other.id])).status_code == 404
    page = words(browse(clinic, "desk").get(f"{reverse('schedules:new-group')}?facility={clinic.west.id}"))
    assert "North clinic" in page
    assert "West clinic" not in page


def test_lines_that_nobody_has_filled_are_closed(clinic: cast.Clinic) -> None:
    desk = browse(clinic, "desk")
    page = words(desk.get(new(clinic)))
    assert page.count('class="disclosure slot-more"') == 2
    assert page.count('class="disclosure slot-more" open') == 1, "the first meeting is open, the second is not"
    shown = words(send(desk, new(clinic), filled(clinic)))
    assert shown.count('class="disclosure slot-more"') == 1, (
        "a line that is filled stands open; the blank one is closed"
    )
