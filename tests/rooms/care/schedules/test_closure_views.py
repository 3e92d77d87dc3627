"""The screens of closed days: look first, then save; what is refused stands at its field and typed words stay."""

from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from circlechart.care.schedules.queries import closures as queries
from circlechart.care.sessions import actions as sessions
from circlechart.care.sessions.models import FacilityClosure, Session
from tests import cast
from tests.rooms.care.schedules.test_views import browse, words
from tests.rooms.care.sessions.schedules import slot, version


def monday() -> date:
    today = timezone.now().date()
    return today + timedelta(days=(7 - today.weekday()) % 7 + 7)


def weekly(clinic: cast.Clinic) -> Session:
    slot(version(clinic.group), room=clinic.room, lead=clinic.staff["lead"])
    sessions.materialise(group_id=clinic.group.id, by=None, now=timezone.now())
    return Session.objects.get(local_on=monday())


def page(clinic: cast.Clinic) -> str:
    return reverse("schedules:closures", args=[clinic.north.id])


def send(desk: Browser, address: str, step: str = "preview", **given: object) -> HttpResponse:
    form = {"closed_on": monday().isoformat(), "name": "Staff <i>day</i>", "policy": "skip", **given}
    return desk.post(address, {**form, "step": step})


def closed(clinic: cast.Clinic, **given: object) -> FacilityClosure:
    columns = {"closed_on": monday(), "name": "Staff day", "source": "manual", "policy": "skip", **given}
    return FacilityClosure.objects.create(facility=clinic.north, approved_by=clinic.staff["director"], **columns)


def test_a_day_is_looked_at_and_then_closed(clinic: cast.Clinic) -> None:
    session, desk = weekly(clinic), browse(clinic, "desk")
    shown = send(desk, page(clinic))
    assert shown.status_code == 200
    assert "Evening process group" in words(shown)
    assert not FacilityClosure.objects.exists()
    answer = send(desk, page(clinic), "save", seen=shown.context["effect"].digest)
    assert answer.url == page(clinic)
    session.refresh_from_db()
    assert session.cancel_reason == "Closed: Staff <i>day</i>"
    listed = words(desk.get(page(clinic)))
    assert "Staff &lt;i&gt;day&lt;/i&gt;" in listed
    assert "1 cancelled" in listed
    assert "Rosa Quill" in listed


def test_a_save_without_a_look_shows_what_it_would_do(clinic: cast.Clinic) -> None:
    weekly(clinic)
    answer = send(browse(clinic, "desk"), page(clinic), "save")
    assert answer.status_code == 409
    assert "What this would do" in words(answer)
    assert not FacilityClosure.objects.exists()


@pytest.mark.parametrize(("given", "said"), [
    ({"closed_on": "next Monday"}, "Write the day like 2026-11-23."),
    ({"closed_on": ""}, "Choose a day."),
    ({"closed_on": "2020-01-01"}, "That day is over; what is past stays as it was."),
    ({"closed_on": "2099-01-01"}, "That day is more than two years away."),
    ({"name": " "}, "Say what day it is."),
    ({"name": "x" * 1_000_000}, "80 characters are enough for a name."),
    ({"policy": "shrug"}, "Choose one from the list."),
])  # fmt: skip
def test_what_cannot_be_is_said_at_its_field(clinic: cast.Clinic, given: dict[str, str], said: str) -> None:
    answer = send(browse(clinic, "desk"), page(clinic), "save", **given)
    assert answer.status_code == 422
    assert said in words(answer)
    assert "Traceback" not in words(answer)
    assert not FacilityClosure.objects.exists()


def test_a_day_is_closed_once(clinic: cast.Clinic) -> None:
    closed(clinic)
    answer = send(browse(clinic, "desk"), page(clinic), name="Retreat")
    assert answer.status_code == 422
    assert "That day is closed already: Staff day. Edit that one." in words(answer)
    assert 'value="Retreat"' in words(answer)


def test_opening_a_day_again_is_looked_at_first(clinic: cast.Clinic) -> None:
    session, desk = weekly(clinic), browse(clinic, "director")
    send(desk, page(clinic), "save", seen=send(desk, page(clinic)).context["effect"].digest)
    address = reverse("schedules:open-day", args=[FacilityClosure.objects.get().id])
    shown = desk.get(address)
    assert "Back on the schedule" in words(shown)
    stale = desk.post(address, {"seen": "0123456789abcdef"})
    assert stale.status_code == 409
    assert FacilityClosure.objects.exists()
    assert desk.post(address, {"seen": shown.context["effect"].digest}).url == page(clinic)
    session.refresh_from_db()
    assert session.status == "scheduled"


def test_a_closed_day_is_edited(clinic: cast.Clinic) -> None:
    weekly(clinic)
    closure, desk = closed(clinic), browse(clinic, "desk")
    address = reverse("schedules:closure", args=[closure.id])
    assert 'value="Staff day"' in words(desk.get(address))
    seen = send(desk, address, name="Retreat", policy="hold_anyway").context["effect"].digest
    assert send(desk, address, "save", name="Retreat", policy="hold_anyway", seen=seen).url == page(clinic)
    closure.refresh_from_db()
    assert (closure.name, closure.policy, closure.approved_by) == ("Retreat", "hold_anyway", clinic.staff["desk"])


def test_holidays_are_ticked_and_approved_by_a_named_person(clinic: cast.Clinic) -> None:
    weekly(clinic)
    director, address = browse(clinic, "director"), reverse("schedules:holidays", args=[clinic.north.id])
    proposed = queries.proposed(clinic.north, timezone.now().date())
    ticked = [each.on for each in proposed[:3]]
    form = {"days": [on.isoformat() for on in ticked], "policy": "skip"}
    assert proposed[0].name in words(director.get(address))
    shown = director.post(address, {**form, "step": "preview"})
    assert "Approve as Celeste Obuya" in words(shown)
    assert not FacilityClosure.objects.exists()
    director.post(address, {**form, "step": "save", "seen": shown.context["effect"].digest})
    made = FacilityClosure.objects.order_by("closed_on")
    assert [(each.closed_on, each.source, each.policy) for each in made] == [(on, "holidays", "skip") for on in ticked]
    assert {each.approved_by for each in made} == {clinic.staff["director"]}
    assert f"closed already: {proposed[0].name}" in words(director.get(address))


@pytest.mark.parametrize("days", [[], ["2026-02-30"], ["2031-07-04"], ["<script>"]])
def test_only_proposed_days_are_approved(clinic: cast.Clinic, days: list[str]) -> None:
    address = reverse("schedules:holidays", args=[clinic.north.id])
    answer = browse(clinic, "director").post(address, {"days": days, "policy": "skip", "step": "save"})
    assert answer.status_code == 422
    assert not FacilityClosure.objects.exists()


def test_closed_days_of_another_facility_look_absent_and_those_of_all_are_nobodys_to_change(
    clinic: cast.Clinic,
) -> None:
    desk = browse(clinic, "desk")
    there = closed(clinic)
    FacilityClosure.objects.filter(pk=there.pk).update(facility=clinic.west)
    everywhere = closed(clinic, closed_on=monday() + timedelta(days=1))
    FacilityClosure.objects.filter(pk=everywhere.pk).update(facility=None)
    for closure in (there, everywhere):
        for name in ("closure", "open-day"):
            assert desk.get(reverse(f"schedules:{name}", args=[closure.id])).status_code == 404
            assert desk.post(reverse(f"schedules:{name}", args=[closure.id]), {"seen": "x"}).status_code == 404
    assert desk.get(reverse("schedules:closures", args=[clinic.west.id])).status_code == 404
    assert "All facilities" in words(desk.get(page(clinic)))
    assert FacilityClosure.objects.count() == 2


def test_who_only_sees_the_schedule_sees_closed_days_and_no_form(clinic: cast.Clinic) -> None:
    closed(clinic)
    seen = words(browse(clinic, "nurse").get(page(clinic)))
    assert "Staff day" in seen
    assert "Close another day" not in seen
    assert send(browse(clinic, "nurse"), page(clinic), "save").status_code == 403
    assert browse(clinic, "nurse").get(reverse("schedules:closures-index")).url == page(clinic)
